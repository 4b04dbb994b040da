"""The whole schema: the tables of each subject, and those that facts' declarations ask for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import create_engine

from persistence.fact_tables import FACT_TABLES
from persistence.tables import change_tip, metadata

if TYPE_CHECKING:
    from sqlite3 import Connection as SQLiteConnection

__all__ = ["FACT_TABLES", "empty_database", "metadata"]


@cache
def empty_database() -> bytes:
    """A file of SQLite with every table, for a database that nobody keeps.

    No row stands in it but the beginning of the log of changes, which every change asks for.
    It was never migrated, so that no office is opened on it. Made once in a process: to make a
    hundred tables takes longer than most stories that are played on them.
    """
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        metadata.create_all(connection)
        connection.execute(change_tip.insert().values(id=1, length=0, hash="0" * 64))
        connection.commit()
        raw: SQLiteConnection = connection.connection.driver_connection  # type: ignore[assignment]
        contents = raw.serialize()
    engine.dispose()
    return contents
