"""What is due to go: each kind of data, so long after the end of its case as the settings say."""

from __future__ import annotations

import calendar
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection

from office.settings import Retention
from persistence import of_no_case, persons_cases
from persistence.due_cases import DueBefore, DueRow, count_due, due_among, due_rows
from persistence.erasing import erase_of_no_case
from persistence.erasures import Order
from persistence.of_no_case import OfNoCase
from persistence.personal_counts import contents_of
from persistence.personal_data import KINDS, Kind
from persistence.persons_cases import KnownPerson
from states.frozen import frozen
from states.localization import format_day
from states.moments import end_of
from states.text import Text
from workflows.people.erasing import ERASERS, CasePreview, carry_out, obstacles
from workflows.registers.keeping import KEEPER, RegisterAct

PERIOD_IS_OVER: Final = Text(
    "the periods of the settings are over", "рокови чувања из подешавања су истекли"
)
_READ_AT_ONCE: Final = 1000
LONGEST_LOOK: Final = timedelta(days=40 * 366)
"""How far back a case can have ended of which nothing is due yet."""
AT_ONCE: Final = 50
"""So many cases are erased in one transaction."""


@frozen
class DueCase:
    """A case of which kinds of data are due to go, whose it is, and what stands in the way."""

    name: str
    preview: CasePreview
    obstacle: Text | None


def after(day: date, period: str) -> date:
    """The civil date on which a period counted from a day is over."""
    number, unit = int(period.split()[0]), period.split()[1].rstrip("s")
    if unit == "day":
        return day + timedelta(days=number)
    months = day.year * 12 + day.month - 1 + number * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def last_ends_due(retention: Retention, today: date) -> dict[Kind, date]:
    """By kind of data, the last civil date of a case's end of which it is due to go today; of what
    is kept for good none."""
    periods: Mapping[Kind, str | None] = {kind: getattr(retention, kind) for kind in KINDS}
    return {kind: _last_end(period, today) for kind, period in periods.items() if period}


def _last_end(period: str, today: date) -> date:
    """The last civil date of which a period that is counted from it is over today."""
    days_ago = bisect_left(
        range(LONGEST_LOOK.days),
        True,
        key=lambda number: after(today - timedelta(days=number), period) <= today,
    )
    return today - timedelta(days=days_ago)


def due_kinds(last_ends: Mapping[Kind, date], ended_on: date) -> frozenset[Kind]:
    """The kinds of data of a case that are due to go: with the person, all."""
    due = {kind for kind, last_end in last_ends.items() if ended_on <= last_end}
    return frozenset(KINDS) if "person" in due else frozenset(due)


def due_cases(act: RegisterAct, window: tuple[int | None, int] = (None, 0)) -> list[DueCase]:
    """What of the institution is due to go, case by case in their order: so many cases (None for
    all) after so many of them.

    Raises NotTheirs for who is not the Head.
    """
    act.check_may(ERASERS)
    most, offset = window
    due: list[DueCase] = []
    while most is None or len(due) < most:
        at_once = _READ_AT_ONCE if most is None else min(most - len(due), _READ_AT_ONCE)
        next_window = (at_once, offset + len(due))
        rows = due_rows(act.connection, act.institution, _due_before(act), next_window)
        due += _judged(act, rows)
        if len(rows) < at_once:
            break
    return due


def due_at_all(act: RegisterAct) -> tuple[int, list[OfNoCase]]:
    """How many cases have data that are due to go, those that something stands in the way of among
    them, exact as far as lists are counted; and what is of no case.

    Raises NotTheirs for who is not the Head.
    """
    of_no_case = due_of_no_case(act)
    return count_due(act.connection, act.institution, _due_before(act)), of_no_case


def _due_before(act: RegisterAct) -> DueBefore:
    last_ends = last_ends_due(act.office.settings.retention, act.today)
    until = _unapplied_until(act)
    return DueBefore(
        {kind: end_of(last_end) for kind, last_end in last_ends.items()},
        None if until is None else end_of(until),
    )


def _judged(act: RegisterAct, rows: Sequence[DueRow]) -> Iterator[DueCase]:
    contents = contents_of(act.connection, [row.case.id for row in rows])
    stand_in_the_way = obstacles(act, [row.case for row in rows])
    last_ends = last_ends_due(act.office.settings.retention, act.today)
    until = _unapplied_until(act)
    for row in rows:
        case, ended_on = row.case, row.case.ended_on or act.today
        is_over = row.never_applied and until is not None and ended_on <= until
        kinds = frozenset(KINDS) if is_over else due_kinds(last_ends, ended_on)
        ordered_kinds = tuple(kind for kind in KINDS if kind in kinds - row.erased)
        case_preview = CasePreview(case, ordered_kinds, contents[case.id])
        yield DueCase(row.name, case_preview, stand_in_the_way.get(case.id))


