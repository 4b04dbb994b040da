"""The list behind a number of the board: the very cases that it counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import count

from persistence import case_sets
from persistence.case_sets import CaseSet, OfficeToday, OpenCase
from persistence.roster import Roster
from states.frozen import frozen
from states.text import Text
from states.vocabulary import ROLES
from web.views.case_sets import LIST, SetPart, parameters_of, parts_of
from web.views.paging import PAGE_SIZE, ListAddress, Listing, Paging, Sort
from web.views.stuck import people_of, whys_of
from web.views.viewer import Viewer


@frozen
class BoardCase:
    """A case as a line of such a list."""

    number: str
    candidate: str
    state: Text
    step: Text | None
    host: str
    owners: tuple[Text, ...]
    people: tuple[str, ...]
    due: date | None
    since: datetime
    rests: Text | None
    whys: tuple[Text, ...]


@frozen
class BoardCases:
    """A page of the list, with what it is narrowed by."""

    parts: tuple[SetPart, ...]
    lines: tuple[BoardCase, ...]
    listing: Listing


def board_cases(
    viewer: Viewer, chosen_set: CaseSet, office: OfficeToday, roster: Roster, page: int
) -> BoardCases:
    """A page of the cases of a set, what is due first at the top."""
    paging = Paging(page, case_sets.count(viewer.connection, chosen_set, office))
    window = (PAGE_SIZE, paging.offset)
    shown_cases = case_sets.lines(viewer.connection, chosen_set, office, window)
    address = ListAddress(LIST, tuple(parameters_of(chosen_set).items()))
    return BoardCases(
        parts_of(viewer, chosen_set),
        tuple(_line(viewer, line, roster) for line in shown_cases),
        Listing(address, Sort("due"), paging),
    )


def every_board_case(
    viewer: Viewer, chosen_set: CaseSet, office: OfficeToday, roster: Roster, at_once: int
) -> Iterator[BoardCase]:
    """All cases of a set in the order of its list, read so many at once."""
    for offset in count(0, at_once):
        shown_cases = case_sets.lines(viewer.connection, chosen_set, office, (at_once, offset))
        yield from (_line(viewer, line, roster) for line in shown_cases)
        if len(shown_cases) < at_once:
            return


def _line(viewer: Viewer, line: OpenCase, roster: Roster) -> BoardCase:
    state = viewer.office.shown_definition(line.definition).states[line.state]
    people = people_of(roster, line.institution, line.roles, viewer.today)
    return BoardCase(
        line.number, line.candidate, state.title, state.title_of(line.awaited), line.host,
        tuple(ROLES[role] for role in line.roles), people, line.due, line.entered_at, line.rests,
        whys_of(line, people, viewer.today),
    )  # fmt: skip
