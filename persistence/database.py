"""Transactions of the office's database: one that writes is sealed before it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from sqlalchemy import Connection, Engine, NestedTransaction, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

from persistence.bulk import execute_many
from persistence.database_errors import as_database_error, kinds_of
from persistence.touched import forget, forget_laid_out, touches_of

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

    Insert: TypeAlias = sqlite.Insert | postgresql.Insert

_UNDO: Final = "undone by"


@contextmanager
def write_transaction(engine: Engine) -> Iterator[Connection]:
    """One writing transaction: all of it or nothing. What goes wrong comes out as DatabaseError.

    What it wrote is sealed before it ends. What it did outside the database is undone where it
    fails, under its lock. Where the line is lost while it ends, nobody knows: that is said then.
    """
    undo: list[Callable[[], object]] = []
    is_ending = False
    try:
        with engine.connect() as connection:
            info, of_transaction = connection.info, {"writing": True, _UNDO: undo}
            info.update(of_transaction)
            unsealed_touches = forget(connection)
            try:
                with connection.begin():
                    try:
                        yield connection
                        if unsealed_touches:
                            _seal(connection)
                    except BaseException:
                        for step in reversed(undo):
                            step()
                        raise
                    is_ending = True
            finally:
                for name in of_transaction:
                    info.pop(name, None)
    except (DBAPIError, _driver_error(engine)) as error:
        raise as_database_error(error, is_ending) from error


def _seal(connection: Connection) -> None:
    # Imported here: who reads needs none of it, nor who takes a step, which seals by itself.
    from persistence.sealing import seal_rest

    seal_rest(connection)


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
        raise as_database_error(error) from error


@contextmanager
def part_of(connection: Connection) -> Iterator[NestedTransaction]:
    """A part of a transaction, which may be taken back: its rows are not sealed then."""
    before, is_kept = list(touches_of(connection)), False
    try:
        with connection.begin_nested() as part:
            yield part
            is_kept = part.is_active
    finally:
        if not is_kept:
            touches_of(connection)[:] = before
            forget_laid_out(connection)


def attempted(connection: Connection, work: Callable[[], object]) -> Exception | None:
    """Does a part of a transaction; hands back what went wrong, and then nothing of it is left.

    What is wrong with the database itself is raised: nothing else would go better.
    """
    try:
        with part_of(connection):
            work()
    except Exception as error:
        if "OperationalError" in kinds_of(getattr(error, "orig", None) or error):
            raise
        return error
    return None


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
