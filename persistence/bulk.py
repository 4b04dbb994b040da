"""Many rows with one statement, at the driver's own speed.

SQLAlchemy prepares every row of an executemany anew, which costs more than SQLite's own work. Here
a statement is compiled once and its rows go to the driver as plain tuples; the types' own
conversions are applied all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Dialect

Row = Mapping[str, Any]
Prepared = tuple[str, list[tuple[str, Callable[[Any], Any] | None]], bool]

_PREPARED: WeakKeyDictionary[Any, dict[str, Prepared]] = WeakKeyDictionary()


def execute_many(connection: Connection, statement: Any, rows: Sequence[Row]) -> int:
    """Runs a statement for each row; all rows have the same keys. Returns how many rows matched.

    The statement's parameters are named by the rows' keys. It is compiled once for each dialect,
    so a caller keeps it and does not make it anew.
    """
    if not rows:
        return 0
    sql, parameters, by_name = _prepared(connection.dialect, statement, list(rows[0]))
    if by_name:
        values: Any = [
            {name: convert(row[name]) if convert else row[name] for name, convert in parameters}
            for row in rows
        ]
    else:
        values = [
            tuple(convert(row[name]) if convert else row[name] for name, convert in parameters)
            for row in rows
        ]
    return connection.exec_driver_sql(sql, values).rowcount


def _prepared(dialect: Dialect, statement: Any, keys: list[str]) -> Prepared:
    kept = _PREPARED.setdefault(statement, {})
    if dialect.name not in kept:
        kept[dialect.name] = _prepare(dialect, statement, keys)
    return kept[dialect.name]


def _prepare(dialect: Dialect, statement: Any, keys: list[str]) -> Prepared:
    compiled = statement.compile(dialect=dialect, column_keys=keys)
    by_name = not compiled.positional
    names = list(compiled.positiontup or compiled.params)
    fixed = compiled.params
    parameters = []
    for name in names:
        if name not in keys:
            raise TypeError(f"the statement asks for {name}={fixed[name]!r}, which no row gives")
        convert = compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)
        parameters.append((name, convert))
    return str(compiled), parameters, by_name
