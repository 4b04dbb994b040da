"""Statements of the hot path, at the driver's own speed.

SQLAlchemy prepares each execution and each row anew, which costs more than SQLite's own work. Here
a statement is compiled once for a dialect and goes to the driver with plain values; the types' own
conversions are applied all the same.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Dialect

Convert = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
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
        cursor.executemany(prepared.sql, [_values(prepared, row) for row in rows])
        return int(cursor.rowcount)
    finally:
        cursor.close()


def fetch(connection: Connection, statement: Any, values: Mapping[str, Any]) -> list[Any]:
    """All rows of a SELECT, as named tuples; a caller keeps the statement."""
    prepared = _prepared(connection.dialect, statement, list(values))
    cursor = _cursor(connection)
    try:
        cursor.execute(prepared.sql, _values(prepared, values))
        found = cursor.fetchall()
    finally:
        cursor.close()
    return [_row(prepared, row) for row in found]


def _cursor(connection: Connection) -> Any:
    return connection.connection.cursor()


def _values(prepared: _Prepared, given: Mapping[str, Any]) -> Any:
    fixed = prepared.fixed
    values = [
        (name, convert(value) if convert else value)
        for name, convert in prepared.parameters
        for value in [given[name] if name in given else fixed[name]]
    ]
    return dict(values) if prepared.by_name else [value for _, value in values]


def _row(prepared: _Prepared, raw: Sequence[Any]) -> Any:
    values = list(raw)
    for place, convert in prepared.columns:
        values[place] = convert(values[place])
    assert prepared.row is not None
    return prepared.row(*values)


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
    return made, columns
