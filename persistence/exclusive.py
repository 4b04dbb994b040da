"""A database that nobody else has open: neither to read nor to write, for as long as it is held."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import DBAPIError

from persistence.database import write_transaction
from persistence.database_errors import DatabaseError, is_busy
from persistence.tables import metadata


class InUse(DatabaseError):
    """Somebody has the database open."""

    def __init__(self) -> None:
        super().__init__(
            "somebody has the office open: end `mobility serve`, all workers and whatever else "
            "reads its database, and try again; nothing was done"
        )


@contextmanager
def alone(engine: Engine) -> Iterator[Connection]:
    """A writing transaction of an engine that has no connection yet; raises InUse.

    Who comes meanwhile waits, or is told that the database is busy, before anything is read.
    """
    if engine.dialect.name == "sqlite":
        _hold_file(engine)
        with write_transaction(engine) as connection:
            yield connection
        return
    with write_transaction(engine) as connection:
        # Asked twice: a sentence comes sooner than a lock, and only the lock keeps others out.
        _refuse_others(connection)
        _lock_tables(connection)
        _refuse_others(connection)
        yield connection


def _hold_file(engine: Engine) -> None:
    """Each connection to a database with a log keeps a lock on the file, also while it rests."""
    event.listen(engine, "connect", _exclusive)
    try:
        with write_transaction(engine):
            pass
    except DatabaseError as error:
        if is_busy(error.__cause__):
            raise InUse from error
        raise


def _exclusive(raw: sqlite3.Connection, record: object) -> None:
    raw.execute("PRAGMA locking_mode=EXCLUSIVE")


_OTHERS: Final = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND usesysid IS NOT NULL"
)
"""Sessions of programs; the server's own have no user."""


def _refuse_others(connection: Connection) -> None:
    if connection.execute(_OTHERS).scalar():
        raise InUse


def _lock_tables(connection: Connection) -> None:
    tables = ", ".join(("alembic_version", *(table.name for table in metadata.sorted_tables)))
    try:
        connection.execute(text(f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE"))
    except DBAPIError as error:
        if is_busy(error.orig):
            raise InUse from error
        raise
