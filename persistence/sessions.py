"""Sessions at the server: who is logged in from where, since when, and until when.

The cookie holds a secret, this table its hash; a session that has ended here is over, whatever
cookie somebody still has.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from persistence.staff import Member
from persistence.stamps import stamp_of
from persistence.tables import sessions, staff
from states.frozen import frozen

NOTED_EVERY: Final = timedelta(minutes=1)
"""A sign of life is written down at most so often."""


@frozen
class Limits:
    """How long a session may idle, and how long it lasts at most."""

    idle: timedelta
    most: timedelta


@frozen
class Session:
    """A session as it is kept. `place` says in short from where; `ended_by` who ended it."""

    id: int
    staff_id: int
    began_at: datetime
    seen_at: datetime
    place: str
    ended_at: datetime | None
    ended_by: str | None

    def lasts(self, at: datetime, limits: Limits) -> bool:
        """Whether it goes on at an instant."""
        return (
            self.ended_at is None
            and at - self.seen_at < limits.idle
            and at - self.began_at < limits.most
        )

    def needs_note(self, at: datetime) -> bool:
        """Whether its last sign of life is old enough to write down a new one."""
        return at - self.seen_at >= NOTED_EVERY


_SESSION: Final = tuple(sessions.c[part.name] for part in fields(Session))
_MEMBER: Final = tuple(staff.c[part.name].label(f"member_{part.name}") for part in fields(Member))
_BY_HASH: Final = (
    select(*_SESSION, *_MEMBER, staff.c.password, stamp_of("staff"))
    .select_from(sessions)
    .join(staff, staff.c.id == sessions.c.staff_id)
    .where(sessions.c.hash == bindparam("hash"), staff.c.active.is_(True))
)


def begin(connection: Connection, secret: str, staff_id: int, place: str, at: datetime) -> None:
    """Begins a session, known by its secret."""
    row = {
        "hash": hash_of(secret),
        "staff_id": staff_id,
        "began_at": at,
        "seen_at": at,
        "place": place[:200],
    }
    connection.execute(sessions.insert(), row)


class OfSecret(NamedTuple):
    """The session of a secret, whose it is, their password's hash, the stamp of the people."""

    session: Session
    member: Member
    password: str | None
    staff_stamp: int | None


def find(connection: Connection, secret: str) -> OfSecret | None:
    """A session by its secret; None where there is none.

    Nobody has one whose account is not in use.
    """
    row = connection.execute(_BY_HASH, {"hash": hash_of(secret)}).one_or_none()
    if row is None:
        return None
    last = len(_SESSION)
    return OfSecret(Session(*row[:last]), Member(*row[last:-2]), row.password, row.staff_stamp)


def note(connection: Connection, session_id: int, at: datetime) -> None:
    """The session has given a sign of life."""
    statement = update(sessions).where(sessions.c.id == session_id, sessions.c.ended_at.is_(None))
    connection.execute(statement.values(seen_at=at))


def end(connection: Connection, session_id: int, staff_id: int, at: datetime, by: str) -> bool:
    """Ends a session of a person; False where it has ended, or is not theirs."""
    result = connection.execute(
        update(sessions)
        .where(
            sessions.c.id == session_id,
            sessions.c.staff_id == staff_id,
            sessions.c.ended_at.is_(None),
        )
        .values(ended_at=at, ended_by=by)
    )
    return result.rowcount == 1


def end_others(
    connection: Connection, staff_id: int, but: int | None, at: datetime, by: str
) -> int:
    """Ends all sessions of a person but one; returns how many."""
    statement = update(sessions).where(
        sessions.c.staff_id == staff_id, sessions.c.ended_at.is_(None), sessions.c.id != (but or 0)
    )
    return connection.execute(statement.values(ended_at=at, ended_by=by)).rowcount


def open_sessions(
    connection: Connection, staff_id: int, at: datetime, limits: Limits
) -> list[Session]:
    """The sessions of a person that go on at an instant, the last seen first."""
    rows = connection.execute(
        select(*_SESSION)
        .where(
            sessions.c.staff_id == staff_id,
            sessions.c.ended_at.is_(None),
            sessions.c.seen_at > at - limits.idle,
        )
        .order_by(sessions.c.seen_at.desc(), sessions.c.id.desc())
        .limit(50)
    )
    return [session for session in (Session(*row) for row in rows) if session.lasts(at, limits)]


def last_began(connection: Connection, staff_id: int) -> datetime | None:
    """When a person last logged in; None where never since sessions are kept here."""
    statement = (
        select(sessions.c.began_at)
        .where(sessions.c.staff_id == staff_id)
        .order_by(sessions.c.id.desc())
        .limit(1)
    )
    return connection.execute(statement).scalar_one_or_none()


def hash_of(secret: str) -> str:
    """What is kept of a session's secret."""
    return hashlib.sha256(f"session {secret}".encode(errors="surrogatepass")).hexdigest()
