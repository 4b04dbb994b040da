"""The rows of an office carried from one database into another, whatever kind each is of.

Rows are streamed, a few at once, as the driver gives them and in one canonical form: as SQLite
keeps them. By that form both databases are compared, table by table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pydantic_core import to_json
from sqlalchemy import (
    Boolean,
    Connection,
    Integer,
    LargeBinary,
    Select,
    Table,
    func,
    inspect,
    select,
    text,
)

from persistence.bulk import stream_plain
from persistence.database_errors import DatabaseError
from persistence.filling import emptied
from persistence.migrating import migrate
from persistence.tables import metadata, relocation

if TYPE_CHECKING:
    from psycopg import Connection as PostgresqlConnection

_AT_ONCE: Final = 200
"""Rows in memory: some mails are a megabyte."""

_TOLD: Final = 1000
_NOT_CARRIED: Final = frozenset({relocation.name, "alembic_version"})
_EVERY_BIT: Final = (1 << 256) - 1

Report = Callable[[int], None]
"""Hears how many rows were carried so far: after each thousand, and each table."""


class Content(NamedTuple):
    """How many rows a table has, and a digest of them all, in whatever order they stand."""

    rows: int
    digest: int


Contents = Mapping[str, Content]


def carried_tables() -> list[Table]:
    """The tables of an office, each after those that it refers to."""
    return [table for table in metadata.sorted_tables if table.name not in _NOT_CARRIED]


def foreign_tables(connection: Connection) -> list[str]:
    """Tables in a database that are none of the office's."""
    names = set(inspect(connection).get_table_names())
    return sorted(names - metadata.tables.keys() - _NOT_CARRIED)


def carry(source: Connection, target: Connection, report: Report) -> Contents:
    """Fills an empty database with every row of an office; returns what was read.

    Its tables are made first. Raises DatabaseError for a row that the database does not take.
    """
    migrate(target)
    tables, rows_carried, contents = carried_tables(), 0, {}
    with emptied(target, [table.name for table in tables]):
        for table in tables:
            total = _Total()
            with _rows_of(source, table) as rows:
                _write(target, table, _reported(total.noting(rows), rows_carried, report))
            contents[table.name] = total.content
            rows_carried += total.content.rows
            report(rows_carried)
    if target.dialect.name == "postgresql":
        _after_filling(target, tables)
    return contents


def contents_of(connection: Connection) -> Contents:
    """What a database holds, table by table."""
    contents = {}
    for table in carried_tables():
        total = _Total()
        with _rows_of(connection, table) as rows:
            for _ in total.noting(rows):
                pass
        contents[table.name] = total.content
    return contents


class _Total:
    """The content of rows as they pass by."""

    def __init__(self) -> None:
        self._rows = self._sum = 0

    def noting(self, rows: Iterable[Sequence[object]]) -> Iterator[Sequence[object]]:
        """The same rows; the sum of their digests is the same in any order."""
        for row in rows:
            self._rows += 1
            plain = to_json(row, bytes_mode="base64")
            self._sum += int.from_bytes(blake2b(plain, digest_size=32).digest())
            yield row

    @property
    def content(self) -> Content:
        """Of all rows so far."""
        return Content(self._rows, self._sum & _EVERY_BIT)


@contextmanager
def _rows_of(connection: Connection, table: Table) -> Iterator[Iterator[Sequence[object]]]:
    """Every row as SQLite keeps it: truth as 0 or 1, dates as words."""
    has_bytes = any(isinstance(column.type, LargeBinary) for column in table.columns)
    canonical, at_once = (_OF_FILES, 1) if has_bytes else (_CANONICAL, _AT_ONCE)
    with closing(stream_plain(connection, _all(table), {}, at_once)) as rows:
        yield ([canonical.get(type(value), _as_it_is)(value) for value in row] for row in rows)


@cache
def _all(table: Table) -> Select[Any]:
    return select(table)


def _as_it_is(value: object) -> object:
    return value


def _refuse_bytes(value: bytes) -> object:
    raise DatabaseError(
        "a column of words holds bytes, which another program has put there: `mobility verify` "
        "says where; nothing was moved"
    )


_CANONICAL: Final[Mapping[type, Callable[[Any], object]]] = {
    bool: int,
    date: date.isoformat,
    bytes: _refuse_bytes,
}
_OF_FILES: Final = {**_CANONICAL, bytes: _as_it_is}
"""Of a table that holds files: a file is in memory at a time."""


def _reported(
    rows: Iterable[Sequence[object]], before: int, report: Report
) -> Iterator[Sequence[object]]:
    for number, row in enumerate(rows, before + 1):
        yield row
        if number % _TOLD == 0:
            report(number)


def _write(target: Connection, table: Table, rows: Iterable[Sequence[object]]) -> None:
    """All rows of a table by one statement: they may refer to each other."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    if target.dialect.name == "postgresql":
        truths = [n for n, c in enumerate(table.columns) if isinstance(c.type, Boolean)]
        _copy(target, f'COPY "{table.name}" ({names}) FROM STDIN', _with_truth(rows, truths))
        return
    places = ", ".join("?" * len(table.columns))
    raw = target.connection.dbapi_connection
    assert raw is not None
    statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({places})'
    raw.cursor().executemany(statement, rows)  # type: ignore[arg-type]


def _with_truth(
    rows: Iterable[Sequence[object]], places: Sequence[int]
) -> Iterator[Sequence[object]]:
    """PostgreSQL has a type for truth: anything but 0 and 1 goes as it is, and is refused."""
    if not places:
        yield from rows
        return
    for row in rows:
        values = list(row)
        for place in places:
            values[place] = {0: False, 1: True}.get(values[place], values[place])  # type: ignore[call-overload]
        yield values


def _copy(target: Connection, statement: str, rows: Iterable[Sequence[object]]) -> None:
    raw: PostgresqlConnection[Any] = target.connection.driver_connection  # type: ignore[assignment]
    # Imported here: an office that stays on SQLite needs no other driver.
    from psycopg import DataError

    try:
        with raw.cursor() as cursor, cursor.copy(statement.encode()) as copy:
            for row in rows:
                copy.write_row(row)
    except DataError as error:
        # What stands after the place, and after the reason, is the value: it may be somebody's.
        where = (error.diag.context or statement).partition(": ")[0]
        cause = (error.diag.message_primary or str(error)).partition(': "')[0]
        raise DatabaseError(
            f"PostgreSQL does not take a row of the office ({where}): {cause}. Put it right in "
            "the old office, and move again; nothing was moved"
        ) from error


def _after_filling(target: Connection, tables: Sequence[Table]) -> None:
    """The next numbers follow the last ones; and PostgreSQL learns how much there is."""
    for table in tables:
        keys = list(table.primary_key.columns)
        if len(keys) == 1 and isinstance(keys[0].type, Integer):
            sequence = func.pg_get_serial_sequence(table.name, keys[0].name)
            target.execute(select(func.setval(sequence, func.max(keys[0]))))
    target.execute(text("ANALYZE"))
