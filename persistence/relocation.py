"""Whether an office was moved out of a database, or is still being moved into it.

The mark in the old database is what decides: before it is written the office is there, and from
then on in the new one. A database that was left, or is not whole yet, is opened by nobody.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final, Literal, NamedTuple

from sqlalchemy import Connection, Engine, inspect, select

from persistence.connections import DATABASE
from persistence.database import reading, upsert
from persistence.database_errors import DatabaseError
from persistence.tables import relocation
from states.moments import civil_date

Phase = Literal["arriving", "arrived", "gone"]


SQLITE: Final = "sqlite"
"""In the place of an address: the office's own file in its data folder."""


class Relocation(NamedTuple):
    """A move: to which database, and how far it is here; `token` is the same in both databases."""

    phase: Phase
    token: str
    address: str
    at: datetime


_FOUND: Final = select(*(relocation.c[name] for name in Relocation._fields))


def mark(connection: Connection, relocation_row: Relocation) -> None:
    """Marks the database; the mark before it is forgotten."""
    upsert(connection, relocation, [{"id": 1, **relocation_row._asdict()}])


def relocation_in(connection: Connection) -> Relocation | None:
    """The mark of a database; None where it has none, is older or empty."""
    if not inspect(connection).has_table(relocation.name):
        return None
    row = connection.execute(_FOUND).one_or_none()
    return None if row is None else Relocation._make(row)


def refuse_relocated(engine: Engine, data: Path) -> None:
    """Raises DatabaseError where there is no office in the database any more, or not yet."""
    with reading(engine) as connection:
        relocation_row = relocation_in(connection)
    if relocation_row is not None and relocation_row.phase != "arrived":
        raise DatabaseError(sentence_of(relocation_row, data))


def sentence_of(relocation_row: Relocation, data: Path) -> str:
    """Why a database with a mark is not opened, and what to do."""
    day = civil_date(relocation_row.at)
    if relocation_row.phase == "gone":
        where, settings = (
            relocation_row.address,
            f"Set `database.url` in config.yaml to {relocation_row.address}",
        )
        if relocation_row.address == SQLITE:
            where = f"{DATABASE} of its data folder"
            settings = "Leave `database.url` in config.yaml empty"
        return (
            f"the office in {data} was moved on {day.day} {day:%B %Y}: it is in {where} now, and "
            f"nothing is done in the database that it left. {settings}, or let "
            f"`mobility move --to {relocation_row.address}` do so"
        )
    return (
        "the office in this database is incomplete: `mobility move` was stopped on "
        f"{day.day} {day:%B %Y} before it had arrived. Give the same command again; where it says "
        "that the old office is still the one in use, empty this database first"
    )
