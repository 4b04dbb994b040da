"""Failed logins: after some within a time the login is locked, until its end or until lifted.

Counted by what was typed, whether anybody has that login: a stranger can't tell the two apart.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select

from persistence.tables import login_failures
from states.frozen import frozen


@frozen
class Lockout:
    """So many failed tries within this time lock a login for this time, from the last one on."""

    tries: int
    lasts: timedelta


def begin_try(
    connection: Connection, login: str, at: datetime, lockout: Lockout
) -> datetime | None:
    """Counts a try as failed before its password is looked at; when the login opens where it is
    locked, and the try is none.

    So five tries are five, however many come at once; the right password lifts them. Those that
    count no longer are forgotten, of every login.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(_folded(login)))))
    until = locked_until(connection, login, at, lockout)
    if until is None:
        connection.execute(delete(login_failures).where(login_failures.c.at <= at - lockout.lasts))
        connection.execute(login_failures.insert(), {"login": _folded(login), "at": at})
    return until


def locked_until(
    connection: Connection, login: str, at: datetime, lockout: Lockout
) -> datetime | None:
    """When a login is open again; None where it is not locked."""
    failures = connection.execute(
        select(login_failures.c.at)
        .where(login_failures.c.login == _folded(login), login_failures.c.at > at - lockout.lasts)
        .order_by(login_failures.c.at.desc())
        .limit(lockout.tries)
    ).scalars()
    latest = list(failures)
    return latest[0] + lockout.lasts if len(latest) >= lockout.tries else None


def lift(connection: Connection, login: str) -> bool:
    """The login is open again; False where no try had failed."""
    statement = delete(login_failures).where(login_failures.c.login == _folded(login))
    return connection.execute(statement).rowcount > 0


def _folded(login: str) -> str:
    return login.strip().casefold()[:120]
