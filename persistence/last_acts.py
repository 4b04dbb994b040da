"""The last day on which somebody acted in a role: an appointment ends no earlier."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, Select, func, select

from persistence.deputies import Deputy
from persistence.staff import Appointed
from persistence.tables import cases, history
from states.moments import civil_date, end_of


def last_act_of(connection: Connection, appointment: Appointed) -> date | None:
    """The civil date on which somebody last acted in the role that this assignment gave."""
    assignment = appointment.given
    acts = _acts(assignment.institution, assignment.role, assignment.last_day)
    in_person = acts.where(history.c.person == appointment.member.name)
    return _civil(connection.execute(in_person).scalar())


def last_act_in_place(connection: Connection, deputy: Deputy) -> date | None:
    """The civil date on which the deputy last acted in the other's place under a substitution."""
    acts = _acts(deputy.institution, deputy.who, deputy.period.last_day)
    in_place = acts.where(history.c.deputy_for == deputy.deputy_for)
    return _civil(connection.execute(in_place).scalar())


def _acts(institution: str, role: str, until: date | None) -> Select[datetime]:
    """When somebody last acted in a role; not after a civil date, where there is one."""
    acts = (
        select(func.max(history.c.at, type_=history.c.at.type))
        .join(cases, cases.c.id == history.c.case_id)
        .where(cases.c.institution == institution, history.c.role == role)
    )
    return acts if until is None else acts.where(history.c.at < end_of(until))


def _civil(at: datetime | None) -> date | None:
    return civil_date(at) if at else None
