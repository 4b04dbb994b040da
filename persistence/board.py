"""The open cases in numbers: where they stand, whom they wait for, which host, and until when.

All of it is kept under the stamp of the cases (`case_stamp`): as long as none changes, a page costs
no more than reading that.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, timedelta
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, select

from persistence.case_sets import SOON, OfficeToday, of_ages
from persistence.stamps import Kept
from persistence.tables import cases, listed_cases
from persistence.tables.lists import NO_DUE_KEY
from states.frozen import frozen

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
        return tuple(filter(None, self.owners.split(",")))


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
        return tuple(filter(None, self.owners.split(",")))


def due_steps(connection: Connection, office: OfficeToday, last: date) -> list[DueStep]:
    """What falls due from the office's day to another, by owners and day."""
    key = (listed_cases.c.institution, listed_cases.c.owners, listed_cases.c.due_key)
    rows = connection.execute(
        select(*key, func.count())
        .where(*_open_of(office), _RUNS, listed_cases.c.due_key.between(office.today, last))
        .group_by(*key)
        .order_by(*key)
    )
    return [DueStep._make(row) for row in rows]


@frozen
class OpenCases:
    """The open cases in numbers; `due` counts by due date, for the year ahead."""

    groups: tuple[OpenGroup, ...]
    ages: tuple[AgeGroup, ...]
    due: tuple[tuple[date, int], ...]


_KEPT: Final[Kept[OpenCases]] = Kept(most=8)
_RUNS: Final = listed_cases.c.rests.is_(False)


def open_cases(
    connection: Connection, office: OfficeToday, stamp: tuple[Hashable, ...]
) -> OpenCases:
    """The open cases of an office in numbers on its day; `stamp` is that of its cases."""
    return _KEPT.under(
        (*stamp, office.today),
        lambda: OpenCases(
            _groups(connection, office), _ages(connection, office), _due(connection, office)
        ),
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


def _due(connection: Connection, office: OfficeToday) -> tuple[tuple[date, int], ...]:
    day, today = listed_cases.c.due_key, office.today
    rows = connection.execute(
        select(day, func.count())
        .where(*_open_of(office), _RUNS, day.between(today, today + AHEAD))
        .group_by(day)
        .order_by(day)
    )
    return tuple((row[0], row[1]) for row in rows)


def _open_of(office: OfficeToday) -> tuple[ColumnElement[bool], ...]:
    in_office = listed_cases.c.institution.in_(office.institutions)
    return listed_cases.c.ended.is_(False), in_office
