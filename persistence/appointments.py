"""The register of people: every role assignment and substitution, those that are over too."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, update

from persistence.deputies import Deputy, deputy_of
from persistence.staff import Assignment, Member, member_of
from persistence.tables import cases, deputies, history, role_assignments, staff
from states.frozen import frozen
from states.moments import civil_date, end_of


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


def register(connection: Connection, institution: str) -> list[Appointed]:
    """All assignments at an institution of people who may log in, in the order of their days."""
    wanted = (
        _joined()
        .where(role_assignments.c.institution == institution, staff.c.active.is_(True))
        .order_by(role_assignments.c.first_day, role_assignments.c.id)
    )
    return [_appointed(row) for row in connection.execute(wanted)]


def end(connection: Connection, assignment_id: int, last_day: date, ended_by: str | None) -> None:
    """Sets the last day of an assignment, that one included."""
    connection.execute(
        update(role_assignments)
        .where(role_assignments.c.id == assignment_id)
        .values(last_day=last_day, ended_by=ended_by)
    )


def last_act_of(connection: Connection, appointed: Appointed) -> date | None:
    """The civil date on which somebody last acted in the role that this assignment gave."""
    acts = _acts(appointed.given.institution, appointed.given.role, appointed.given.last_day)
    wanted = acts.where(history.c.person == appointed.member.name)
    return _civil(connection.execute(wanted).scalar())


def last_act_in_place(connection: Connection, deputy: Deputy) -> date | None:
    """The civil date on which the deputy last acted in the other's place under a substitution."""
    acts = _acts(deputy.institution, deputy.who, deputy.period.last_day)
    wanted = acts.where(history.c.deputy_for == deputy.deputy_for)
    return _civil(connection.execute(wanted).scalar())


def _acts(institution: str, role: str, until: date | None) -> Select[datetime]:
    """When somebody last acted in a role; not after a civil date, where one is given."""
    wanted = (
        select(func.max(history.c.at, type_=history.c.at.type))
        .join(cases, cases.c.id == history.c.case_id)
        .where(cases.c.institution == institution, history.c.role == role)
    )
    return wanted if until is None else wanted.where(history.c.at < end_of(until))


def _civil(at: datetime | None) -> date | None:
    return civil_date(at) if at else None


def deputies_since(connection: Connection, institution: str, since: date) -> list[Deputy]:
    """The substitutions at an institution that are not over before a civil date."""
    wanted = (
        select(deputies)
        .where(deputies.c.institution == institution, deputies.c.last_day >= since)
        .order_by(deputies.c.first_day, deputies.c.id)
    )
    return [deputy_of(row) for row in connection.execute(wanted)]


def end_deputy(
    connection: Connection, deputy_id: int, last_day: date, ended_by: str | None
) -> None:
    """Sets the last day of a substitution, that one included."""
    connection.execute(
        update(deputies)
        .where(deputies.c.id == deputy_id)
        .values(last_day=last_day, ended_by=ended_by)
    )


def members(connection: Connection) -> list[Member]:
    """Everybody who may log in, by name."""
    wanted = select(staff).where(staff.c.active.is_(True)).order_by(staff.c.name, staff.c.id)
    return [member_of(row) for row in connection.execute(wanted)]


def _joined() -> Any:
    given = [role_assignments.c[name] for name in _GIVEN]
    return select(
        staff, role_assignments.c.id.label("assignment"), role_assignments.c.ended_by, *given
    ).join(role_assignments, role_assignments.c.staff_id == staff.c.id)


_GIVEN = tuple(one.name for one in fields(Assignment))


def _appointed(row: Row[Any]) -> Appointed:
    given = Assignment(*[getattr(row, name) for name in _GIVEN])
    return Appointed(row.assignment, member_of(row), given, row.ended_by)
