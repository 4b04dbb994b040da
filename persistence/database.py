"""The office's database: SQLite in its folder by default, PostgreSQL where the office grows.

A writing transaction on SQLite begins IMMEDIATE, so that a guard is judged under the lock.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import quote

from sqlalchemy import (
    Connection,
    Engine,
    Table,
    create_engine,
    event,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

from office.database_address import UnknownDatabase, database_address
from persistence.bulk import execute_many
from persistence.touched import (
    forget,
    forget_laid_out,
    listen_on_postgresql,
    listen_on_sqlite,
    touches_of,
)
from states.explained import Explained

if TYPE_CHECKING:
    from psycopg import Connection as PostgresqlConnection
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

    Insert: TypeAlias = sqlite.Insert | postgresql.Insert

MIGRATIONS = Path(__file__).parent / "migrations"
DATABASE = "office.db"
"""The office's own SQLite file, by its name in the data folder."""

BUSY_SECONDS = 10.0
"""How long a statement waits for another program's transaction."""

_PAUSE = 20
"""Milliseconds until a program that was refused the write-ahead log asks again."""

_CACHE = 32_768
"""KiB of pages that a connection to SQLite keeps at most: a list of a thousand fits in."""

_LOG = 8_000
"""Pages of 4 KiB in the write-ahead log before a commit folds them into the database: SQLite's own
1,000 are fewer than a list of a thousand writes, and it would wait for both."""

_PATIENCE_TO_MIGRATE = 30
"""How often a program that starts waits once more while another one migrates, each time for its
busy seconds: a large office is migrated in minutes."""

_MIGRATING = 0x1C0
"""The key of PostgreSQL's advisory lock: of programs that start together, one migrates."""


class DatabaseError(Explained):
    """The database can't be used as it is; the message says why and what to do."""


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
        engine = create_engine(address, pool_pre_ping=True)
        event.listen(engine, "connect", partial(_prepare_postgresql, patience))
        return engine
    engine = create_engine(address)
    event.listen(engine, "connect", partial(_prepare_sqlite, patience))
    if not durable:
        event.listen(engine, "connect", _hurry_sqlite)
    # Not a listener: an engine with one asks for listeners at each of a transaction's turns, which
    # took as long as the transaction itself.
    engine.dialect.do_begin = _begin_sqlite  # type: ignore[assignment, method-assign]
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


_UNDO: Final = "undone by"


@contextmanager
def write_transaction(engine: Engine) -> Iterator[Connection]:
    """One writing transaction: all of it or nothing. What goes wrong comes out as DatabaseError.

    What it wrote is sealed before it ends.
    """
    try:
        with engine.connect() as connection:
            connection.info["writing"] = True
            forget(connection)
            try:
                with connection.begin(), _taken_back(connection):
                    yield connection
                    _seal(connection)
            finally:
                connection.info.pop("writing", None)
    except (DBAPIError, _driver_error(engine)) as error:
        raise _as_database_error(error) from error


def _seal(connection: Connection) -> None:
    if touches_of(connection):
        # Imported here: who reads needs none of it, nor who takes a step, which seals by itself.
        from persistence.sealing import seal_rest

        seal_rest(connection)


@contextmanager
def _taken_back(connection: Connection) -> Iterator[None]:
    """What a transaction did outside the database is undone where it fails, under its lock."""
    undo: list[Callable[[], object]] = []
    connection.info[_UNDO] = undo
    try:
        yield
    except BaseException:
        for step in reversed(undo):
            step()
        raise
    finally:
        connection.info.pop(_UNDO, None)


