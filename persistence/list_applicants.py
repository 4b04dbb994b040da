"""Who stands on a call's list, by no more than what keeps it from being published: there may be a
thousand, and of a dossier the list is judged by four words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from persistence import calls as call_rows
from persistence.bulk import fetch
from persistence.scores import INTERVIEWED
from persistence.stamps import CALL_STAMPS, CallStamps, stamp_of
from persistence.submissions import FIRST_WAITING
from persistence.tables import applications, calls, candidates, cases, persons, placements, scores
from persistence.tables.base import Id
from states.frozen import frozen

GivenPoints = Mapping[str, Collection[str]]
"""Member → the criteria by which points were given."""


class ListApplicant(NamedTuple):
    """Who stands on a list; `placed` where an earlier version has placed them."""

    number: str
    state: str
    name: str
    commission_name: str | None
    placed: bool


@frozen
class Applied:
    """Who stands on a call's list, by case, with what the commission has entered on them. `stamps`
    are those of the call and `staff` of the office's people, both None where nobody applied;
    `first_waiting` is when the first application was received from outside that waits."""

    applicants: Mapping[int, ListApplicant]
    points: Mapping[int, GivenPoints]
    interviews: Mapping[int, date]
    stamps: CallStamps | None
    staff: int | None
    first_waiting: datetime | None


_AND: Final = "\x1e"
_BY: Final = "\x1f"
_GIVEN: Final = (
    select(func.aggregate_strings(scores.c.member.concat(_BY).concat(scores.c.criterion), _AND))
    .where(scores.c.case_id == cases.c.id)
    .scalar_subquery()
)
"""By whom and for which criteria a case has points, in one column: a row for each would be the most
there is to read."""


_APPLIED: Final = (
    select(
        cases.c.id,
        cases.c.number,
        cases.c.state,
        persons.c.name,
        candidates.c.commission_name,
        placements.c.case_id.is_not(None).label("placed"),
        INTERVIEWED.label("interviewed_on"),
        _GIVEN.label("given"),
        FIRST_WAITING.label("first_waiting"),
        *CALL_STAMPS,
        stamp_of("staff"),
    )
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .join(calls, calls.c.id == cases.c.call_id)
    .join(applications, applications.c.case_id == cases.c.id)
    .outerjoin(placements, placements.c.case_id == cases.c.id)
    .where(cases.c.call_id == bindparam("call", 0, type_=Id), call_rows.STANDS_ON_THE_LIST)
    .order_by(cases.c.id)
)


def applied_in(connection: Connection, call_id: int) -> Applied:
    """Who stands on a call's list."""
    rows = fetch(connection, _APPLIED, {"call": call_id})
    if not rows:
        return Applied({}, {}, {}, None, None, None)
    first = rows[0]
    return Applied(
        {
            row.id: ListApplicant(
                row.number, row.state, row.name, row.commission_name, bool(row.placed)
            )
            for row in rows
        },
        {row.id: _points_of(row.given) for row in rows if row.given is not None},
        {row.id: row.interviewed_on for row in rows if row.interviewed_on is not None},
        call_rows.stamps_in(first, call_id),
        first.staff_stamp,
        first.first_waiting,
    )


@lru_cache(maxsize=1024)
def _points_of(given_points: str) -> GivenPoints:
    """By member: of a thousand applications most have points of the same members by the same
    criteria."""
    by_member: dict[str, set[str]] = {}
    for pair in given_points.split(_AND):
        member, _, criterion = pair.partition(_BY)
        by_member.setdefault(member, set()).add(criterion)
    return by_member
