"""Statements of the hot path, at the driver's own speed.

SQLAlchemy prepares each execution and each row anew, which costs more than SQLite's own work. Here
a statement is compiled once for a dialect and goes to the driver with plain values, column by
column; the types' own conversions are applied all the same, once for a value that many rows share.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from itertools import chain, count
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Dialect,
    Insert,
    SelectBase,
    UpdateBase,
    bindparam,
)
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.sql.compiler import SQLCompiler

from persistence.row_makers import FEW, Convert, PlainRow, RowMaker, converter, row_maker

Statement = SelectBase | UpdateBase
Values = Mapping[str, object]
Parameters = Sequence[Any] | Mapping[str, Any]
"""A row's values as the driver takes them: in the statement's order, or by their names."""
ParameterRows = Sequence[Sequence[Any]] | Sequence[Mapping[str, Any]]


class _Prepared:
    """A compiled statement: its SQL, its parameters in order, and how its rows are read."""

    def __init__(
        self, compiler: SQLCompiler, dialect: Dialect, maker: RowMaker | None, keys: Sequence[str]
    ) -> None:
        """`keys` are what rows bring; other values stand in the statement itself."""
        self.sql = str(compiler)
        self.maker = maker
        self.names = tuple(compiler.positiontup or compiler.params)
        self.fixed: Values = dict(compiler.params)
        self.by_name = not compiler.positional
        types = [compiler.binds[name].type.dialect_impl(dialect) for name in self.names]
        self.converts = tuple(converter(kind, dialect) for kind in types)
        self._converted = [
            (place, convert) for place, convert in enumerate(self.converts) if convert
        ]
        # One call of C for all of a row's values: a step writes some hundred of them.
        pick_several = itemgetter(*self.names) if len(self.names) > 1 else None
        self._pick = pick_several or (lambda values: tuple(values[name] for name in self.names))
        self._has_own = not set(self.names).issubset(keys)

    def row(self, values: Values) -> Parameters:
        """A row's parameters, as the driver takes them."""
        parameters = list(self._pick({**self.fixed, **values} if self._has_own else values))
        for place, convert in self._converted:
            if parameters[place] is not None:
                parameters[place] = convert(parameters[place])
        return self.from_driver(parameters) if self.by_name else parameters

    def from_driver(self, parameters: Sequence[Any]) -> Parameters:
        """Converted parameters in their order, as the driver takes them."""
        return dict(zip(self.names, parameters, strict=True)) if self.by_name else parameters


_PREPARED: Final[dict[tuple[Statement, str], _Prepared]] = {}


def execute_many(connection: Connection, statement: Statement, rows: Sequence[Values]) -> int:
    """Runs a statement for each row; all rows have the same keys. Returns how many rows matched.

    A caller keeps the statement: it is compiled when it is seen first.
    """
    if not rows:
        return 0
    prepared_statement = _prepared(connection.dialect, statement, rows[0])
    cursor = _cursor(connection)
    try:
        if len(rows) == 1:  # PostgreSQL's driver would open a pipeline, and wait once more
            cursor.execute(prepared_statement.sql, prepared_statement.row(rows[0]))
        else:
            cursor.executemany(prepared_statement.sql, _values(prepared_statement, rows))
        return int(cursor.rowcount)
    finally:
        cursor.close()


AT_ONCE: Final = 50
"""So many rows one statement inserts, where there are more."""


def insert_many(connection: Connection, statement: Insert, rows: Sequence[Values]) -> None:
    """The same for an INSERT, fifty rows by one statement where there are so many.

    Each statement in a savepoint, on a table with guards, keeps the pages that it changes: a
    thousand statements keep the same pages a thousand times. An INSERT that updates what is there
    must not be given a row twice.
    """
    whole = len(rows) // AT_ONCE * AT_ONCE
    if whole:
        dialect = connection.dialect
        row_statement = _prepared(dialect, statement, rows[0])
        rows_statement = _several(dialect, statement, row_statement)
        flat = list(chain.from_iterable(_in_columns(row_statement, rows[:whole])))
        width = len(row_statement.names) * AT_ONCE
        starts = range(0, len(flat), width)
        values: Any = [rows_statement.from_driver(flat[start : start + width]) for start in starts]
        cursor = _cursor(connection)
        try:
            cursor.executemany(rows_statement.sql, values)
        finally:
            cursor.close()
    execute_many(connection, statement, rows[whole:])


_SEVERAL: Final[dict[tuple[Insert, str], _Prepared]] = {}


