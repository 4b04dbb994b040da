"""A database filled with rows as they stand elsewhere: emptied first, while its guards rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, text


@contextmanager
def emptied(connection: Connection, tables: Sequence[str]) -> Iterator[None]:
    """Tables without their rows, to be filled inside; nothing is guarded or derived meanwhile.

    References between the rows hold in the end.
    """
    if connection.dialect.name == "postgresql":
        _of_each(connection, tables, "DISABLE")
        names = ", ".join(f'"{name}"' for name in tables)
        connection.execute(text(f"TRUNCATE {names}"))
        yield
        _of_each(connection, tables, "ENABLE")
        return
    connection.execute(text("PRAGMA defer_foreign_keys=ON"))
    guards = connection.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    ).all()
    for name, _ in guards:
        connection.execute(text(f'DROP TRIGGER "{name}"'))
    for table in tables:
        connection.execute(text(f'DELETE FROM "{table}"'))
    yield
    for _, statement in guards:
        connection.exec_driver_sql(statement)


def _of_each(connection: Connection, tables: Sequence[str], state: str) -> None:
    for name in tables:
        connection.execute(text(f'ALTER TABLE "{name}" {state} TRIGGER USER'))
