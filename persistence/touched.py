"""The rows that a transaction has written, as the database's own guards tell of them.

What a guard tells is noted with the connection until its transaction ends. The rows of a table may
be laid out by who writes them, so that nobody reads them again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import Connection, Table

from persistence.bulk import Statement, Values, fetch

if TYPE_CHECKING:
    import sqlite3

    from psycopg import Connection as PostgresqlConnection
    from psycopg.errors import Diagnostic

Rows = Sequence[Values]

TOUCHED: Final = "office_touched"
"""The function that guards call on SQLite, and the beginning of their notice on PostgreSQL."""


class Touch(NamedTuple):
    """A row that was written: of which part, by what it is read again, its key, and its case."""

    part: str
    group: int | str
    key: str
    case_id: int | None


class LaidOut(NamedTuple):
    """Rows as they were written; `heard` is how many rows had been told of by then. What was told
    of later may be another one."""

    rows: Rows
    heard: int


LaidOutRows = Mapping[tuple[str, str], LaidOut]
"""What was laid out, by part and key."""


class _Notes(NamedTuple):
    """What guards have told of a transaction so far, and what writers have laid out."""

    touches: list[Touch]
    laid_out: dict[tuple[str, str], LaidOut]


_NOTES: Final = "notes"


def listen_on_sqlite(raw: sqlite3.Connection, info: dict[Any, Any]) -> None:
    """Gives a new connection the function that guards call."""
    notes = info[_NOTES] = _Notes([], {})
    touches = notes.touches

    def touched(part: str, group: int | str, key: object, case_id: int | None) -> None:
        touches.append(Touch(part, group, str(key), case_id))

    raw.create_function(TOUCHED, 4, touched)


def listen_on_postgresql(raw: PostgresqlConnection[Any], info: dict[Any, Any]) -> None:
    """Hears the notices that guards send on a new connection."""
    notes = info[_NOTES] = _Notes([], {})
    touches = notes.touches
    beginning = f"{TOUCHED} "

    def hear(notice: Diagnostic) -> None:
        message = notice.message_primary or ""
        if message.startswith(beginning):
            part, group, key, case_id = json.loads(message[len(beginning) :])
            touches.append(Touch(part, group, str(key), case_id))

    raw.add_notice_handler(hear)


def _notes(connection: Connection) -> _Notes:
    info = connection.info
    notes: _Notes | None = info.get(_NOTES)
    if notes is None:
        notes = info[_NOTES] = _Notes([], {})
    return notes


def touches_of(connection: Connection) -> list[Touch]:
    """What was written and not sealed yet, the first one first; the list itself."""
    return _notes(connection).touches


def touch(connection: Connection, touches: Iterable[Touch]) -> None:
    """Tells of rows whose guard does not, because a step seals them by itself."""
    touches_of(connection).extend(touches)


def lay_out(connection: Connection, table: Table, rows: Mapping[int, Rows]) -> None:
    """Hands over the rows that one digest covers, by its key, as they were just written."""
    notes = _notes(connection)
    touches_heard = len(notes.touches)
    for key, of_key in rows.items():
        notes.laid_out[table.name, str(key)] = LaidOut(of_key, touches_heard)


def add_row(connection: Connection, table: Table, row: Values) -> int:
    """Inserts a row whose number the database draws, and lays it out; returns the number.

    All rows that are added to a table have the same columns.
    """
    (new_row,) = fetch(connection, _adding(table), row)
    number: int = new_row.id
    lay_out(connection, table, {number: [{**row, "id": number}]})
    return number


@cache
def _adding(table: Table) -> Statement:
    return table.insert().returning(table.c.id)


def take_laid_out(connection: Connection) -> LaidOutRows:
    """The rows that were laid out since the last look."""
    laid_out = _notes(connection).laid_out
    taken_rows = dict(laid_out)
    laid_out.clear()
    return taken_rows


def forget_laid_out(connection: Connection) -> None:
    """Nothing of what was laid out was written."""
    _notes(connection).laid_out.clear()


def forget(connection: Connection) -> list[Touch]:
    """A new transaction has written nothing yet; returns where it will stand, as `touches_of`."""
    notes = _notes(connection)
    notes.touches.clear()
    notes.laid_out.clear()
    return notes.touches