def _several(dialect: Dialect, statement: Insert, row_statement: _Prepared) -> _Prepared:
    """An INSERT of so many rows at once; its parameters stand in the order of the rows'."""
    rows_statement = _SEVERAL.get((statement, dialect.name))
    if rows_statement is None:
        table = statement.entity_description["table"]
        rows = [
            {
                name: bindparam(f"{name}_{place}", type_=table.c[name].type)
                for name in row_statement.names
            }
            for place in range(AT_ONCE)
        ]
        rows_statement = _prepare(dialect, statement.values(rows), [])
        names = [f"{name}_{place}" for place in range(AT_ONCE) for name in row_statement.names]
        assert list(rows_statement.names) == names, "the order is another one than a single row's"
        _SEVERAL[statement, dialect.name] = rows_statement
    return rows_statement


def fetch(connection: Connection, statement: Statement, values: Values) -> list[Any]:
    """All rows of a SELECT, or of what returns rows, as named tuples; a caller keeps it."""
    prepared_statement = _prepared(connection.dialect, statement, values)
    assert prepared_statement.maker is not None
    return prepared_statement.maker.rows(_fetched(connection, prepared_statement, values))


def fetch_plain(connection: Connection, statement: Statement, values: Values) -> list[PlainRow]:
    """The same as the driver gives them, for a caller that knows how to read them."""
    prepared_statement = _prepared(connection.dialect, statement, values)
    return _fetched(connection, prepared_statement, values)


def stream_plain(
    connection: Connection, statement: Statement, values: Values, at_once: int = 1000
) -> Generator[PlainRow, None, None]:
    """The same one after another, however many they are: so many at once are in memory."""
    prepared_statement = _prepared(connection.dialect, statement, values)
    cursor = _streaming(connection)
    try:
        cursor.execute(prepared_statement.sql, prepared_statement.row(values))
        while rows := cursor.fetchmany(at_once):
            yield from rows
    finally:
        cursor.close()


def _streaming(connection: Connection) -> DBAPICursor:
    """PostgreSQL's own driver would fetch all rows first, but from a cursor with a name."""
    if connection.dialect.name != "postgresql":
        return _cursor(connection)
    name = f"stream_{next(_STREAMS)}"
    return connection.connection.cursor(name)


_STREAMS: Final = count(1)


def _fetched(
    connection: Connection, prepared_statement: _Prepared, values: Values
) -> list[PlainRow]:
    cursor = _cursor(connection)
    try:
        cursor.execute(prepared_statement.sql, prepared_statement.row(values))
        return list(cursor.fetchall())
    finally:
        cursor.close()


def _cursor(connection: Connection) -> DBAPICursor:
    """The driver's own, without the pool's call around it."""
    raw = connection.connection.dbapi_connection
    assert raw is not None
    return raw.cursor()


def _values(prepared_statement: _Prepared, rows: Sequence[Values]) -> ParameterRows:
    """The parameters of each row, in the statement's order, or by their names."""
    if len(rows) <= FEW:
        parameters: Any = [prepared_statement.row(row) for row in rows]
        return parameters  # type: ignore[no-any-return]
    values = _in_columns(prepared_statement, rows)
    if not prepared_statement.by_name:
        return values
    return [dict(zip(prepared_statement.names, row, strict=True)) for row in values]


def _in_columns(prepared_statement: _Prepared, rows: Sequence[Values]) -> list[tuple[Any, ...]]:
    """The converted parameters of many rows, in the statement's order."""
    first, fixed_values = rows[0], prepared_statement.fixed
    columns = [
        _converted(convert, [row[name] for row in rows] if name in first else [fixed_values[name]])
        for name, convert in zip(prepared_statement.names, prepared_statement.converts, strict=True)
    ]
    columns = [column if len(column) == len(rows) else column * len(rows) for column in columns]
    return list(zip(*columns, strict=True)) or [()] * len(rows)


def _converted(convert: Convert | None, column: list[object]) -> list[object]:
    """A column's values, each object converted once, however often it comes."""
    if convert is None:
        return column
    values = {id(value): value for value in column}
    value_by_id = {place: convert(value) for place, value in values.items()}
    return [value_by_id[id(value)] for value in column]


def _prepared(dialect: Dialect, statement: Statement, values: Values) -> _Prepared:
    prepared_statement = _PREPARED.get((statement, dialect.name))
    if prepared_statement is None:
        prepared_statement = _PREPARED[statement, dialect.name] = _prepare(
            dialect, statement, list(values)
        )
    return prepared_statement


def _prepare(dialect: Dialect, statement: Statement, keys: list[str]) -> _Prepared:
    compiler = statement.compile(
        dialect=dialect,
        column_keys=None if statement.is_select else keys,
        compile_kwargs={"render_postcompile": True},
    )
    assert isinstance(compiler, SQLCompiler)
    columns = list(statement.exported_columns)
    maker = row_maker(dialect, columns) if columns else None
    return _Prepared(compiler, dialect, maker, keys)
