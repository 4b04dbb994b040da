"""The commission of a call and its dated changes: who took whose seat, when, and why (BEE-C3)."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, bindparam, func, or_, select, update

from persistence.bulk import fetch
from persistence.cases import running_case
from persistence.tables import (
    candidates,
    commission_changes,
    commission_members,
    persons,
    staff,
)
from persistence.tables.base import Id
from rules.commission import Replacement
from states.decision import Actor


def replace_member(connection: Connection, call_id: int, change: Replacement) -> None:
    """Somebody takes the seat of a member; the change is kept with its day and its reason."""
    connection.execute(
        update(commission_members)
        .where(
            commission_members.c.call_id == call_id, commission_members.c.position == change.seat
        )
        .values(name=change.successor)
    )
    row = {
        "call_id": call_id,
        "position": change.seat,
        "former": change.former,
        "successor": change.successor,
        "from_day": change.from_day,
        "reason": change.reason,
        "person": change.by.name,
        "role": change.by.role,
        "deputy_for": change.by.deputy_for,
        "recorded_at": change.at,
    }
    connection.execute(commission_changes.insert(), row)


_CHANGES: Final = (
    select(commission_changes)
    .where(commission_changes.c.call_id == bindparam("call", 0, type_=Id))
    .order_by(commission_changes.c.id)
)


def replacements(connection: Connection, call_id: int) -> tuple[Replacement, ...]:
    """All changes of a call's commission, in the order in which they were recorded."""
    found = fetch(connection, _CHANGES, {"call": call_id})
    return tuple(
        Replacement(
            row.position, row.former, row.successor, row.from_day, row.reason,
            Actor(row.role, row.person, row.deputy_for), row.recorded_at,
        )
        for row in found
    )  # fmt: skip


def candidacy_of(connection: Connection, call_id: int, login: str) -> str | None:
    """The number of a running case of the call whose candidate is this person, or None.

    Known by the name in the commission, or by the address of the member of staff.
    """
    address = select(func.lower(staff.c.email)).where(staff.c.login == login).scalar_subquery()
    asked = or_(candidates.c.commission_name == login, func.lower(persons.c.email) == address)
    return connection.execute(running_case(call_id, asked)).scalar()


def member_with_address(connection: Connection, call_id: int, email: str) -> str | None:
    """The member of a call's commission whose address as staff this is, or None."""
    found = connection.execute(
        select(commission_members.c.name)
        .join(staff, staff.c.login == commission_members.c.name)
        .where(commission_members.c.call_id == call_id, func.lower(staff.c.email) == email.lower())
    )
    return found.scalar()
