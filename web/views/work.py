"""Lists of cases: grouped by what is due first, filtered by process, state, name and number."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, get_args

from office.wiring import Office
from persistence.pages import Listed, Scope
from states.frozen import frozen
from states.text import Text, to_latin
from states.vocabulary import ROLES

MOST: Final = 300
"""Lines that one page shows; who has more narrows the list."""


@frozen
class Wish:
    """What the list is to show; empty parts ask for everything."""

    scope: Scope = "mine"
    process: str = ""
    state: str = ""
    q: str = ""


@frozen
class CaseLine:
    """A case in the list, in words; `scores` leads to where the person gives points to it."""

    number: str
    candidate: str
    process: Text
    state: Text
    step: Text | None
    owners: tuple[Text, ...]
    due: date | None
    ended: bool
    scores: str | None


@frozen
class Group:
    """Lines with one heading; `kind` is `overdue`, `today`, `week`, `later`, `none` or `all`."""

    kind: str
    title: Text
    lines: tuple[CaseLine, ...]


@frozen
class WorkPage:
    """A list with its filters; `found` counts all lines, also those that are not shown."""

    wish: Wish
    groups: tuple[Group, ...]
    found: int
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
    "none": Text("Without a date yet", "Рок још није познат"),
    "all": Text("Cases", "Предмети"),
}


def wish_of(scope: str, process: str, state: str, q: str) -> Wish:
    """The wish of an address; a scope that does not exist is one's own work."""
    known: tuple[Scope, ...] = get_args(Scope)
    return Wish(next((one for one in known if one == scope), "mine"), process, state, q.strip())


def work_page(
    office: Office,
    found: Sequence[Listed],
    wish: Wish,
    today: date,
    sits_over: frozenset[int] = frozenset(),
) -> WorkPage:
    """The page of a list; `today` is the civil date in Belgrade.

    `sits_over` are the calls in whose commission the person is: their candidates wait for points.
    """
    chosen = [one for one in found if _wanted(one, wish)]
    shown = [_line(office, one, sits_over) for one in chosen[:MOST]]
    groups = (
        Group(kind, title, tuple(line for line in shown if _kind(line, today) == kind))
        for kind, title in TITLES.items()
    )
    return WorkPage(
        wish=wish,
        groups=tuple(group for group in groups if group.lines),
        found=len(chosen),
        overdue=sum(one.due is not None and not one.ended and one.due < today for one in chosen),
        today=sum(one.due == today and not one.ended for one in chosen),
        processes=_processes(office, found),
        states=_states(office, found, wish),
        crowded=len(chosen) > MOST,
    )


def folded(text: str) -> str:
    """Text as a search compares it: `Petrović`, `Петровић` and `petrovic` are the same."""
    latin = unicodedata.normalize("NFKD", to_latin(text).casefold())
    return "".join(c for c in latin if not unicodedata.combining(c)).replace("đ", "d")


def _wanted(one: Listed, wish: Wish) -> bool:
    if wish.process and wish.process != one.process:
        return False
    if wish.state and wish.state != one.state:
        return False
    text = folded(f"{one.candidate} {one.number}")
    return all(word in text for word in folded(wish.q).split())


def _kind(line: CaseLine, today: date) -> str:
    if line.ended:
        return "all"
    if line.due is None:
        return "none"
    if line.due <= today:
        return "today" if line.due == today else "overdue"
    return "week" if line.due <= today + timedelta(days=7) else "later"


def _line(office: Office, one: Listed, sits_over: frozenset[int]) -> CaseLine:
    definition = office.definition(one.definition)
    state = definition.states[one.state]
    step = next((a.title for a in state.awaits if a.step == one.awaited), None)
    waits = "commission_member" in one.owners and one.call_id in sits_over
    return CaseLine(
        one.number, one.candidate, definition.title, state.title, step,
        tuple(ROLES[role] for role in one.owners), one.due, one.ended,
        f"/calls/{one.call_id}/scores/{one.number}" if waits else None,
    )  # fmt: skip


def _processes(office: Office, found: Sequence[Listed]) -> tuple[tuple[str, Text], ...]:
    titles = {one.process: office.definition(one.definition).title for one in found}
    return tuple(sorted(titles.items(), key=lambda item: item[1].en))


def _states(office: Office, found: Sequence[Listed], wish: Wish) -> tuple[tuple[str, Text], ...]:
    """The states in which cases of the list stand, in the order of their definitions."""
    keys = {one.definition for one in found if wish.process in ("", one.process)}
    present = {one.state for one in found}
    titles = {
        name: state.title
        for key in sorted(keys)
        for name, state in office.definition(key).states.items()
        if name in present
    }
    return tuple(titles.items())
