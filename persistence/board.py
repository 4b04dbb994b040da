"""The open cases in numbers, by where they stand and whom they wait for: one row a kind of case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, select

from persistence.tables import cases
from states.moments import instant_of

AGES: Final = (7, 30, 90)
"""Days in a state: up to the first, up to the second, up to the third, and longer."""

SOON: Final = timedelta(days=7)
"""What falls due within this week from today on, today included."""


class OpenGroup(NamedTuple):
    """Open cases that stand in one state and wait for the same step of the same owners.

    `overdue`, `soon` and `undated` count those whose limit runs; `resting` those whose does not.
    `to_7` … count by days in the state (`AGES`); `earliest` is the first due date that is overdue.
    """

    institution: str
    definition: str
    state: str
    awaited: str | None
    owners: str
    number: int
    resting: int
    overdue: int
    soon: int
    undated: int
    to_7: int
    to_30: int
    to_90: int
    longer: int
    earliest: date | None

    @property
    def roles(self) -> tuple[str, ...]:
        """The owners, by role."""
        return tuple(filter(None, self.owners.split(",")))

    @property
    def ages(self) -> tuple[int, int, int, int]:
        """How many there are by days in the state."""
        return self.to_7, self.to_30, self.to_90, self.longer


_KEY: Final = tuple(
    cases.c[name] for name in ("institution", "definition", "state", "awaited", "owners")
)
_RUNS: Final = cases.c.rests_en.is_(None)


def open_groups(
    connection: Connection, institutions: Sequence[str], today: date
) -> list[OpenGroup]:
    """The open cases of these institutions in numbers, on a civil date."""
    overdue = and_(_RUNS, cases.c.due < today)
    ages = [instant_of(today - timedelta(days=days)) for days in AGES]
    counted = [
        func.count(),
        *(
            func.count().filter(condition)
            for condition in (
                cases.c.rests_en.is_not(None),
                overdue,
                and_(_RUNS, cases.c.due.between(today, today + SOON)),
                and_(_RUNS, cases.c.due.is_(None)),
                *_of_ages(ages),
            )
        ),
        func.min(cases.c.due).filter(overdue),
    ]
    rows = connection.execute(
        select(*_KEY, *counted)
        .where(cases.c.ended.is_(False), cases.c.institution.in_(institutions))
        .group_by(*_KEY)
        .order_by(*_KEY)
    )
    return [OpenGroup._make(row) for row in rows]


def _of_ages(ages: Sequence[datetime]) -> list[ColumnElement[bool]]:
    entered = cases.c.entered_at
    first, *_, last = ages
    between = [and_(entered < newer, entered >= older) for newer, older in pairwise(ages)]
    return [entered >= first, *between, entered < last]
