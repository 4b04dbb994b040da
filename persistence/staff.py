"""The office's people and their roles, as they are entered; who holds one is in `roster`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import Connection, or_, select

from persistence.bulk import OneOf, fetch
from persistence.tables import deputies, role_assignments, staff
from states.dossier import Period
from states.frozen import frozen


@frozen
class Member:
    """A member of staff as mails and pages need them."""

    id: int
    login: str
    name: str
    email: str
    writes_in: str


@frozen
class Assignment:
    """A role that somebody holds at an institution, from a day on and perhaps until one (BMU-32).

    `appointed_as` is the role, or the Council, that appointed, `appointed_by` the person's name;
    `entered_by` is who wrote it down here.
    """

    institution: str
    role: str
    first_day: date
    last_day: date | None = None
    appointed_as: str | None = None
    appointed_by: str | None = None
    entered_by: str | None = None


def add(
    connection: Connection,
    member: Member,
    assignments: Sequence[Assignment],
    password: str | None = None,
) -> int:
    """Enters a member of staff with roles; `password` is a hash. Returns the id."""
    row = {
        "login": member.login,
        "name": member.name,
        "email": member.email,
        "writes_in": member.writes_in,
        "password": password,
        "active": True,
    }
    made: int = connection.execute(staff.insert().returning(staff.c.id), row).scalar_one()
    for given in assignments:
        assign(connection, made, given)
    return made


def assign(connection: Connection, staff_id: int, given: Assignment) -> None:
    """Gives a member of staff a role for a time (BMU-32)."""
    connection.execute(
        role_assignments.insert(),
        {
            "staff_id": staff_id,
            "institution": given.institution,
            "role": given.role,
            "first_day": given.first_day,
            "last_day": given.last_day,
            "appointed_as": given.appointed_as,
            "appointed_by": given.appointed_by,
            "entered_by": given.entered_by,
        },
    )


_BY_LOGINS: Final = select(staff).where(OneOf(staff.c.login, "logins")).order_by(staff.c.id)


def by_logins(connection: Connection, logins: Sequence[str]) -> list[Member]:
    """Members of staff by their logins; unknown ones are left out."""
    return [member_of(row) for row in fetch(connection, _BY_LOGINS, {"logins": logins})]


def find(connection: Connection, login: str) -> tuple[Member, str | None] | None:
    """A member who may log in and their password's hash, or None."""
    wanted = select(staff).where(staff.c.login == login, staff.c.active.is_(True))
    row = connection.execute(wanted).one_or_none()
    return (member_of(row), row.password) if row else None


def roles_of(connection: Connection, staff_id: int, on: date) -> list[tuple[str, str]]:
    """The (institution, role) pairs that a member holds on a civil date."""
    found = connection.execute(
        select(role_assignments.c.institution, role_assignments.c.role)
        .where(
            role_assignments.c.staff_id == staff_id,
            role_assignments.c.first_day <= on,
            or_(role_assignments.c.last_day.is_(None), role_assignments.c.last_day >= on),
        )
        .order_by(role_assignments.c.id)
    )
    return [(row.institution, row.role) for row in found]


def add_deputy(
    connection: Connection,
    institution: str,
    who: str,
    deputy_for: str,
    period: Period,
    entered_by: str | None = None,
) -> None:
    """A role stands in for another on these days, both included."""
    connection.execute(
        deputies.insert(),
        {
            "institution": institution,
            "who": who,
            "deputy_for": deputy_for,
            "first_day": period.first_day,
            "last_day": period.last_day,
            "entered_by": entered_by,
        },
    )


def authority(
    connection: Connection, institution: str, who: str, deputy_for: str
) -> tuple[Period, ...]:
    """The periods in which a role may act for another."""
    found = connection.execute(
        select(deputies.c.first_day, deputies.c.last_day).where(
            deputies.c.institution == institution,
            deputies.c.who == who,
            deputies.c.deputy_for == deputy_for,
        )
    )
    return tuple(Period(row.first_day, row.last_day) for row in found)


def member_of(row: object) -> Member:
    """A row of `staff` as a Member."""
    return Member(row.id, row.login, row.name, row.email, row.writes_in)  # type: ignore[attr-defined]
