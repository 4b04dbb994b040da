"""Statements of the hot path, at the driver's own speed.

SQLAlchemy prepares each execution and each row anew, which costs more than SQLite's own work. Here
a statement is compiled once for a dialect and goes to the driver with plain values, column by
column; the types' own conversions are applied all the same, once for a value that many rows share.
"""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Dialect,
    Text,
    TypeDecorator,
    bindparam,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import NullType

from states.frozen import frozen

Convert = Callable[[Any], Any] | None


class _Many(TypeDecorator[Sequence[Any]]):
    """Many numbers or words as one parameter: an array, or JSON where the database has none."""

    impl = Text
    cache_ok = True

    def __init__(self, each: Any) -> None:
        super().__init__()
        self.each = each

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """PostgreSQL's own array."""
        kind = ARRAY(self.each) if dialect.name == "postgresql" else Text()
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """The values as the driver takes them."""
        return list(value) if dialect.name == "postgresql" else json.dumps(list(value))


class OneOf(ColumnElement[Any]):
    """A column's value is one of many, however many: the statement's text stays the same."""

    inherit_cache = True
    type = NullType()  # a Boolean would be compared with 1 on SQLite, past every index

    def __init__(self, column: Any, parameter: str) -> None:
        self.column = column
        self.many = bindparam(parameter, (), type_=_Many(column.type))


@compiles(OneOf)
def _in_json(element: OneOf, compiler: Any, **more: Any) -> str:
    column = compiler.process(element.column, **more)
    return f"{column} IN (SELECT value FROM json_each({compiler.process(element.many, **more)}))"


@compiles(OneOf, "postgresql")
def _any_of(element: OneOf, compiler: Any, **more: Any) -> str:
    column = compiler.process(element.column, **more)
    return f"{column} = ANY({compiler.process(element.many, **more)})"


@frozen
class RowShape:
    """How rows are read: as named tuples, and which of their columns are converted how."""

    row: Callable[..., Any]
    columns: tuple[tuple[int, Callable[[Any], Any]], ...]

    def rows(self, plain: Sequence[Sequence[Any]]) -> list[Any]:
        """Rows as the driver gave them, with values of the columns' own types."""
        if len(plain) == 1:
            return [self._row(plain[0])]
        if not self.columns or not plain:
            return list(map(self.row, plain))
        columns: list[Iterable[Any]] = list(zip(*plain, strict=True))
        for place, convert in self.columns:
            values = {value: convert(value) for value in set(columns[place])}
            columns[place] = [values[value] for value in columns[place]]
        return list(map(self.row, zip(*columns, strict=True)))

    def _row(self, plain: Sequence[Any]) -> Any:
        values = list(plain)
        for place, convert in self.columns:
            values[place] = convert(values[place])
        return self.row(values)


def shape_of(dialect: Dialect, columns: Iterable[Any]) -> RowShape:
    """The shape of rows with these columns, as a dialect's driver gives them."""
    selected = list(columns)
    readers = (c.type.dialect_impl(dialect).result_processor(dialect, None) for c in selected)
    converted = tuple((place, reader) for place, reader in enumerate(readers) if reader)
    row = namedtuple("Row", [column.name for column in selected])  # type: ignore[misc]
    return RowShape(row._make, converted)


@frozen
class _Prepared:
    """A compiled statement: its SQL, its parameters in order, and how its rows are read."""

    sql: str
    parameters: tuple[tuple[str, Convert], ...]
    fixed: Mapping[str, Any]
    by_name: bool
    shape: RowShape | None


_PREPARED: WeakKeyDictionary[Any, dict[str, _Prepared]] = WeakKeyDictionary()

_FEW = 16
"""So many rows are converted one by one: to gather their columns first would cost more."""


