"""The office's people and the roles they hold, as both are entered; who acts is in `roster`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Final

from sqlalchemy import Connection, select, update

from persistence.bulk import fetch
from persistence.one_of import OneOf
from persistence.tables import role_assignments, staff
from states.frozen import frozen
from states.names import in_both_scripts
from states.text import Text


@frozen
class Member:
    """A member of staff as mails and pages need them, with how letters address them."""

    id: int
    login: str
    name: str
    email: str
    writes_in: str
    salutation: str | None = None
    academic_title: str | None = None
    name_in_other_script: str | None = None

    @property
    def both_names(self) -> Text:
        """The name with its title, as English and Serbian acts have it."""
        return in_both_scripts(self.name, self.name_in_other_script, self.academic_title)


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


@frozen
class Appointed:
    """An assignment with whom it appoints; `ended_by` is who set its last day later."""

    id: int
    member: Member
    given: Assignment
    ended_by: str | None

    def holds_on(self, day: date) -> bool:
        """Whether the role is held on a civil date."""
        return self.given.first_day <= day and not self.over_by(day)

    def over_by(self, day: date) -> bool:
        """Whether the assignment has ended before a civil date."""
        return self.given.last_day is not None and self.given.last_day < day


_MEMBER: Final = tuple(staff.c[part.name] for part in fields(Member))
_ASSIGNMENT: Final = tuple(role_assignments.c[part.name] for part in fields(Assignment))


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
        "salutation": member.salutation,
        "academic_title": member.academic_title,
        "name_in_other_script": member.name_in_other_script,
        "password": password,
        "active": True,
    }
    staff_id: int = connection.execute(staff.insert().returning(staff.c.id), row).scalar_one()
    for assignment in assignments:
        assign(connection, staff_id, assignment)
    return staff_id


def assign(connection: Connection, staff_id: int, assignment: Assignment) -> None:
    """Gives a member of staff a role for a time (BMU-32)."""
    values = {part.name: getattr(assignment, part.name) for part in fields(Assignment)}
    connection.execute(role_assignments.insert(), {"staff_id": staff_id, **values})


_BY_LOGINS: Final = select(*_MEMBER).where(OneOf(staff.c.login, "logins")).order_by(staff.c.id)


def by_logins(connection: Connection, logins: Sequence[str]) -> list[Member]:
    """Members of staff by their logins; unknown ones are left out."""
    return [Member(*row) for row in fetch(connection, _BY_LOGINS, {"logins": logins})]


def find(connection: Connection, login: str) -> tuple[Member, str | None] | None:
    """A member who may log in and their password's hash, or None."""
    with_login = select(*_MEMBER, staff.c.password).where(
        staff.c.login == login, staff.c.active.is_(True)
    )
    row = connection.execute(with_login).one_or_none()
    return (Member(*row[:-1]), row.password) if row else None


def active_member(connection: Connection, staff_id: int) -> Member | None:
    """A member of staff who works here still, by id."""
    by_id = select(*_MEMBER).where(staff.c.id == staff_id, staff.c.active.is_(True))
    row = connection.execute(by_id).one_or_none()
    return Member(*row) if row else None


def address(connection: Connection, login: str, values: Mapping[str, str | None]) -> bool:
    """Records how letters address a member of staff; False where nobody logs in so."""
    result = connection.execute(update(staff).where(staff.c.login == login).values(**values))
    return result.rowcount == 1


def members(connection: Connection) -> list[Member]:
    """Everybody who may log in, by name."""
    active = select(*_MEMBER).where(staff.c.active.is_(True)).order_by(staff.c.name, staff.c.id)
    return [Member(*row) for row in connection.execute(active)]


def appointments_at(connection: Connection, institution: str) -> list[Appointed]:
    """All assignments at an institution of people who may log in, in the order of their days."""
    at_institution = (
        select(role_assignments.c.id, role_assignments.c.ended_by, *_MEMBER, *_ASSIGNMENT)
        .join(staff, staff.c.id == role_assignments.c.staff_id)
        .where(role_assignments.c.institution == institution, staff.c.active.is_(True))
        .order_by(role_assignments.c.first_day, role_assignments.c.id)
    )
    first_of_assignment = 2 + len(_MEMBER)
    return [
        Appointed(
            row[0],
            Member(*row[2:first_of_assignment]),
            Assignment(*row[first_of_assignment:]),
            row.ended_by,
        )
        for row in connection.execute(at_institution)
    ]


def end_assignment(
    connection: Connection, assignment_id: int, last_day: date | None, ended_by: str | None
) -> None:
    """Sets the last day of an assignment, that one included; None where it is open again."""
    connection.execute(
        update(role_assignments)
        .where(role_assignments.c.id == assignment_id)
        .values(last_day=last_day, ended_by=ended_by)
    )
