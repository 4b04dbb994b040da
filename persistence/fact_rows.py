"""Rows of cases' facts, of as many tables as are asked for by one statement.

And how a fact becomes a row and a row a fact again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any, Final, NamedTuple, TypeVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    Dialect,
    Integer,
    Select,
    Table,
    Text,
    TypeDecorator,
    bindparam,
    cast,
    literal_column,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.types import TypeEngine

from persistence.bulk import OneOf, RowShape, fetch_plain, shape_of
from persistence.fact_tables import FACT_TABLES
from persistence.tables import (
    agreement_courses,
    agreements,
    appeals,
    application_hosts,
    applications,
    decrees,
    deliveries,
    documents,
    home_courses,
    host_answers,
    pauses,
    periods,
    placements,
    recognition_decisions,
    signatures,
    transcript_courses,
    transcript_grades,
    transcripts,
)
from persistence.tables.base import Id
from states.recognition import HomeCourse

Rows = Mapping[int, list[Any]]
Kind = TypeVar("Kind")


def of_row(kind: type[Kind], row: Any) -> Kind:
    """A fact of which each field is a column of its name."""
    fact: Any = kind
    return fact(*_held(fact)(row))  # type: ignore[no-any-return]


@cache
def _held(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    names = kind.__slots__
    return attrgetter(*names) if len(names) > 1 else lambda row: (getattr(row, names[0]),)


def to_row(value: Any, *left_out: str) -> dict[str, Any]:
    """A fact as columns of its fields' names."""
    return {
        part.name: getattr(value, part.name) for part in fields(value) if part.name not in left_out
    }


def home_of(row: Any) -> HomeCourse | None:
    """The home course that a row of another course or of a decision names; None without one."""
    if row.home_title is None:
        return None
    return HomeCourse(row.home_title, row.home_ects, row.home_hours)


def home_columns(home: HomeCourse | None) -> dict[str, Any]:
    """What `home_of` reads."""
    return {f"home_{one.name}": getattr(home, one.name, None) for one in fields(HomeCourse)}


_ORDER: Final[Mapping[Table, str | None]] = {
    applications: None,
    application_hosts: "position",
    placements: None,
    host_answers: None,
    documents: "id",
    agreements: "version",
    agreement_courses: "position",
    signatures: "id",
    transcripts: None,
    transcript_courses: "position",
    transcript_grades: "position",
    recognition_decisions: "position",
    home_courses: "position",
    periods: "kind",
    pauses: "first_day",
    deliveries: "document",
    appeals: "id",
    decrees: "id",
    **dict.fromkeys(FACT_TABLES.values(), None),
}
"""By which column a case's rows stand in order; None where there is one row at most."""


_KEY: Final = {agreement_courses: "agreement_id"}
"""By what the rows of a table are asked for, where it is not the case."""

_KINDS: Final[Sequence[TypeEngine[Any]]] = (BigInteger(), Boolean(), Date(), Text())
"""Columns of several tables stand below one another where they are of one of these kinds."""


class _Part(NamedTuple):
    """A table's share of a statement: where each of its columns stands in the rows."""

    table: Table
    values: Callable[[Sequence[Any]], Sequence[Any]]


class _Reading(NamedTuple):
    """A statement that reads several tables; the first value of a row numbers its table."""

    statement: Any
    parts: tuple[_Part, ...]


def in_order(tables: Iterable[Table]) -> tuple[Table, ...]:
    """Tables as `rows_of` takes them: each once, always in the same order."""
    several = set(tables)
    return tuple(table for table in _ORDER if table in several)


def rows_of(
    connection: Connection, tables: tuple[Table, ...], ids: Sequence[int]
) -> Mapping[Table, Rows]:
    """The rows of tables, all read by one statement: by case, or courses by their agreement.

    They stand in each table's order; a case without any is left out.
    """
    if not tables:
        return {}
    reading = _reading(tables, len(ids) == 1)
    asked = {"case": ids[0]} if len(ids) == 1 else {"ids": ids}
    by_part: list[list[Sequence[Any]]] = [[] for _ in tables]
    for row in fetch_plain(connection, reading.statement, asked):
        by_part[row[0]].append(reading.parts[row[0]].values(row))
    return {
        part.table: _ordered(part.table, _shape(connection.dialect, part.table).rows(values))
        for part, values in zip(reading.parts, by_part, strict=True)
    }


def _ordered(table: Table, rows: Sequence[Any]) -> Rows:
    by_key = grouped(rows, _KEY.get(table, "case_id"))
    order = _ORDER[table]
    if order is not None:
        for several in by_key.values():
            several.sort(key=attrgetter(order))
    return by_key


_SHAPES: Final[dict[tuple[str, Table], RowShape]] = {}


def _shape(dialect: Dialect, table: Table) -> RowShape:
    if (dialect.name, table) not in _SHAPES:
        _SHAPES[dialect.name, table] = shape_of(dialect, table.columns)
    return _SHAPES[dialect.name, table]


@cache
def _reading(tables: tuple[Table, ...], alone: bool) -> _Reading:
    """Made once for each set of tables, of one case or of many."""
    kinds = [_of_kinds(table) for table in tables]
    widths = [max(len(columns[kind]) for columns in kinds) for kind in range(len(_KINDS))]
    starts = [1 + sum(widths[:kind]) for kind in range(len(_KINDS))]
    parts = tuple(
        _Part(table, _picking(table, columns, starts))
        for table, columns in zip(tables, kinds, strict=True)
    )
    selects = [
        _select(number, table, columns, widths).where(_asked(table, alone))
        for number, (table, columns) in enumerate(zip(tables, kinds, strict=True))
    ]
    return _Reading(selects[0] if len(selects) == 1 else union_all(*selects), parts)


def _of_kinds(table: Table) -> list[list[Column[Any]]]:
    """A table's columns by the kind of their values."""
    columns: list[list[Column[Any]]] = [[] for _ in _KINDS]
    for column in table.columns:
        columns[_kind(column)].append(column)
    return columns


def _kind(column: Column[Any]) -> int:
    plain = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    for number, kind in enumerate((Integer, Boolean, Date)):
        if isinstance(plain, kind):
            return number
    return len(_KINDS) - 1


def _picking(
    table: Table, columns: Sequence[Sequence[Column[Any]]], starts: Sequence[int]
) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """Takes a table's values, in its own order of columns, out of a row of all tables."""
    places = {
        column: start + place
        for of_kind, start in zip(columns, starts, strict=True)
        for place, column in enumerate(of_kind)
    }
    return itemgetter(*[places[column] for column in table.columns])


def _select(
    number: int, table: Table, columns: Sequence[Sequence[Column[Any]]], widths: Sequence[int]
) -> Select[Any]:
    filled: list[Any] = []
    for kind, of_kind, width in zip(_KINDS, columns, widths, strict=True):
        filled += [type_coerce(column, kind) for column in of_kind]
        filled += [cast(null(), kind)] * (width - len(of_kind))
    names = [one.label(f"value_{place}") for place, one in enumerate(filled)]
    return select(literal_column(str(number)).label("part"), *names).select_from(table)


_CASE: Final = bindparam("case", 0, type_=Id)


def _asked(table: Table, alone: bool) -> Any:
    if table is agreement_courses:
        of_cases = select(agreements.c.id).where(_asked(agreements, alone))
        return agreement_courses.c.agreement_id.in_(of_cases)
    return table.c.case_id == _CASE if alone else OneOf(table.c.case_id, "ids")


def grouped(rows: Iterable[Any], key: str) -> Rows:
    """Rows by one of their columns."""
    by_key: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_key[getattr(row, key)].append(row)
    return by_key
