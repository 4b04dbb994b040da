"""Dossiers from the database: the cases by one statement, all their facts by another.

A case row names in `present` the groups of facts that it has; only their tables are read. What the
cases of a call share, the call itself and the places that are held, is read once a stamp.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, String, Table, bindparam, select

from persistence import call_locks, grading_tables, precedents, usual_days
from persistence import calls as call_rows
from persistence.bulk import fetch
from persistence.case_row import TIP, CaseTip, tip_of
from persistence.fact_readers import READERS, Parts, Reader
from persistence.fact_rows import in_order, of_row, rows_of
from persistence.one_of import OneOf
from persistence.persons import OF_PERSON, other_cases
from persistence.ranking_lists import first_waiting
from persistence.row_makers import Row
from persistence.stamps import CALL_STAMPS, Kept, stamp_of
from persistence.tables import calls, candidates, cases, persons
from persistence.tables.base import Id
from states.calls import Candidate
from states.dossier import Case, Dossier
from states.frozen import frozen, replace
from states.recognition import GradingTable, Precedent

Pair = tuple[Case, Dossier]


@frozen
class LockedCase:
    """A case that nobody else changes until the transaction ends, with all that a step needs.

    `tip` is where its history ends, `staff` the stamp of the office's people; both None where
    nobody has read them.
    """

    case: Case
    dossier: Dossier
    tip: CaseTip | None = None
    staff: int | None = None


def lock(
    connection: Connection, case_ids: Sequence[int], for_transcript: bool = True
) -> dict[int, LockedCase]:
    """Cases and their dossiers by id, kept from everybody else until the transaction ends, with
    their calls and the places there.

    An id that is no case is left out. `for_transcript` False where none is recorded now: what the
    registers hold is read only where there is one already.
    """
    call_locks.lock_calls_of(connection, case_ids)
    return _locked(connection, case_ids, for_transcript)


def lock_alone(
    connection: Connection, case_ids: Sequence[int], for_transcript: bool = True
) -> dict[int, LockedCase]:
    """The same without their calls, for what neither counts places nor changes a list."""
    call_locks.lock_cases(connection, case_ids)
    return _locked(connection, case_ids, for_transcript)


def lock_running_on(
    connection: Connection, case_id: int, keys: Sequence[str]
) -> dict[int, LockedCase]:
    """The same of one case for a step; nothing, and nothing is locked, where it runs on no
    definition of these keys."""
    if not keys or not call_locks.lock_case_running_on(connection, case_id, keys):
        return {}
    return _locked(connection, [case_id], False)


def _locked(
    connection: Connection, case_ids: Sequence[int], for_transcript: bool
) -> dict[int, LockedCase]:
    rows = _case_rows(connection, case_ids)
    pairs = _to_decide(connection, rows, for_transcript)
    return {row.id: LockedCase(*pairs[row.id], tip_of(row), row.staff_stamp) for row in rows}


def load(
    connection: Connection,
    case_ids: Sequence[int],
    for_update: bool = False,
    to_decide: bool = True,
) -> dict[int, Pair]:
    """Cases and their dossiers by id; an id that is no case is left out.

    `for_update` keeps everybody else from changing them until the transaction ends. A dossier from
    which nothing is decided, a letter's say, needs neither the others who wait nor the registers,
    nor the person's other cases.
    """
    if for_update:
        call_locks.lock_calls_of(connection, case_ids)
    rows = _case_rows(connection, case_ids)
    return _to_decide(connection, rows) if to_decide else _pairs(connection, rows, False)


def find(connection: Connection, number: str) -> Pair | None:
    """The case of a number such as BMU-2026-0001, with its dossier; None where there is none."""
    rows = fetch(connection, _NUMBERED_CASE, {"number": number.strip().upper()})
    return next(iter(_to_decide(connection, rows).values()), None)


def _pairs(connection: Connection, rows: Sequence[Row], to_decide: bool) -> dict[int, Pair]:
    readers = {row.id: _readers(row.present) for row in rows}
    facts = _facts(connection, rows, frozenset().union(*readers.values()))
    stamps = {row.call_id: call_rows.stamps_in(row, row.call_id) for row in rows}
    of_calls = {id_: call_rows.load_under(connection, of_call) for id_, of_call in stamps.items()}
    placed_parts = facts.get(READERS["placement"], {})
    for call_id in _with_others_in_line(rows, placed_parts) if to_decide else ():
        call, progress = of_calls[call_id]
        first_in_line = first_waiting(connection, stamps[call_id])
        of_calls[call_id] = (call, replace(progress, waiting=first_in_line))
    pairs: dict[int, Pair] = {}
    for row in rows:
        call, progress = of_calls[row.call_id]
        parts: dict[str, Any] = {}
        for reader in readers[row.id]:
            parts.update(facts[reader].get(row.id, {}))
        parts["usual_days"] = usual_days.of_process(
            connection, row.institution, row.process, row.usual_days_stamp
        )
        candidate = of_row(Candidate, row)
        pairs[row.id] = (of_row(Case, row), Dossier(candidate, call, progress, **parts))
    return pairs


def _to_decide(
    connection: Connection, rows: Sequence[Row], for_transcript: bool = True
) -> dict[int, Pair]:
    """With who waits, the persons' other cases, and what the registers hold for their hosts."""
    pairs = _pairs(connection, rows, True)
    for case_id, person_cases in other_cases(connection, rows).items():
        case, dossier = pairs[case_id]
        pairs[case_id] = (case, replace(dossier, other_cases=person_cases))
    return _with_registers(connection, rows, pairs, for_transcript)


