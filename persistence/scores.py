"""What the commission found: the points of each member, and the days of the interviews."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection, String, bindparam, func, select, type_coerce

from persistence.bulk import fetch
from persistence.database import upsert
from persistence.tables import cases, interviews, scores
from persistence.tables.base import Id

_OF_CALL: Final = bindparam("call", 0, type_=Id)


def write_points(
    connection: Connection, case_id: int, member: str, points: Mapping[str, Decimal]
) -> None:
    """A member's points for a case, criterion by criterion; newer ones replace earlier ones."""
    rows = [
        {"case_id": case_id, "member": member, "criterion": name, "points": value}
        for name, value in points.items()
    ]
    upsert(connection, scores, rows)


def write_interview(connection: Connection, case_id: int, on: date) -> None:
    """The day on which the commission interviewed the candidate."""
    upsert(connection, interviews, [{"case_id": case_id, "on": on}])


_AND = "\x1e"
_GIVEN: Final = {
    "members": scores.c.member,
    "criteria": scores.c.criterion,
    "points": type_coerce(scores.c.points, String),
}
_BY_CASE: Final = (
    select(
        scores.c.case_id,
        *(func.aggregate_strings(column, _AND).label(name) for name, column in _GIVEN.items()),
    )
    .join(cases, cases.c.id == scores.c.case_id)
    .where(cases.c.call_id == _OF_CALL)
    .group_by(scores.c.case_id)
    .subquery()
)
"""A row for each case, of columns that run side by side: a row for each member's points by each
criterion would be the most there is to read before a list can be made."""
INTERVIEWED: Final = (
    select(interviews.c.on).where(interviews.c.case_id == cases.c.id).scalar_subquery()
)
"""The day of a case's interview, in a question of cases."""
_SCORES: Final = (
    select(
        cases.c.id,
        INTERVIEWED.label("interviewed_on"),
        *(_BY_CASE.c[name] for name in _GIVEN),
    )
    .outerjoin(_BY_CASE, _BY_CASE.c.case_id == cases.c.id)
    .where(cases.c.call_id == _OF_CALL)
)


PointsOfCases = dict[int, dict[str, dict[str, Decimal]]]
"""Case id → member → criterion → points."""


def found_in(connection: Connection, call_id: int) -> tuple[PointsOfCases, dict[int, date]]:
    """The points given in a call, and the days of its interviews by case id."""
    by_case: PointsOfCases = defaultdict(lambda: defaultdict(dict))
    interview_days: dict[int, date] = {}
    for row in fetch(connection, _SCORES, {"call": call_id}):
        if row.interviewed_on is not None:
            interview_days[row.id] = row.interviewed_on
        if row.members is not None:
            parts = (column.split(_AND) for column in (row.members, row.criteria, row.points))
            for member, criterion, points in zip(*parts, strict=True):
                by_case[row.id][member][criterion] = _exact(points)
    return by_case, interview_days


def points_in(connection: Connection, call_id: int) -> PointsOfCases:
    """The points given in a call."""
    return found_in(connection, call_id)[0]


PointsOfMembers = Mapping[str, Mapping[str, Decimal]]
"""Member → criterion → points."""

_OF_CASE: Final = select(scores.c.member, scores.c.criterion, scores.c.points).where(
    scores.c.case_id == bindparam("case", type_=Id)
)


def points_of_case(connection: Connection, case_id: int) -> PointsOfMembers:
    """The points given for one case."""
    by_member: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in connection.execute(_OF_CASE, {"case": case_id}):
        by_member[row.member][row.criterion] = row.points
    return by_member


_exact: Final = lru_cache(maxsize=4096)(Decimal)
"""Among a thousand cases the same points come again and again."""


_WAITING: Final = select(cases.c.id).where(
    cases.c.call_id == _OF_CALL, cases.c.awaited == bindparam("step", "", type_=String)
)


def without_points(
    connection: Connection, call_id: int, step: str, criteria: Collection[str]
) -> tuple[int, dict[str, int]]:
    """How many cases of a call await a step, and of these by member how many lack their points.

    A member who has given none at all is not named: to them all of the cases are open.
    """
    values = {"call": call_id, "step": step}
    waiting_ids = {row.id for row in fetch(connection, _WAITING, values)}
    complete: dict[str, int] = defaultdict(int)
    for case_id, by_member in points_in(connection, call_id).items():
        for member, points in by_member.items():
            complete[member] += case_id in waiting_ids and points.keys() >= set(criteria)
    return len(waiting_ids), {
        member: len(waiting_ids) - number_done for member, number_done in complete.items()
    }
