"""Rows of cases' facts, of as many tables as are asked for by one statement.

And how a fact becomes a row and a row a fact again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any, Final, NamedTuple, TypeVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
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

from persistence.bulk import Statement, Values, fetch_plain
from persistence.fact_tables import FACT_TABLES, SEVERAL, FieldColumn
from persistence.one_of import OneOf
from persistence.row_makers import PlainRow, Row, RowMaker, row_maker
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
    ledger_entries,
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
from states.fact_declaration import Payload
from states.recognition import HomeCourse

Rows = Mapping[int, list[Any]]
Kind = TypeVar("Kind")
OfKinds = Sequence[Sequence[FieldColumn]]
"""A table's columns by the kind of their values."""
FactSelect = Select[Any]
Condition = ColumnElement[Any]


def of_row(kind: Callable[..., Kind], row: Row) -> Kind:
    """A fact of which each field is a column of its name."""
    return kind(*_held(kind)(row))


@cache
def _held(kind: Hashable) -> Callable[[Row], tuple[object, ...]]:
    names: Sequence[str] = vars(kind)["__slots__"]
    return attrgetter(*names) if len(names) > 1 else lambda row: (getattr(row, names[0]),)


def to_row(value: Payload, *left_out: str) -> dict[str, object]:
    """A fact as columns of its fields' names."""
    names, values_of = _columns(type(value), left_out)
    return dict(zip(names, values_of(value), strict=True))


@cache
def _columns(
    kind: type[Payload], left_out: tuple[str, ...]
) -> tuple[tuple[str, ...], Callable[[Payload], tuple[object, ...]]]:
    """The columns of a fact, and what gives their values."""
    names = tuple(part.name for part in fields(kind) if part.name not in left_out)
    if len(names) > 1:
        return names, attrgetter(*names)
    return names, lambda value: tuple(getattr(value, name) for name in names)


def home_of(row: Row) -> HomeCourse | None:
    """The home course that a row of another course or of a decision names; None without one."""
    if row.home_title is None:
        return None
    return HomeCourse(row.home_title, row.home_ects, row.home_hours)


_NO_HOME: Final = {f"home_{part.name}": None for part in fields(HomeCourse)}


def home_columns(home: HomeCourse | None) -> Mapping[str, object]:
    """What `home_of` reads."""
    if home is None:
        return _NO_HOME
    _, values_of = _columns(HomeCourse, ())
    return dict(zip(_NO_HOME, values_of(home), strict=True))


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
    ledger_entries: "position",
    **{table: "position" if table in SEVERAL else None for table in FACT_TABLES.values()},
}
"""By which column a case's rows stand in order; None where there is one row at most."""


_KEY: Final = {agreement_courses: "agreement_id"}
"""By what the rows of a table are asked for, where it is not the case."""

_KINDS: Final[Sequence[TypeEngine[Any]]] = (BigInteger(), Boolean(), Date(), Text())
"""Columns of several tables stand below one another where they are of one of these kinds."""


class _Part(NamedTuple):
    """A table's share of a statement: where each of its columns stands in the rows, and how its own
    rows are made of them, asked for and put in order."""

    table: Table
    values: Callable[[PlainRow], PlainRow]
    maker: RowMaker
    key: Callable[[Row], int]
    order: Callable[[Row], Any] | None

    def rows(self, plain: Sequence[PlainRow]) -> Rows:
        """The table's rows out of those of the statement, by key, in the table's order."""
        rows = self.maker.rows(list(map(self.values, plain)))
        if self.order is not None and len(rows) > 1:
            rows.sort(key=self.order)
        return grouped(rows, self.key)


class _Reading(NamedTuple):
    """A statement that reads several tables; the first value of a row numbers its table."""

    statement: Statement
    parts: tuple[_Part, ...]


def in_order(tables: Iterable[Table]) -> tuple[Table, ...]:
    """Tables as `rows_of` takes them: each once, always in the same order."""
    table_set = set(tables)
    return tuple(table for table in _ORDER if table in table_set)