@lru_cache(maxsize=1024)
def _readers(present: str) -> frozenset[Reader]:
    return frozenset(READERS[group] for group in present.split(",") if group)


@lru_cache(maxsize=1024)
def _tables(readers: frozenset[Reader]) -> tuple[Table, ...]:
    return in_order(table for reader in readers for table in reader.tables)


def _facts(
    connection: Connection, rows: Sequence[Row], readers: frozenset[Reader]
) -> Mapping[Reader, Parts]:
    by_table = rows_of(connection, _tables(readers), [row.id for row in rows])
    return {reader: reader.parts(by_table) for reader in readers}


def _with_others_in_line(rows: Sequence[Row], placed_parts: Parts) -> set[int]:
    """The calls of cases that may be sent by the list, or wait themselves: who waits there may go
    before them."""
    outcomes = {case_id: of["placement"].outcome for case_id, of in placed_parts.items()}
    return {
        row.call_id
        for row in rows
        if outcomes.get(row.id) == "waiting"
        or (outcomes.get(row.id) == "selected" and row.state in call_rows.BY_THE_LIST)
    }


class _Precedents(NamedTuple):
    """The precedents of a host, and where those of each case stand among them: from a place to the
    one after the last."""

    entries: tuple[Precedent, ...]
    spans: Mapping[str, tuple[int, int]]

    def before(self, number: str) -> tuple[Precedent, ...]:
        """What other cases set."""
        if number not in self.spans:
            return self.entries
        begin, end = self.spans[number]
        between = (entry for entry in self.entries[begin:end] if entry.case != number)
        return (*self.entries[:begin], *between, *self.entries[end:])


_TABLES_KEPT: Final[Kept[tuple[GradingTable, ...]]] = Kept(most=1024)
_PRECEDENTS_KEPT: Final[Kept[_Precedents]] = Kept(most=1024)


def _with_registers(
    connection: Connection, rows: Sequence[Row], pairs: dict[int, Pair], for_transcript: bool
) -> dict[int, Pair]:
    """What the office keeps for the hosts of these cases, by which transcripts are judged and
    recognised: asked where there is one, or where one may come (a host has answered).
    """
    for row in rows:
        case, dossier = pairs[row.id]
        may_come = for_transcript and dossier.host_answer is not None
        if dossier.host and (dossier.transcript or may_come):
            tables, known_precedents = _registers(connection, row, (case.institution, dossier.host))
            earlier = known_precedents.before(case.number)
            if tables or earlier:
                with_registers = replace(dossier, grading_tables=tables, precedents=earlier)
                pairs[row.id] = (case, with_registers)
    return pairs


def _registers(
    connection: Connection, row: Row, host: tuple[str, str]
) -> tuple[tuple[GradingTable, ...], _Precedents]:
    """What is kept for a host, which is given with the institution whose office keeps it."""
    tables = _TABLES_KEPT.under(
        (row.grading_tables_stamp, host), lambda: grading_tables.of_host(connection, *host)
    )
    known_precedents = _PRECEDENTS_KEPT.under(
        (row.precedents_stamp, host), lambda: _precedents(connection, host)
    )
    return tables, known_precedents


def _precedents(connection: Connection, host: tuple[str, str]) -> _Precedents:
    entries = precedents.of_host(connection, *host)
    spans: dict[str, tuple[int, int]] = {}
    for place, entry in enumerate(entries):
        spans[entry.case] = (spans.get(entry.case, (place, 0))[0], place + 1)
    return _Precedents(entries, spans)


_CASES: Final = (
    select(
        *dict.fromkeys((*[cases.c[part.name] for part in fields(Case)], *TIP)),
        *CALL_STAMPS,
        stamp_of("staff"),
        stamp_of("grading_tables"),
        stamp_of("precedents"),
        stamp_of("usual_days"),
        persons.c.name,
        persons.c.email,
        persons.c.writes_in,
        persons.c.salutation,
        persons.c.academic_title,
        persons.c.name_in_other_script,
        *OF_PERSON,
        *[column for column in candidates.c if column.name not in ("case_id", "person_id")],
    )
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .join(calls, calls.c.id == cases.c.call_id)
    .order_by(cases.c.id)
)
_ONE_CASE: Final = _CASES.where(cases.c.id == bindparam("case", 0, type_=Id))
_NUMBERED_CASE: Final = _CASES.where(cases.c.number == bindparam("number", "", type_=String))
_SOME_CASES: Final = _CASES.where(OneOf(cases.c.id, "ids"))


def _case_rows(connection: Connection, ids: Sequence[int]) -> Sequence[Row]:
    if len(ids) == 1:
        return fetch(connection, _ONE_CASE, {"case": ids[0]})
    return fetch(connection, _SOME_CASES, {"ids": ids})
