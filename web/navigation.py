"""The pages that every page leads to, and each person's first one: titles, addresses, who may.

Whoever adds a part to the office adds its line here; the door is still `web.permissions`.
"""

from __future__ import annotations

from typing import Final

from states.frozen import frozen
from states.text import Text
from states.vocabulary import ABOVE
from web.messages.board import BOARD
from web.messages.layout import LAYOUT
from web.messages.money import MONEY
from web.messages.plans import PLANS
from web.messages.reference import REFERENCE
from web.messages.setup import SETUP
from web.permissions import may_open


@frozen
class NavigationEntry:
    """A page of the navigation: its route, its title and address, and what belongs to it."""

    route: str
    title: Text
    address: str
    also: tuple[str, ...] = ()

    def holds(self, path: str) -> bool:
        """Whether the page at a path is this one, or belongs to it."""
        return any(
            path == address or path.startswith(f"{address}/")
            for address in (self.address, *self.also)
        )


@frozen
class NavigationLink:
    """An entry as one person sees it; `current` where they are on it now."""

    title: Text
    address: str
    current: bool


NAVIGATION: Final = (
    NavigationEntry("work", LAYOUT["my_work"], "/work", ("/incoming",)),
    NavigationEntry("board", BOARD["board"], "/board", ("/stuck", "/mails", "/year")),
    NavigationEntry("calls", LAYOUT["calls"], "/calls", ("/imports/applicants",)),
    NavigationEntry("money", MONEY["money"], "/money"),
    NavigationEntry("plans", PLANS["plans"], "/plans", ("/meetings",)),
    NavigationEntry("people", LAYOUT["people"], "/people", ("/imports/people",)),
    NavigationEntry(
        "reference",
        REFERENCE["reference"],
        "/reference",
        ("/acts", "/imports/partners", "/imports/home-courses", "/imports/grading-tables"),
    ),
    NavigationEntry("rules", LAYOUT["rules"], "/rules", ("/processes",)),
)
"""In the order in which they stand; an entry opens by the permission of its route."""
FIRST_HOUR: Final = NavigationEntry("setup", SETUP["setup"], "/setup")
"""Stands before the others until the office has its first call."""


def links_for(
    roles: frozenset[str], path: str, is_first_hour: bool = False
) -> tuple[NavigationLink, ...]:
    """The pages that these roles may open, the one at `path` marked."""
    entries = (FIRST_HOUR, *NAVIGATION) if is_first_hour else NAVIGATION
    return tuple(
        NavigationLink(entry.title, entry.address, entry.holds(path))
        for entry in entries
        if may_open(roles, entry.route)
    )


def home_of(roles: frozenset[str]) -> str:
    """The first page of who holds these roles: who supervises begins with the board."""
    return "/board" if roles & ABOVE else "/work"