def undone_by(connection: Connection, step: Callable[[], object]) -> None:
    """Says what undoes something outside the database, should this transaction fail."""
    connection.info.get(_UNDO, []).append(step)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that only reads; it never waits for writers."""
    try:
        with engine.connect() as connection, connection.begin():
            yield connection
    except (DBAPIError, _driver_error(engine)) as error:
        raise _as_database_error(error) from error


def attempted(connection: Connection, work: Callable[[], object]) -> Exception | None:
    """Does a part of a transaction; hands back what went wrong, and then nothing of it is left.

    What is wrong with the database itself is raised: nothing else would go better.
    """
    try:
        with connection.begin_nested():
            work()
    except Exception as error:
        forget_laid_out(connection)
        if "OperationalError" in _kinds(getattr(error, "orig", None) or error):
            raise
        return error
    return None


def _kinds(error: object) -> set[str]:
    """The names of the error's classes: the drivers' are alike only in these."""
    return {kind.__name__ for kind in type(error).__mro__}


def _driver_error(engine: Engine) -> type[Exception]:
    """What the driver itself raises, where a statement went straight to it."""
    error: type[Exception] = engine.dialect.loaded_dbapi.Error
    return error


def insert(dialect: str, table: Table) -> Insert:
    """An INSERT of the database's own dialect, which knows ON CONFLICT."""
    if dialect == "postgresql":
        # Imported here: it takes as long as the rest of a short command.
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    return sqlite.insert(table)


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Writes rows by their primary key: the newer takes the place of the earlier."""
    if not rows:
        return
    execute_many(connection, _upsert(connection.dialect.name, table, tuple(rows[0])), rows)


@cache
def _upsert(dialect: str, table: Table, names: tuple[str, ...]) -> Insert:
    statement = insert(dialect, table)
    keys = [column.name for column in table.primary_key.columns]
    newer = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=newer)


def head_revision() -> str:
    """The newest migration that this code knows, by the order of file names."""
    return max(known_revisions())


def current_revision(engine: Engine) -> str | None:
    """The migration that the database stands at; None for an empty one.

    Raises DatabaseError where the tables in it are not an office's.
    """
    with reading(engine) as connection:
        return _stands_at(connection)


def _stands_at(connection: Connection) -> str | None:
    names = inspect(connection).get_table_names()
    if "alembic_version" in names:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return None if version is None else str(version)
    if names:
        raise DatabaseError(
            f"the database holds tables of another program ({names[0]}, …); nothing was changed"
        )
    return None


def bring_up_to_date(engine: Engine) -> None:
    """Applies missing migrations, all or none; refuses a database newer than this code.

    While another program migrates it is waited for, longer than for any other transaction.
    """
    for attempts_left in range(_PATIENCE_TO_MIGRATE, -1, -1):
        if current_revision(engine) == head_revision():
            return
        try:
            with write_transaction(engine) as connection:
                if connection.dialect.name == "postgresql":
                    connection.execute(select(func.pg_advisory_xact_lock(_MIGRATING)))
                migrate(connection)
        except DatabaseError as error:
            if not attempts_left or not _is_busy(error.__cause__):
                raise


def _is_busy(error: BaseException | None) -> bool:
    return any(word in str(error) for word in _BUSY)


def migrate(connection: Connection) -> None:
    """Applies missing migrations within a writing transaction, and puts up the guards.

    It looks again, now that no other program can migrate too. Raises DatabaseError for a database
    newer than this code.
    """
    current, head = _stands_at(connection), head_revision()
    if current is not None and current not in known_revisions():
        raise DatabaseError(
            f"the database stands at version {current}, which is newer than this program "
            f"({head}): install the newer program; nothing was changed"
        )
    from persistence import guards, sealing

    migrate_to(connection, "head")
    # What stood before there were seals is sealed as it stands; guards hear of all that follows.
    guards.put_up(connection)
    sealing.seal_everything(connection)


def migrate_to(connection: Connection, revision: str) -> None:
    """Makes the tables as they stand at a migration, within the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def known_revisions() -> frozenset[str]:
    """The migrations that this code knows."""
    return frozenset(path.stem for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _prepare_postgresql(
    patience: int, raw: PostgresqlConnection[Any], record: ConnectionPoolEntry
) -> None:
    cursor = raw.cursor()
    cursor.execute(f"SET lock_timeout = {patience}")
    cursor.execute("SET client_min_messages = notice")
    cursor.close()
    raw.commit()
    listen_on_postgresql(raw, record.info)


def _prepare_sqlite(patience: int, raw: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    raw.isolation_level = None
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
    for remaining in range(patience, -1, -_PAUSE):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if remaining < _PAUSE or "locked" not in str(error):
                raise
        sleep(_PAUSE / 1000)


def _hurry_sqlite(raw: sqlite3.Connection, record: object) -> None:
    raw.execute("PRAGMA synchronous=OFF")


def _begin_sqlite(connection: PoolProxiedConnection) -> None:
    connection.cursor().execute("BEGIN IMMEDIATE" if "writing" in connection.info else "BEGIN")


_BUSY = ("locked", "lock timeout", "deadlock")
_FULL = ("disk is full", "No space", "disk I/O", "could not extend")
_UNUSABLE = ("unable to open", "readonly", "read-only", "not a database", "malformed")


def _as_database_error(error: Exception) -> Exception:
    original = getattr(error, "orig", None) or error
    cause = (str(original) or type(original).__name__).splitlines()[0]
    kinds = _kinds(original)
    if kinds & {"DataError", "IntegrityError"}:
        return DatabaseError(f"the database does not take this: {cause}; nothing was saved")
    if any(word in cause for word in _BUSY):
        return DatabaseError(
            "the database is busy with another program; nothing was saved, please try again"
        )
    if any(word in cause for word in _FULL):
        return DatabaseError("the disk is full or can't be written; nothing was saved")
    if any(word in cause for word in _UNUSABLE):
        return DatabaseError(f"the database can't be used: {cause}; nothing was saved")
    if "OperationalError" in kinds:
        return DatabaseError(f"the database does not answer: {cause}; nothing was saved")
    return error
