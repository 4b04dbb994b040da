"""What waits for a role, so that who ends it sees what is left: open cases and open calls."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import Connection, and_, bindparam, func, select

from persistence.tables import (
    calls,
    candidates,
    case_owners,
    cases,
    commission_members,
    persons,
)
from states.frozen import frozen


@frozen
class WaitingCase:
    """An open case whose awaited step is the role's; `due` is a civil date, where there is one."""

    number: str
    candidate: str
    due: date | None


@frozen
class WaitingWork:
    """How many open cases wait for a role, how many of them are overdue, and the first few."""

    cases: int
    overdue: int
    first: tuple[WaitingCase, ...]


@frozen
class SeatedCall:
    """A call in which somebody has a seat on the commission, and whose list is not published."""

    id: int
    title: str
    closes: date


_OF_ROLE: Final = and_(
    case_owners.c.institution == bindparam("institution"),
    case_owners.c.role == bindparam("of_role"),
    case_owners.c.ended.is_(False),
)
_TODAY: Final = bindparam("today", type_=case_owners.c.due_key.type)
_COUNT: Final = select(func.count(), func.count().filter(case_owners.c.due_key < _TODAY)).where(
    _OF_ROLE
)
_FIRST: Final = (
    select(cases.c.number, persons.c.name, cases.c.due)
    .select_from(case_owners)
    .join(cases, cases.c.id == case_owners.c.case_id)
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .where(_OF_ROLE)
    .order_by(case_owners.c.due_key, case_owners.c.case_id)
    .limit(5)
)


def waiting_for(connection: Connection, institution: str, role: str, today: date) -> WaitingWork:
    """The open cases of an institution that wait for a role, the first due first."""
    values = {"institution": institution, "of_role": role}
    number, overdue = connection.execute(_COUNT, {**values, "today": today}).one()
    rows = connection.execute(_FIRST, values) if number else ()
    return WaitingWork(number, overdue, tuple(WaitingCase(*row) for row in rows))


def seats_of(connection: Connection, institution: str, login: str) -> list[SeatedCall]:
    """The calls in which somebody has a seat and no list is published yet."""
    rows = connection.execute(
        select(calls.c.id, calls.c.title, calls.c.closes)
        .join(commission_members, commission_members.c.call_id == calls.c.id)
        .where(
            calls.c.institution == institution,
            commission_members.c.name == login,
            calls.c.list_published_on.is_(None),
        )
        .order_by(calls.c.closes, calls.c.id)
        .limit(20)
    )
    return [SeatedCall(*row) for row in rows]