def rows_of(
    connection: Connection, tables: tuple[Table, ...], ids: Sequence[int]
) -> Mapping[Table, Rows]:
    """The rows of tables, all read by one statement: by case, or courses by their agreement.

    They stand in each table's order; a case without any is left out.
    """
    if not tables:
        return {}
    reading = _reading(connection.dialect, tables, len(ids) == 1)
    of_cases: Values = {"case": ids[0]} if len(ids) == 1 else {"ids": ids}
    by_part: list[list[PlainRow]] = [[] for _ in tables]
    for row in fetch_plain(connection, reading.statement, of_cases):
        by_part[row[0]].append(row)
    return {
        part.table: part.rows(plain) if plain else {}
        for part, plain in zip(reading.parts, by_part, strict=True)
    }


_READINGS: Final[dict[tuple[str, tuple[Table, ...], bool], _Reading]] = {}


def _reading(dialect: Dialect, tables: tuple[Table, ...], alone: bool) -> _Reading:
    """Made once for each set of tables, of one case or of many."""
    reading = _READINGS.get((dialect.name, tables, alone))
    if reading is None:
        reading = _READINGS[dialect.name, tables, alone] = _made_reading(dialect, tables, alone)
    return reading


def _made_reading(dialect: Dialect, tables: tuple[Table, ...], alone: bool) -> _Reading:
    kinds = [_of_kinds(table) for table in tables]
    widths = [max(len(columns[kind]) for columns in kinds) for kind in range(len(_KINDS))]
    starts = [1 + sum(widths[:kind]) for kind in range(len(_KINDS))]
    parts = tuple(
        _Part(
            table,
            _picking(table, columns, starts),
            row_maker(dialect, table.columns),
            attrgetter(_KEY.get(table, "case_id")),
            attrgetter(order) if (order := _ORDER[table]) else None,
        )
        for table, columns in zip(tables, kinds, strict=True)
    )
    selects = [
        _select(number, table, columns, widths).where(_asked(table, alone))
        for number, (table, columns) in enumerate(zip(tables, kinds, strict=True))
    ]
    return _Reading(selects[0] if len(selects) == 1 else union_all(*selects), parts)


def _of_kinds(table: Table) -> OfKinds:
    """A table's columns by the kind of their values."""
    columns: list[list[FieldColumn]] = [[] for _ in _KINDS]
    for column in table.columns:
        columns[_kind(column)].append(column)
    return columns


def _kind(column: FieldColumn) -> int:
    plain = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    for number, kind in enumerate((Integer, Boolean, Date)):
        if isinstance(plain, kind):
            return number
    return len(_KINDS) - 1


def _picking(
    table: Table, columns: OfKinds, starts: Sequence[int]
) -> Callable[[PlainRow], PlainRow]:
    """Takes a table's values, in its own order of columns, out of a row of all tables."""
    places = {
        column: start + place
        for of_kind, start in zip(columns, starts, strict=True)
        for place, column in enumerate(of_kind)
    }
    return itemgetter(*[places[column] for column in table.columns])


def _select(number: int, table: Table, columns: OfKinds, widths: Sequence[int]) -> FactSelect:
    filled_columns: list[Any] = []
    for kind, of_kind, width in zip(_KINDS, columns, widths, strict=True):
        filled_columns += [type_coerce(column, kind) for column in of_kind]
        filled_columns += [cast(null(), kind)] * (width - len(of_kind))
    values = [column.label(f"value_{place}") for place, column in enumerate(filled_columns)]
    return select(literal_column(str(number)).label("part"), *values).select_from(table)


_CASE: Final = bindparam("case", 0, type_=Id)


def _asked(table: Table, alone: bool) -> Condition:
    if table is agreement_courses:
        of_cases = select(agreements.c.id).where(_asked(agreements, alone))
        return agreement_courses.c.agreement_id.in_(of_cases)
    return table.c.case_id == _CASE if alone else OneOf(table.c.case_id, "ids")


def grouped(rows: Iterable[Row], key: Callable[[Row], int]) -> Rows:
    """Rows by one of their columns."""
    by_key: dict[int, list[Row]] = {}
    for row in rows:
        by_key.setdefault(key(row), []).append(row)
    return by_key
