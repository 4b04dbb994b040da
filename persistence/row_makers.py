"""How a column's values go to the driver and come from it, and what a row is read as."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any, Final, Protocol

from sqlalchemy import Boolean, ColumnElement, Dialect
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeEngine

from states.frozen import frozen

Convert = Callable[[Any], Any]
SomeColumn = ColumnElement[Any]
PlainRow = Sequence[Any]
"""A row as the driver gives it."""


class Row(Protocol):
    """A row as it was read: its columns stand in their order, and by their names."""

    def __getattr__(self, column: str) -> Any: ...

    def __iter__(self) -> Iterator[Any]: ...


FEW: Final = 16
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
        if len(plain) <= FEW:
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

    A civil date is read as ISO 8601 has it, in a third of the time: as `converter` writes it.
    """
    if isinstance(kind, sqlite.DATE):
        return _read_day
    return kind.result_processor(dialect, None)


def _read_day(day_text: str | None) -> date | None:
    return None if day_text is None else date.fromisoformat(day_text)


def converter(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
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
