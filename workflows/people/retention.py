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
from persistence import erasures, of_no_case, persons_cases
from persistence.erasing import erase_of_no_case
from persistence.erasures import Order
from persistence.of_no_case import OfNoCase
from persistence.personal_counts import contents_of
from persistence.personal_data import KINDS, Kind
from persistence.persons_cases import KnownPerson, PersonCase
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


def due_cases(act: RegisterAct, most: int | None = None) -> list[DueCase]:
    """What of the institution is due to go, case by case in their order: all of it, or the first
    cases until there are so many.

    Raises NotTheirs for who is not the Head.
    """
    act.check_may(ERASERS)
    last_ends = last_ends_due(act.office.settings.retention, act.today)
    unapplied_until = _unapplied_until(act)
    due: list[DueCase] = []
    ends = [*last_ends.values(), *filter(None, [unapplied_until])]
    if not ends:
        return due
    at_once = _READ_AT_ONCE if most is None else min(most, _READ_AT_ONCE)
    until, last_id = end_of(max(ends)), 0
    while most is None or len(due) < most:
        window = (at_once, last_id)
        ended_cases = persons_cases.ended_before(act.connection, act.institution, until, window)
        due += _due_of(act, (last_ends, unapplied_until), ended_cases) if ended_cases else ()
        if len(ended_cases) < at_once:
            break
        last_id = ended_cases[-1].id
    return due[:most]


def _due_of(
    act: RegisterAct,
    ends: tuple[Mapping[Kind, date], date | None],
    ended_cases: Sequence[PersonCase],
) -> Iterator[DueCase]:
    last_ends, until = ends
    ids = [case.id for case in ended_cases]
    erased_kinds = erasures.kinds_erased(act.connection, ids)
    unapplied_ids = persons_cases.never_applied(act.connection, ids) if until else set()

    def kinds_of(case: PersonCase) -> frozenset[Kind]:
        ended_on = case.ended_on or act.today
        is_over = until is not None and case.id in unapplied_ids and ended_on <= until
        return frozenset(KINDS) if is_over else due_kinds(last_ends, ended_on)

    due = {
        case: kinds - erased_kinds.get(case.id, set())
        for case in ended_cases
        if (kinds := kinds_of(case))
    }
    ids = [case.id for case, kinds in due.items() if kinds]
    if not ids:
        return
    contents, names = contents_of(act.connection, ids), persons_cases.names_of(act.connection, ids)
    stand_in_the_way = obstacles(act, [case for case in due if case.id in names])
    for case, kinds in due.items():
        if kinds:
            ordered_kinds = tuple(kind for kind in KINDS if kind in kinds)
            case_preview = CasePreview(case, ordered_kinds, contents[case.id])
            yield DueCase(names[case.id], case_preview, stand_in_the_way.get(case.id))


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
    due: list[OfNoCase] = []
    for period, due_before in (
        (retention.messages, of_no_case.settled_messages),
        (retention.links, of_no_case.ended_links),
    ):
        if period is not None:
            until = end_of(_last_end(period, act.today))
            due += due_before(act.connection, act.institution, until, _READ_AT_ONCE)
    return due


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
    distinct_ids = set(chosen_ids)
    due = {
        case.preview.case.id: frozenset(case.preview.kinds)
        for case in due_cases(act)
        if case.obstacle is None and case.preview.case.id in distinct_ids
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
