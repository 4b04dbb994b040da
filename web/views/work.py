"""Lists of cases: grouped by what is due first, filtered by process, state, name and number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, get_args

from office.wiring import Office
from persistence.case_list import ListedCase, Scope
from states.folding import folded
from states.frozen import frozen
from states.text import Text
from states.vocabulary import ROLES

MOST: Final = 300
"""Lines that one page shows; who has more narrows the list."""


@frozen
class CaseFilter:
    """What the list is to show; empty parts ask for everything."""

    scope: Scope = "mine"
    process: str = ""
    state: str = ""
    q: str = ""


@frozen
class CaseLine:
    """A case in the list, in words; `scores` leads to where the person gives points to it.

    `rests` says why no limit runs: what is forbidden is not overdue.
    """

    number: str
    candidate: str
    process: Text
    state: Text
    step: Text | None
    owners: tuple[Text, ...]
    due: date | None
    ended: bool
    scores: str | None
    rests: Text | None


@frozen
class Group:
    """Lines with one heading, by their kind; `kind` is one of `TITLES`."""

    kind: str
    title: Text
    lines: tuple[CaseLine, ...]


@frozen
class WorkPage:
    """A list with its filter; `matches` counts all lines, also those that are not shown."""

    filter: CaseFilter
    groups: tuple[Group, ...]
    matches: int
    overdue: int
    today: int
    processes: tuple[tuple[str, Text], ...]
    states: tuple[tuple[str, Text], ...]
    crowded: bool


TITLES: Final = {
    "overdue": Text("Overdue", "Прекорачен рок"),
    "today": Text("Due today", "Рок је данас"),
    "week": Text("In the next seven days", "У наредних седам дана"),
    "later": Text("Later", "Касније"),
    "rests": Text("Resting: nobody is late", "Мирује: нико не касни"),
    "none": Text("Without a date yet", "Рок још није познат"),
    "all": Text("Cases", "Предмети"),
}


def case_filter(scope: str, process: str, state: str, q: str) -> CaseFilter:
    """The filter of an address; a scope that does not exist is one's own work."""
    scopes: tuple[Scope, ...] = get_args(Scope)
    known_scope: Scope = next((name for name in scopes if name == scope), "mine")
    return CaseFilter(known_scope, process, state, q.strip())


def work_page(
    office: Office,
    cases: Sequence[ListedCase],
    filters: CaseFilter,
    today: date,
    sits_over: frozenset[int] = frozenset(),
) -> WorkPage:
    """The page of a list; `today` is the civil date in Belgrade.

    `sits_over` are the calls in whose commission the person is: their candidates wait for points.
    """
    matching = [case for case in cases if matches(case, filters)]
    lines = [_line(office, case, sits_over) for case in matching[:MOST]]
    groups = (
        Group(kind, title, tuple(line for line in lines if _kind(line, today) == kind))
        for kind, title in TITLES.items()
    )
    due_days = [
        case.due
        for case in matching
        if case.due is not None and not case.ended and not (case.rests and case.due < today)
    ]
    return WorkPage(
        filter=filters,
        groups=tuple(group for group in groups if group.lines),
        matches=len(matching),
        overdue=sum(due < today for due in due_days),
        today=due_days.count(today),
        processes=_processes(office, cases),
        states=_states(office, cases, filters),
        crowded=len(matching) > MOST,
    )


def matches(case: ListedCase, filters: CaseFilter) -> bool:
    """Whether a case is one of those that a filter asks for."""
    if filters.process and filters.process != case.process:
        return False
    if filters.state and filters.state != case.state:
        return False
    text = folded(f"{case.candidate} {case.number}")
    return all(word in text for word in folded(filters.q).split())


def _kind(line: CaseLine, today: date) -> str:
    if line.ended:
        return "all"
    if line.rests is not None and (line.due is None or line.due < today):
        return "rests"
    if line.due is None:
        return "none"
    if line.due <= today:
        return "today" if line.due == today else "overdue"
    return "week" if line.due <= today + timedelta(days=7) else "later"


def _line(office: Office, case: ListedCase, sits_over: frozenset[int]) -> CaseLine:
    definition = office.definition(case.definition)
    state = definition.states[case.state]
    step = state.title_of(case.awaited)
    waits = "commission_member" in case.owners and case.call_id in sits_over
    return CaseLine(
        case.number, case.candidate, definition.title, state.title, step,
        tuple(ROLES[role] for role in case.owners), case.due, case.ended,
        f"/calls/{case.call_id}/scores/{case.number}" if waits else None, case.rests,
    )  # fmt: skip


def _processes(office: Office, cases: Sequence[ListedCase]) -> tuple[tuple[str, Text], ...]:
    titles = {case.process: office.definition(case.definition).title for case in cases}
    return tuple(sorted(titles.items(), key=lambda item: item[1].en))


def _states(
    office: Office, cases: Sequence[ListedCase], filters: CaseFilter
) -> tuple[tuple[str, Text], ...]:
    """The states in which cases of the list stand, in the order of their definitions."""
    keys = {case.definition for case in cases if filters.process in ("", case.process)}
    present = {case.state for case in cases}
    titles = {
        name: state.title
        for key in sorted(keys)
        for name, state in office.definition(key).states.items()
        if name in present
    }
    return tuple(titles.items())
