"""Timers and leases: what has fallen due, and who of many workers may look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, update

from persistence.database import insert
from persistence.tables import leases, timers


@dataclass(frozen=True, slots=True)
class DueTimer:
    """A timer that has fallen due."""

    id: int
    case_id: int
    visit: int
    due: date
    level: str
    recipient: str
    kind: str
    name: str
    at: datetime


def due(connection: Connection, now: datetime, limit: int) -> list[DueTimer]:
    """Open timers whose instant has come, in order, at most `limit`."""
    wanted = (
        select(timers)
        .where(timers.c.closed_at.is_(None), timers.c.at <= now)
        .order_by(timers.c.at, timers.c.id)
        .limit(limit)
    )
    if connection.dialect.name == "postgresql":
        wanted = wanted.with_for_update(skip_locked=True)
    return [_timer(row) for row in connection.execute(wanted)]


def _timer(row: Any) -> DueTimer:
    return DueTimer(
        row.id, row.case_id, row.visit, row.due, row.level, row.recipient, row.kind, row.name,
        row.at,
    )  # fmt: skip


def next_instant(connection: Connection) -> datetime | None:
    """When the next open timer falls due."""
    return connection.execute(
        select(func.min(timers.c.at)).where(timers.c.closed_at.is_(None))
    ).scalar()


def close(connection: Connection, ids: Sequence[int], outcome: str, now: datetime) -> None:
    """Closes timers: they were sent, taken, or refused."""
    if ids:
        connection.execute(
            update(timers).where(timers.c.id.in_(ids)).values(closed_at=now, outcome=outcome)
        )


def take_lease(
    connection: Connection, name: str, holder: str, now: datetime, length: timedelta
) -> bool:
    """Takes or keeps a lease; False while another holds it."""
    statement = insert(connection.dialect.name, leases).values(name=name, holder=holder, until=now + length)
    statement = statement.on_conflict_do_update(
        index_elements=["name"],
        set_={"holder": statement.excluded.holder, "until": statement.excluded.until},
        where=(leases.c.holder == holder) | (leases.c.until <= now),
    )
    connection.execute(statement)
    held = select(leases.c.holder).where(leases.c.name == name)
    return connection.execute(held).scalar() == holder