def _unapplied_until(act: RegisterAct) -> date | None:
    """The last civil date of the end of a case that its candidate began and never applied in, of
    which all is due to go; None where it is kept as other cases are."""
    period = act.office.settings.retention.unapplied
    return _last_end(period, act.today) if period else None


def due_of_no_case(act: RegisterAct) -> list[OfNoCase]:
    """What of the institution is of no case and due to go, at most so much as is read at once of
    each kind. Raises NotTheirs for who is not the Head."""
    act.check_may(ERASERS)
    retention = act.office.settings.retention
    periods: Mapping[of_no_case.Kind, str | None] = {
        "messages": retention.messages,
        "links": retention.links,
    }
    untils = {
        kind: end_of(_last_end(period, act.today))
        for kind, period in periods.items()
        if period is not None
    }
    return of_no_case.due_before(act.connection, act.institution, untils, _READ_AT_ONCE)


def sentence_of_no_case(item: OfNoCase) -> Text:
    """Whose a message or link of no case is, what it is, and from which day its period counts."""
    writer = f"{item.name} <{item.address}>" if item.name else item.address
    kind = _OF_NO_CASE[item.kind]
    return Text(
        f"{writer} – {kind.en} {format_day(item.day)}",
        f"{writer} – {kind.sr} {format_day(item.day, 'sr')}",
    )


_OF_NO_CASE: Final[Mapping[of_no_case.Kind, Text]] = {
    "messages": Text("a message of no case, settled on", "порука без предмета, решена"),
    "links": Text("a link to apply by, ended on", "веза за пријаву, истекла"),
}


def erase_due_of_no_case(act: RegisterAct) -> int:
    """Erases it, in one transaction; how much it was. Raises NotTheirs."""
    due = due_of_no_case(act)
    if due:
        messages = [item.id for item in due if item.kind == "messages"]
        links = [item.id for item in due if item.kind == "links"]
        order = Order(act.keeper.name, KEEPER, PERIOD_IS_OVER.en, act.now)
        erase_of_no_case(act.connection, messages, links, order)
    return len(due)


def number_due(act: RegisterAct) -> int:
    """How many cases have data that are due to go and nothing stands in the way of it."""
    return sum(case.obstacle is None for case in due_cases(act))


def erase_due(act: RegisterAct, chosen_ids: Sequence[int]) -> int | None:
    """Erases what is due of cases, in one transaction; the erasure's number, None for nothing.

    A person of whom no case is left goes with the last one. Raises NotTheirs.
    """
    act.check_may(ERASERS)
    rows = due_among(act.connection, act.institution, _due_before(act), set(chosen_ids))
    due = {
        case.preview.case.id: frozenset(case.preview.kinds)
        for case in _judged(act, rows)
        if case.obstacle is None
    }
    if not due:
        return None
    with_person = {case_id for case_id, kinds in due.items() if "person" in kinds}
    persons = _of_whom_nothing_is_left(act.connection, with_person)
    return carry_out(act, due, persons, PERIOD_IS_OVER.en)


def _of_whom_nothing_is_left(connection: Connection, case_ids: set[int]) -> list[KnownPerson]:
    """The candidates of cases all of whose cases are among these."""
    firsts = persons_cases.firsts_of(connection, case_ids)
    by_first: dict[int, list[KnownPerson]] = defaultdict(list)
    for person in persons_cases.under_every_address(connection, firsts):
        by_first[person.first].append(person)
    return [
        person
        for persons in by_first.values()
        if {case.id for case in persons_cases.cases_of(connection, [p.id for p in persons])}
        <= case_ids
        for person in persons
    ]


def title_of(kind: Kind) -> Text:
    """What a kind of data is called."""
    return _TITLES[kind]


_TITLES: Final[Mapping[Kind, Text]] = {
    "sensitive": Text("sensitive documents", "осетљиви документи"),
    "documents": Text("documents and files", "документи и датотеке"),
    "mails": Text("mails", "поруке"),
    "notes": Text("notes and drafts", "белешке и нацрти"),
    "person": Text("the person and all the rest", "подаци о лицу и све остало"),
}
