"""Whether the cases stand as they were written: each is rebuilt from the digests that its entries
seal and from what the chain of seals says of it, and every row is compared.

Two hundred cases are held in memory at once, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, ScalarSelect, Select, Table, bindparam, func, select

from persistence.bulk import fetch_plain
from persistence.case_seals import (
    ENTRIES,
    SEALED,
    CaseSeals,
    between,
    ends_discrepancy,
    note_entry,
    note_seal,
)
from persistence.digests import is_digest, kept_in_order
from persistence.hot_rows import ACTION_STATE, HOT, TIMER_STATE, HotRows, changed, gone
from persistence.sealed_parts import PARTS, Part
from persistence.sealing import case_column, contents_of, ordered_by, selected
from persistence.tables import (
    agreement_courses,
    agreements,
    call_criteria,
    cases,
    commission_members,
    mails,
    scores,
)
from persistence.tables.base import Id
from states.text import Text

_AT_ONCE: Final = 200
_OTHERS: Final = [p for p in PARTS.values() if p.case is not None and p.name not in HOT]
Span = Mapping[str, int]
"""The first and the last of the cases that are in memory together."""

_CASES: Final = (
    select(cases.c.id, cases.c.number, cases.c.visit, cases.c.call_id)
    .where(cases.c.id > bindparam("after", 0, type_=Id))
    .order_by(cases.c.id)
    .limit(bindparam("most", 0))
)


_OF_LISTS: Final = select(mails.c.key).where(
    mails.c.case_id.is_(None), mails.c.call_id.is_not(None)
)
"""The mails of calls; those of a list's level begin `call-N/due/level/`."""


def case_discrepancies(connection: Connection) -> Iterator[Text]:
    """Rows of cases that were changed, added or removed with other tools than this program."""
    after, parts = 0, [part for part in _OTHERS if _has_rows(connection, part)]
    levels = {_level_of(row[0]) for row in fetch_plain(connection, _OF_LISTS, {})}
    while rows := fetch_plain(connection, _CASES, {"after": after, "most": _AT_ONCE}):
        seals = {
            case_id: CaseSeals(number, visit, call_id, levels)
            for case_id, number, visit, call_id in rows
        }
        span = {"first": rows[0][0], "last": rows[-1][0]}
        yield from _note(connection, seals, span)
        yield from _of_span(connection, parts, seals, span)
        after = rows[-1][0]


def _number(of_call: Table) -> ScalarSelect[int]:
    rows = select(func.count()).select_from(of_call).where(of_call.c.call_id == cases.c.call_id)
    return rows.scalar_subquery()


_SCORED: Final = (
    select(cases.c.number)
    .join(scores, scores.c.case_id == cases.c.id)
    .where(between(cases.c.id))
    .group_by(cases.c.id, cases.c.number, cases.c.call_id)
    .having(func.count() >= _number(commission_members) * _number(call_criteria))
)
"""The cases of a span that have all their points: by each member of the commission, by each
criterion."""


def _level_of(key: str) -> str:
    """How the key of a mail of a list's level begins."""
    return "/".join(key.split("/")[:3])


def _has_rows(connection: Connection, part: Part) -> bool:
    return bool(fetch_plain(connection, _first(part), {}))


@cache
def _first(part: Part) -> Select[Any]:
    return select(part.table.c[part.group]).limit(1)


def _note(connection: Connection, seals: Mapping[int, CaseSeals], span: Span) -> Iterator[Text]:
    """Notes what entries and seals say of a span of cases, and what is wrong with their ends."""
    for row in fetch_plain(connection, ENTRIES, span):
        note_entry(seals[row[0]], row)
    for row in fetch_plain(connection, SEALED, span):
        if (of_case := seals.get(row[0])) is not None:
            note_seal(of_case, row)
    yield from filter(None, map(ends_discrepancy, seals.values()))


def _of_span(
    connection: Connection, parts: Sequence[Part], seals: Mapping[int, CaseSeals], span: Span
) -> Iterator[Text]:
    for part in parts:
        yield from _compared(connection, part, seals, span)
    scored_ids = {row[0] for row in fetch_plain(connection, _SCORED, span)}
    hot_rows = {case_id: HotRows(of_case, scored_ids) for case_id, of_case in seals.items()}
    for name in HOT:
        part = PARTS[name]
        place, rows = len(part.columns) + len(part.key), fetch_plain(connection, _rows(part), span)
        for row, content in zip(rows, kept_in_order(rows, len(part.columns)), strict=True):
            if (wrong := hot_rows[row[place]].compare(part, row, content)) is not None:
                yield wrong
    for case_id, of_case in seals.items():
        yield from hot_rows[case_id].missing()
        for (name, key), newest in of_case.newest.items():
            if newest.digest is not None:
                yield gone(of_case, name, key)


def _compared(
    connection: Connection, part: Part, seals: Mapping[int, CaseSeals], span: Span
) -> Iterator[Text]:
    rows = fetch_plain(connection, _rows(part), span)
    place = len(part.columns) + len(part.key)
    for key, content, row in contents_of(part, rows):
        of_case = seals[row[place]]
        newest = of_case.newest.pop((part.name, key), None)
        if newest is None or not is_digest(content, newest.digest, newest.salt):
            yield changed(of_case, part.name, "")


@cache
def _rows(part: Part) -> Select[Any]:
    """A part's rows of a span of cases: columns, key, case, and the state of hot ones."""
    names = {"timers": TIMER_STATE, "outbox": ACTION_STATE}.get(part.name, ())
    state = [part.table.c[name].label(f"state_{name}") for name in names]
    of_span = between(part.table.c.get("case_id", part.table.c[part.group]))
    if part.table is agreement_courses:
        of_cases = select(agreements.c.id).where(between(agreements.c.case_id))
        of_span = agreement_courses.c.agreement_id.in_(of_cases)
    rows = selected(part).add_columns(case_column(part).label("of_case"), *state)
    rows = rows.where(of_span)
    # Rows with digests of their own stand in no order: to sort them would take as long as to read.
    return rows if part.is_by_row and len(part.key) == 1 else rows.order_by(*ordered_by(part))
