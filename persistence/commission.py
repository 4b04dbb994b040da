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
    rows = fetch(connection, _CHANGES, {"call": call_id})
    return tuple(
        Replacement(
            row.position, row.former, row.successor, row.from_day, row.reason,
            Actor(row.role, row.person, row.deputy_for), row.recorded_at,
        )
        for row in rows
    )  # fmt: skip


def candidacy_of(connection: Connection, call_id: int, login: str) -> str | None:
    """The number of a running case of the call whose candidate is this person, or None.

    Known by the name in the commission, or by the address of the member of staff.
    """
    address = select(func.lower(staff.c.email)).where(staff.c.login == login).scalar_subquery()
    is_member = or_(candidates.c.commission_name == login, func.lower(persons.c.email) == address)
    return connection.execute(running_case(call_id, is_member)).scalar()


def member_with_address(connection: Connection, call_id: int, email: str) -> str | None:
    """The member of a call's commission whose address as staff this is, or None."""
    member = (
        select(commission_members.c.name)
        .join(staff, staff.c.login == commission_members.c.name)
        .where(commission_members.c.call_id == call_id, func.lower(staff.c.email) == email.lower())
    )
    return connection.execute(member).scalar()


def calls_of_member(connection: Connection, login: str) -> frozenset[int]:
    """The calls in whose commission a login sits."""
    call_ids = select(commission_members.c.call_id).where(commission_members.c.name == login)
    return frozenset(connection.execute(call_ids).scalars())
