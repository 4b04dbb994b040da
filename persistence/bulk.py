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
class _Prepared:
    """A compiled statement: its SQL, its parameters in order, and how its rows are read."""

    sql: str
    parameters: tuple[tuple[str, Convert], ...]
    fixed: Mapping[str, Any]
    by_name: bool
    row: Callable[..., Any] | None
    columns: tuple[tuple[int, Callable[[Any], Any]], ...]


_PREPARED: WeakKeyDictionary[Any, dict[str, _Prepared]] = WeakKeyDictionary()


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
    """All rows of a SELECT, as named tuples; a caller keeps the statement."""
    prepared = _prepared(connection.dialect, statement, list(values))
    cursor = _cursor(connection)
    try:
        cursor.execute(prepared.sql, _values(prepared, [values])[0])
        found = cursor.fetchall()
    finally:
        cursor.close()
    return _rows(prepared, found)


def _cursor(connection: Connection) -> Any:
    return connection.connection.cursor()


def _values(prepared: _Prepared, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    """The parameters of each row, in the statement's order."""
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


def _converted(convert: Convert, column: list[Any]) -> list[Any]:
    """A column's values, each object converted once, however often it comes."""
    if convert is None:
        return column
    each = {id(value): value for value in column}
    made = {place: convert(value) for place, value in each.items()}
    return [made[id(value)] for value in column]


def _rows(prepared: _Prepared, found: Sequence[Sequence[Any]]) -> list[Any]:
    assert prepared.row is not None
    if not prepared.columns or not found:
        return list(map(prepared.row, found))
    columns: list[Iterable[Any]] = list(zip(*found, strict=True))
    for place, convert in prepared.columns:
        made = {value: convert(value) for value in set(columns[place])}
        columns[place] = [made[value] for value in columns[place]]
    return list(map(prepared.row, zip(*columns, strict=True)))


def _prepared(dialect: Dialect, statement: Any, keys: list[str]) -> _Prepared:
    kept = _PREPARED.setdefault(statement, {})
    if dialect.name not in kept:
        kept[dialect.name] = _prepare(dialect, statement, keys)
    return kept[dialect.name]


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
    row, columns = _reader(dialect, statement)
    fixed = dict(compiled.params)
    return _Prepared(str(compiled), parameters, fixed, not compiled.positional, row, columns)


def _reader(
    dialect: Dialect, statement: Any
) -> tuple[Callable[..., Any] | None, tuple[tuple[int, Callable[[Any], Any]], ...]]:
    """How a SELECT's rows are made: a named tuple, and the conversions of its columns."""
    if not statement.is_select:
        return None, ()
    selected = list(statement.selected_columns)
    readers = (c.type.dialect_impl(dialect).result_processor(dialect, None) for c in selected)
    columns = tuple((place, reader) for place, reader in enumerate(readers) if reader)
    made = namedtuple("Row", [column.name for column in selected])  # type: ignore[misc]
    return made._make, columns
