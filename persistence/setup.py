"""What stands already in an office that begins: how many people, partners and calls there are."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, func, or_, select

from persistence.tables import calls, partners, role_assignments, staff
from states.frozen import frozen


@frozen
class SetupCounts:
    """How many there are of each; `roles` are those that somebody in use holds on a day."""

    people: int
    with_password: int
    partners: int
    calls: int
    roles: frozenset[str]


def does_anybody_log_in(connection: Connection) -> bool:
    """Whether anybody has a password; else only the link of the first login leads in."""
    statement = select(staff.c.id).where(staff.c.password.is_not(None)).limit(1)
    return connection.execute(statement).first() is not None


def is_any_call_open(connection: Connection) -> bool:
    """Whether a call was ever opened here: with it the first hour ends."""
    statement = select(calls.c.id).where(calls.c.for_requests.is_(False)).limit(1)
    return connection.execute(statement).first() is not None


def setup_counts(connection: Connection, institution: str, on: date) -> SetupCounts:
    """What stands on a civil date; the roles are those of the institution."""
    in_use = select(func.count()).select_from(staff).where(staff.c.active.is_(True))
    queries = (
        in_use,
        in_use.where(staff.c.password.is_not(None)),
        select(func.count()).select_from(partners),
        select(func.count())
        .select_from(calls)
        .where(calls.c.institution == institution, calls.c.for_requests.is_(False)),
    )
    row = connection.execute(select(*(count.scalar_subquery() for count in queries))).one()
    statement = (
        select(role_assignments.c.role)
        .join(staff, staff.c.id == role_assignments.c.staff_id)
        .where(
            role_assignments.c.institution == institution,
            role_assignments.c.first_day <= on,
            or_(role_assignments.c.last_day.is_(None), role_assignments.c.last_day >= on),
            staff.c.active.is_(True),
        )
        .distinct()
    )
    people, with_password, known_persons, open_calls = row
    roles = frozenset(connection.execute(statement).scalars())
    return SetupCounts(people, with_password, known_persons, open_calls, roles)
