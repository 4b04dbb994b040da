"""The cases in numbers: where they stand; the open ones also whom they wait for, and until when.

All of it is kept under the stamp of the cases (`case_stamp`): as long as none changes, a page costs
no more than reading that. In an office with so many cases that one changes all the time, the pages
count it beforehand and once a minute (`web.board_keeping`), so that nobody waits for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, select

from persistence.case_sets import SOON, STUCK_SETS, CaseSet, OfficeToday, counts, of_ages
from persistence.case_stamp import case_stamp
from persistence.owners import owners_in
from persistence.recent_numbers import TWO_MINUTES, RecentNumbers
from persistence.stamps import Kept
from persistence.tables import cases, listed_cases
from persistence.tables.lists import NO_DUE_KEY
from states.frozen import frozen

COUNTED: Final[Mapping[str, CaseSet]] = {
    **{why: case_set for why, case_set in STUCK_SETS.items() if why != "action"},
    "appeal": CaseSet(appeal=True),
    "safe": CaseSet(safe=True),
}
"""The sets of cases whose numbers are things to do; given-up actions are counted for themselves."""

AHEAD: Final = timedelta(days=364)
"""How far the curve of due dates looks."""


class OpenGroup(NamedTuple):
    """Open cases that stand in one state and wait for the same step of the same owners.

    `overdue`, `soon` and `undated` count those whose limit runs; `resting` those whose does not.
    """

    institution: str
    process: str
    state: str
    owners: str
    host: str
    number: int
    resting: int
    overdue: int
    soon: int
    undated: int

    @property
    def roles(self) -> tuple[str, ...]:
        """The owners, by role."""
        return owners_in(self.owners)


class AgeGroup(NamedTuple):
    """The open cases of a process in one state, by how long they have been in it (`AGES`)."""

    process: str
    state: str
    ages: tuple[int, ...]


class DueStep(NamedTuple):
    """So many steps of some owners that fall due on one day."""

    institution: str
    owners: str
    due: date
    number: int

    @property
    def roles(self) -> tuple[str, ...]:
        """The owners, by role."""
        return owners_in(self.owners)


class StateGroup(NamedTuple):
    """Cases of a process in one state, ended ones too."""

    institution: str
    process: str
    state: str
    number: int


@frozen
class OpenCases:
    """The open cases in numbers as they were at an instant; `steps` are those that fall due in the
    year ahead, `sets` tells how many cases are in each of `COUNTED`, `states` where all cases
    stand, ended ones too."""

    groups: tuple[OpenGroup, ...]
    ages: tuple[AgeGroup, ...]
    steps: tuple[DueStep, ...]
    sets: Mapping[str, int]
    states: tuple[StateGroup, ...]
    counted_at: datetime

    @property
    def number(self) -> int:
        """How many cases are open."""
        return sum(group.number for group in self.groups)

    def by_state(self, institution: str, process: str) -> dict[str, int]:
        """All cases of a process by state, whichever version of it they run on."""
        of_process = (institution, process)
        return {group.state: group.number for group in self.states if group[:2] == of_process}


_KEPT: Final[Kept[OpenCases]] = Kept(most=8)
_RECENT: Final[RecentNumbers[OpenCases]] = RecentNumbers(TWO_MINUTES, lambda cases: cases.number)
_RUNS: Final = listed_cases.c.rests.is_(False)


def open_cases(connection: Connection, office: OfficeToday, now: datetime) -> OpenCases:
    """The open cases of an office in numbers on its day."""
    return _RECENT.shown(
        connection, office, now, lambda: _counted_or_kept(connection, office, now)
    ).numbers


def count_open_cases(connection: Connection, office: OfficeToday, now: datetime) -> OpenCases:
    """The same as they stand now, kept for who asks next."""
    return _RECENT.counted(
        connection, office, now, lambda: _counted_or_kept(connection, office, now)
    ).numbers


def _counted_or_kept(connection: Connection, office: OfficeToday, now: datetime) -> OpenCases:
    stamp = case_stamp(connection, office.institutions)
    case_counts = _KEPT.under((*stamp, office), lambda: _counted(connection, office, now))
    return replace(case_counts, counted_at=now)


def _counted(connection: Connection, office: OfficeToday, now: datetime) -> OpenCases:
    return OpenCases(
        _groups(connection, office),
        _ages(connection, office),
        _steps(connection, office),
        counts(connection, COUNTED, office),
        _states(connection, office),
        now,
    )


def _groups(connection: Connection, office: OfficeToday) -> tuple[OpenGroup, ...]:
    key = [listed_cases.c[name] for name in OpenGroup._fields[:5]]
    due, today = listed_cases.c.due_key, office.today
    conditions = (
        listed_cases.c.rests.is_(True),
        and_(_RUNS, due < today),
        and_(_RUNS, due.between(today, today + SOON)),
        and_(_RUNS, due == NO_DUE_KEY),
    )
    rows = connection.execute(
        select(*key, func.count(), *(func.count().filter(part) for part in conditions))
        .where(*_open_of(office))
        .group_by(*key)
        .order_by(*key)
    )
    return tuple(OpenGroup._make(row) for row in rows)


def _ages(connection: Connection, office: OfficeToday) -> tuple[AgeGroup, ...]:
    key = (cases.c.process, cases.c.state)
    rows = connection.execute(
        select(*key, *(func.count().filter(age) for age in of_ages(office.today)))
        .where(cases.c.ended.is_(False), cases.c.institution.in_(office.institutions))
        .group_by(*key)
        .order_by(*key)
    )
    return tuple(AgeGroup(row[0], row[1], tuple(row[2:])) for row in rows)


def _steps(connection: Connection, office: OfficeToday) -> tuple[DueStep, ...]:
    due = listed_cases.c.due_key
    key = (listed_cases.c.institution, listed_cases.c.owners, due)
    rows = connection.execute(
        select(*key, func.count())
        .where(*_open_of(office), _RUNS, due.between(office.today, office.today + AHEAD))
        .group_by(*key)
        .order_by(*key)
    )
    return tuple(DueStep._make(row) for row in rows)


def _states(connection: Connection, office: OfficeToday) -> tuple[StateGroup, ...]:
    key = [cases.c[name] for name in StateGroup._fields[:3]]
    rows = connection.execute(
        select(*key, func.count())
        .where(cases.c.institution.in_(office.institutions))
        .group_by(*key)
        .order_by(*key)
    )
    return tuple(StateGroup._make(row) for row in rows)


def _open_of(office: OfficeToday) -> tuple[ColumnElement[bool], ...]:
    in_office = listed_cases.c.institution.in_(office.institutions)
    return listed_cases.c.ended.is_(False), in_office
