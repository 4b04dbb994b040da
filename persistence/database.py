"""The office's database: SQLite in its folder by default, PostgreSQL where the office grows.

A writing transaction on SQLite begins IMMEDIATE, so that a guard is judged under the lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, OperationalError

from persistence.bulk import execute_many

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 10


class DatabaseTrouble(Exception):
    """The database can't be used as it is; the message says why and what to do."""


def connect(url: str, durable: bool = True) -> Engine:
    """An engine for a database URL; no connection is made yet.

    `durable` False is for rehearsals, whose database nobody keeps: SQLite then does not wait for
    the disk.
    """
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        if not durable:
            event.listen(engine, "connect", _hurry_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def sqlite_url(folder: Path) -> str:
    """The URL of the office's own SQLite file in a data folder."""
    return f"sqlite:///{folder / 'office.db'}"


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One writing transaction: all of it or nothing. Trouble comes out as DatabaseTrouble."""
    try:
        with engine.connect() as connection:
            connection.info["writing"] = True
            try:
                with connection.begin():
                    yield connection
            finally:
                connection.info.pop("writing", None)
    except (DBAPIError, _driver_error(engine)) as error:
        raise _as_trouble(error) from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that only reads; it never waits for writers."""
    try:
        with engine.connect() as connection, connection.begin():
            yield connection
    except (DBAPIError, _driver_error(engine)) as error:
        raise _as_trouble(error) from error


def _driver_error(engine: Engine) -> type[Exception]:
    """What the driver itself raises, where a statement went straight to it."""
    found: type[Exception] = engine.dialect.loaded_dbapi.Error
    return found


def insert(dialect: str, table: Any) -> Any:
    """An INSERT of the database's own dialect, which knows ON CONFLICT."""
    if dialect == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def upsert(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    """Writes rows by their primary key: the newer takes the place of the earlier."""
    if not rows:
        return
    execute_many(connection, _upsert(connection.dialect.name, table, tuple(rows[0])), rows)


@cache
def _upsert(dialect: str, table: Table, names: tuple[str, ...]) -> Any:
    statement = insert(dialect, table)
    keys = [column.name for column in table.primary_key.columns]
    others = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=others)


def head_revision() -> str:
    """The newest migration that this code knows, by the order of file names."""
    return max(path.stem for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def current_revision(engine: Engine) -> str | None:
    """The migration that the database stands at; None for an empty one."""
    try:
        with engine.connect() as connection:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except OperationalError as error:
        if "no such table" in str(error):
            return None
        raise _as_trouble(error) from error
    except DBAPIError as error:
        if "does not exist" in str(error):
            return None
        raise _as_trouble(error) from error


def bring_up_to_date(engine: Engine) -> None:
    """Applies missing migrations; refuses a database that is newer than this code."""
    current, head = current_revision(engine), head_revision()
    if current == head:
        return
    known = {path.stem for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}
    if current is not None and current not in known:
        raise DatabaseTrouble(
            f"the database stands at version {current}, which is newer than this program "
            f"({head}): install the newer program; nothing was changed"
        )
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        connection.info["writing"] = True
        config.attributes["connection"] = connection
        with connection.begin():
            command.upgrade(config, "head")
        connection.info.pop("writing", None)


def _prepare_sqlite(raw: Any, record: Any) -> None:
    raw.isolation_level = None
    cursor = raw.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _hurry_sqlite(raw: Any, record: Any) -> None:
    raw.execute("PRAGMA synchronous=OFF")


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.info.get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _as_trouble(error: Exception) -> Exception:
    said = str(getattr(error, "orig", error))
    if "locked" in said:
        return DatabaseTrouble(
            "the database is busy with another program; nothing was saved, please try again"
        )
    if "full" in said or "No space" in said or "disk I/O" in said:
        return DatabaseTrouble("the disk is full or can't be written; nothing was saved")
    if "unable to open" in said or "readonly" in said or "not a database" in said:
        return DatabaseTrouble(f"the database can't be used: {said}; nothing was saved")
    if "OperationalError" in (type(error).__name__, type(getattr(error, "orig", None)).__name__):
        return DatabaseTrouble(f"the database does not answer: {said.splitlines()[0]}")
    return error
