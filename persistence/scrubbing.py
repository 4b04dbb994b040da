"""Freed pages of the database written over, so that what was erased can't be read from its files.

SQLite is written anew without them, and its log is emptied. PostgreSQL writes the tables anew into
other files; its own log (WAL) still holds what was written until it is recycled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import repeat
from time import sleep
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from persistence.tables import metadata

if TYPE_CHECKING:
    from psycopg.errors import Diagnostic

_KEPT: Final = re.compile(r"\D*(\d+)")
"""The first number of what PostgreSQL says of a table in detail, in whatever language: how many
erased rows it keeps for somebody who still reads what stood before."""

_TRIES: Final = 200
_PAUSE: Final = 0.05
"""Seconds between two looks whether the older transactions have ended."""


class StillRead(Exception):
    """Somebody reads what stood before the erasure, or writes: nothing is written over now."""


def scrub(engine: Engine) -> None:
    """Writes over all that was freed. Raises StillRead where others hold it back; nothing is lost
    then, and it can be tried again.
    """
    if engine.dialect.name == "postgresql":
        _scrub_postgresql(engine)
    else:
        _scrub_sqlite(engine)


def _scrub_postgresql(engine: Engine) -> None:
    tables = ", ".join(table.name for table in metadata.sorted_tables)
    try:
        with (
            engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
            _details(connection) as details,
        ):
            _wait_for_older(connection)
            connection.execute(text(f"VACUUM (FULL, ANALYZE, VERBOSE) {tables}"))
    except DBAPIError as error:
        raise StillRead(str(error.orig)) from error
    if any(int(match[1]) for match in map(_KEPT.match, details) if match):
        raise StillRead("somebody reads what stood before the erasure")


def _wait_for_older(connection: Connection) -> None:
    """Lets end what was being written when the erasure was, in other databases of the cluster too:
    a table written anew keeps all rows that were erased since the oldest of them began."""
    newest = connection.scalar(text("SELECT CAST(pg_current_xact_id() AS text)"))
    statement = text("SELECT pg_snapshot_xmin(pg_current_snapshot()) > CAST(:newest AS xid8)")
    for pause in repeat(_PAUSE, _TRIES):
        if connection.scalar(statement, {"newest": newest}):
            return
        sleep(pause)


@contextmanager
def _details(connection: Connection) -> Iterator[list[str]]:
    """What PostgreSQL says in detail meanwhile."""
    raw: Any = connection.connection.driver_connection
    details: list[str] = []

    def note(diagnostic: Diagnostic) -> None:
        details.append(diagnostic.message_detail or "")

    raw.add_notice_handler(note)
    try:
        yield details
    finally:
        raw.remove_notice_handler(note)


def _scrub_sqlite(engine: Engine) -> None:
    raw = engine.raw_connection()
    try:
        # What is being written anew may be larger than the memory.
        raw.cursor().execute("PRAGMA temp_store=FILE")
        raw.cursor().execute("VACUUM")
        busy = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        raw.cursor().execute("PRAGMA temp_store=MEMORY")
    except engine.dialect.loaded_dbapi.OperationalError as error:
        raise StillRead(str(error)) from error
    finally:
        raw.close()
    if busy:
        raise StillRead("the log of the database is being read")
