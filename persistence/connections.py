"""How the office reaches its database: its address, and what each connection is set to.

A writing transaction on SQLite begins IMMEDIATE, so that a guard is judged under the lock, and when
it is its turn.
"""

from __future__ import annotations

import os
import sqlite3
from functools import partial
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from sqlalchemy import Engine, event

from office.database_address import UnknownDatabase, database_address
from persistence.database_errors import DatabaseError
from persistence.one_dialect import engine_of
from persistence.touched import listen_on_postgresql, listen_on_sqlite
from persistence.turns import TURN, turn_in

if TYPE_CHECKING:
    from psycopg import Connection as PostgresqlConnection
    from sqlalchemy.pool import ConnectionPoolEntry

DATABASE = "office.db"
"""The office's own SQLite file, by its name in the data folder."""

BUSY_SECONDS = 10.0
"""How long a statement waits for another program's transaction."""

_LINE: Final = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 20_000,
}
"""A line to PostgreSQL that is cut is noticed after 20 seconds; TCP alone waits for 15 minutes, or
for an answer for ever. An address may say otherwise."""

_LINE_BACK: Final = ("SET tcp_keepalives_idle = 10", "SET tcp_keepalives_interval = 5",
                     "SET tcp_keepalives_count = 2", "SET tcp_user_timeout = 20000")  # fmt: skip
"""The same for the server: what a machine had locked that is cut off is free again."""

_PAUSE = 20
"""Milliseconds until a program that was refused the write-ahead log asks again."""

_CACHE = 8_192
"""KiB of pages that a connection to SQLite keeps at most. Each thread has a connection, and all of
them count in what an office takes of a machine; what is not kept is read from the system's own."""

_LOG = 8_000
"""Pages of 4 KiB in the write-ahead log before a commit folds them into the database: SQLite's own
1,000 are fewer than a list of a thousand writes, and it would wait for both."""


def connect(url: str, durable: bool = True, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """An engine for a database URL; no connection is made yet.

    `durable` False is for rehearsals, whose database nobody keeps: SQLite then does not wait for
    the disk. Raises DatabaseError for an address that names neither SQLite nor PostgreSQL.
    """
    try:
        address = database_address(url)
    except UnknownDatabase as error:
        raise DatabaseError(str(error)) from None
    patience = round(busy_seconds * 1000)
    if address.get_backend_name() == "postgresql":
        # Asked before each use: a server that was started anew is not met with dead connections.
        line = {name: value for name, value in _LINE.items() if name not in address.query}
        engine = engine_of(address, pool_pre_ping=True, connect_args=line)
        event.listen(engine, "connect", partial(_prepare_postgresql, patience))
        return engine
    # The connection used last is used next: in turns, each would fill a cache of pages of its own.
    in_memory = address.database in (None, "", ":memory:")
    engine = engine_of(address) if in_memory else engine_of(address, pool_use_lifo=True)
    event.listen(engine, "connect", partial(_prepare_sqlite, patience, address.database))
    if not durable:
        event.listen(engine, "connect", _hurry_sqlite)
    return engine


def sqlite_url(folder: Path) -> str:
    """The URL of the office's own SQLite file in a data folder."""
    return f"sqlite:///{folder / DATABASE}"


def office_url(folder: Path) -> str:
    """As `sqlite_url`; of a folder that can't be written, a URL by which the file is only read.

    SQLite takes the file alone for the whole then. Where its log lies beside it, it is read with
    it, or refused: the file without its log is an older office.
    """
    file = folder / DATABASE
    if os.access(folder, os.W_OK) and (os.access(file, os.W_OK) or not file.exists()):
        return sqlite_url(folder)
    log = folder / f"{DATABASE}-wal"
    alone = "" if log.is_file() and log.stat().st_size else "&immutable=1"
    return f"sqlite:///file:{quote(str(file.resolve()))}?mode=ro{alone}&uri=true"


def _prepare_postgresql(
    patience: int, raw: PostgresqlConnection[Any], record: ConnectionPoolEntry
) -> None:
    cursor = raw.cursor()
    cursor.execute(f"SET lock_timeout = {patience}")
    cursor.execute("SET client_min_messages = notice")
    for setting in _LINE_BACK:
        cursor.execute(setting)
    cursor.close()
    raw.commit()
    listen_on_postgresql(raw, record.info)


def _prepare_sqlite(
    patience: int, database: str | None, raw: sqlite3.Connection, record: ConnectionPoolEntry
) -> None:
    raw.isolation_level = None
    record.info[TURN] = turn_in(database, patience / 1000)
    cursor = raw.cursor()
    _to_write_ahead_log(cursor, patience)
    cursor.execute(f"PRAGMA busy_timeout={patience}")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA cache_size=-{_CACHE}")
    # What a savepoint would have to put back is kept in memory: a file took a tenth of a sweep.
    cursor.execute("PRAGMA temp_store=MEMORY")
    cursor.execute(f"PRAGMA wal_autocheckpoint={_LOG}")
    cursor.close()
    listen_on_sqlite(raw, record.info)


def _to_write_ahead_log(cursor: sqlite3.Cursor, patience: int) -> None:
    """Asks again while another program makes the same change: for this SQLite never waits itself.

    `patience` in milliseconds.
    """
    cursor.execute("PRAGMA busy_timeout=0")
    for patience_left in range(patience, -1, -_PAUSE):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if patience_left < _PAUSE or "locked" not in str(error):
                raise
        sleep(_PAUSE / 1000)


def _hurry_sqlite(raw: sqlite3.Connection, record: object) -> None:
    raw.execute("PRAGMA synchronous=OFF")
