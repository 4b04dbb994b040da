"""Statements of the hot path, at the driver's own speed.

SQLAlchemy prepares each execution and each row anew, which costs more than SQLite's own work. Here
a statement is compiled once for a dialect and goes to the driver with plain values, column by
column; the types' own conversions are applied all the same, once for a value that many rows share.
"""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain, count
from operator import itemgetter
from typing import Any, Final, Protocol

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    Connection,
    Dialect,
    Insert,
    SelectBase,
    Text,
    TypeDecorator,
    UpdateBase,
    bindparam,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeEngine

from states.frozen import frozen

Convert = Callable[[Any], Any]
Statement = SelectBase | UpdateBase
Values = Mapping[str, object]
SomeColumn = ColumnElement[Any]
Parameters = Sequence[Any] | Mapping[str, Any]
"""A row's values as the driver takes them: in the statement's order, or by their names."""
ParameterRows = Sequence[Sequence[Any]] | Sequence[Mapping[str, Any]]
PlainRow = Sequence[Any]
"""A row as the driver gives it."""


class Row(Protocol):
    """A row as it was read: its columns stand in their order, and by their names."""

    def __getattr__(self, column: str) -> Any: ...

    def __iter__(self) -> Iterator[Any]: ...


class _Many(TypeDecorator[Sequence[object]]):
    """Many numbers or words as one parameter: an array, or JSON where the database has none."""

    impl = Text
    cache_ok = True

    def __init__(self, of: TypeEngine[object]) -> None:
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """PostgreSQL's own array."""
        kind = ARRAY(self.of) if dialect.name == "postgresql" else Text()
        return dialect.type_descriptor(kind)

    def process_bind_param(
        self, value: Sequence[object] | None, dialect: Dialect
    ) -> list[object] | str:
        """The values as the driver takes them."""
        values = list(value or ())
        return values if dialect.name == "postgresql" else json.dumps(values)


class OneOf(FunctionElement[Any]):
    """A column's value is one of many, however many: the statement's text stays the same, and is
    made once."""

    inherit_cache = True
    type = NullType()  # a Boolean would be compared with 1 on SQLite, past every index

    def __init__(self, column: SomeColumn, parameter: str) -> None:
        super().__init__(column, bindparam(parameter, (), type_=_Many(column.type)))


@compiles(OneOf)
def _in_json(element: OneOf, compiler: SQLCompiler, **options: object) -> str:
    column, many = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({many}))"


@compiles(OneOf, "postgresql")
def _any_of(element: OneOf, compiler: SQLCompiler, **options: object) -> str:
    column, many = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} = ANY({many})"


_FEW: Final = 16
"""So many rows are converted one by one: to gather their columns first would cost more."""


@frozen
class RowMaker:
    """How rows are read: as named tuples, and which of their columns are converted how."""

    make: Callable[[Iterable[Any]], Row]
    columns: tuple[tuple[int, Convert], ...]

    def rows(self, plain: Sequence[PlainRow]) -> list[Row]:
        """Rows as the driver gave them, with values of the columns' own types."""
        if not self.columns:
            return list(map(self.make, plain))
        if len(plain) <= _FEW:
            return list(map(self._row, plain))
        columns: list[Iterable[object]] = list(zip(*plain, strict=True))
        for place, convert in self.columns:
            values = {value: convert(value) for value in set(columns[place])}
            columns[place] = [values[value] for value in columns[place]]
        return list(map(self.make, zip(*columns, strict=True)))

    def _row(self, plain: PlainRow) -> Row:
        values = list(plain)
        for place, convert in self.columns:
            if values[place] is not None:
                values[place] = convert(values[place])
        return self.make(values)


def row_maker(dialect: Dialect, columns: Iterable[SomeColumn]) -> RowMaker:
    """How rows with these columns are read, as a dialect's driver gives them."""
    selected_columns = list(columns)
    readers = (_reader(c.type.dialect_impl(dialect), dialect) for c in selected_columns)
    place_readers = tuple((place, reader) for place, reader in enumerate(readers) if reader)
    row = namedtuple("Row", [str(column.key) for column in selected_columns])  # type: ignore[misc]
    # As the class's own `_make` does it, without a call of Python for each row.
    make: Callable[[Iterable[Any]], Any] = partial(tuple.__new__, row)
    return RowMaker(make, place_readers)


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """How values of a type are read; None where they are as the driver gives them.

    A civil date is read as ISO 8601 has it, in a third of the time: as `_converter` writes it.
    """
    if isinstance(kind, sqlite.DATE):
        return _read_day
    return kind.result_processor(dialect, None)


def _read_day(day_text: str | None) -> date | None:
    return None if day_text is None else date.fromisoformat(day_text)


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
        self.converts = tuple(_converter(kind, dialect) for kind in types)
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


def _converter(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """How the driver takes values of a type; None where it takes them as they are.

    A civil date goes to SQLite as ISO 8601 has it: SQLAlchemy's own way to the same words knows
    other formats too, and takes three times as long. Truth goes as it is: the driver makes 0 or 1
    of it. Nothing stays nothing, whatever the type.
    """
    if isinstance(kind, sqlite.DATE):
        return _iso_day
    if dialect.name == "sqlite" and isinstance(kind, Boolean):
        return None
    return kind.bind_processor(dialect)


def _iso_day(day: date | None) -> str | None:
    return None if day is None else date.isoformat(day)


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
    if len(rows) <= _FEW:
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
