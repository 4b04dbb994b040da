"""Which calls are open on a day, and which stand for requests."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, select

from persistence.tables import calls


def on(connection: Connection, day: date) -> list[int]:
    """The ids of the calls that are open on a civil date, those that close first before others."""
    is_open = select(calls.c.id).where(
        calls.c.published <= day, calls.c.closes >= day, calls.c.for_requests.is_(False)
    )
    return list(connection.execute(is_open.order_by(calls.c.closes, calls.c.id)).scalars())


def is_of_requests(connection: Connection, call_id: int) -> bool:
    """Whether a call stands for all requests of a process."""
    statement = select(calls.c.for_requests).where(calls.c.id == call_id)
    return bool(connection.execute(statement).scalar())