def execute_many(connection: Connection, statement: Any, rows: Sequence[Mapping[str, Any]]) -> int:
    """Runs a statement for each row; all rows have the same keys. Returns how many rows matched.

    A caller keeps the statement: it is compiled when it is seen first.
    """
    if not rows:
        return 0
    prepared = _prepared(connection.dialect, statement, list(rows[0]))
    cursor = _cursor(connection)
    try:
        cursor.executemany(prepared.sql, _values(prepared, rows))
        return int(cursor.rowcount)
    finally:
        cursor.close()


def fetch(connection: Connection, statement: Any, values: Mapping[str, Any]) -> list[Any]:
    """All rows of a SELECT, or of what returns rows, as named tuples; a caller keeps it."""
    prepared = _prepared(connection.dialect, statement, list(values))
    assert prepared.shape is not None
    return prepared.shape.rows(_fetched(connection, prepared, values))


def fetch_plain(
    connection: Connection, statement: Any, values: Mapping[str, Any]
) -> Sequence[Sequence[Any]]:
    """The same as the driver gives them, for a caller that knows the rows' shapes."""
    prepared = _prepared(connection.dialect, statement, list(values))
    return _fetched(connection, prepared, values)


def _fetched(
    connection: Connection, prepared: _Prepared, values: Mapping[str, Any]
) -> Sequence[Sequence[Any]]:
    cursor = _cursor(connection)
    try:
        cursor.execute(prepared.sql, _values(prepared, [values])[0])
        rows: Sequence[Sequence[Any]] = cursor.fetchall()
        return rows
    finally:
        cursor.close()


def _cursor(connection: Connection) -> Any:
    return connection.connection.dbapi_connection.cursor()  # type: ignore[union-attr]


def _values(prepared: _Prepared, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    """The parameters of each row, in the statement's order."""
    if len(rows) <= _FEW:
        return [_value_row(prepared, row) for row in rows]
    first, fixed = rows[0], prepared.fixed
    columns = [
        _converted(convert, [row[name] for row in rows] if name in first else [fixed[name]])
        for name, convert in prepared.parameters
    ]
    columns = [one if len(one) == len(rows) else one * len(rows) for one in columns]
    values: list[Any] = list(zip(*columns, strict=True)) or [()] * len(rows)
    if not prepared.by_name:
        return values
    names = [name for name, _ in prepared.parameters]
    return [dict(zip(names, row, strict=True)) for row in values]


def _value_row(prepared: _Prepared, row: Mapping[str, Any]) -> Any:
    values = row if prepared.fixed.keys() <= row.keys() else {**prepared.fixed, **row}
    converted = [
        values[name] if convert is None else convert(values[name])
        for name, convert in prepared.parameters
    ]
    if not prepared.by_name:
        return converted
    return {name: value for (name, _), value in zip(prepared.parameters, converted, strict=True)}


def _converted(convert: Convert, column: list[Any]) -> list[Any]:
    """A column's values, each object converted once, however often it comes."""
    if convert is None:
        return column
    each = {id(value): value for value in column}
    made = {place: convert(value) for place, value in each.items()}
    return [made[id(value)] for value in column]


def _prepared(dialect: Dialect, statement: Any, keys: list[str]) -> _Prepared:
    by_dialect = _PREPARED.get(statement)
    if by_dialect is None:
        by_dialect = _PREPARED.setdefault(statement, {})
    if dialect.name not in by_dialect:
        by_dialect[dialect.name] = _prepare(dialect, statement, keys)
    return by_dialect[dialect.name]


def _prepare(dialect: Dialect, statement: Any, keys: list[str]) -> _Prepared:
    asked = None if statement.is_select else keys
    compiled = statement.compile(
        dialect=dialect, column_keys=asked, compile_kwargs={"render_postcompile": True}
    )
    names = list(compiled.positiontup or compiled.params)
    parameters = tuple(
        (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
        for name in names
    )
    columns = list(statement.exported_columns)
    shape = shape_of(dialect, columns) if columns else None
    return _Prepared(
        str(compiled), parameters, dict(compiled.params), not compiled.positional, shape
    )
