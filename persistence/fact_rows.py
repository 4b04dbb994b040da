"""Rows of many cases' facts: each table is asked once, by a statement that is made once.

And how a fact becomes a row and a row a fact again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Table, bindparam, select

from persistence.bulk import OneOf, fetch
from persistence.tables import (
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
    semester_starts,
    signatures,
    stays,
    traineeships,
    transcript_courses,
    transcript_grades,
    transcripts,
)
from persistence.tables.base import Id
from states.dossier import HomeCourse

Rows = Mapping[int, Sequence[Any]]
Kind = TypeVar("Kind")


def of_row(kind: type[Kind], row: Any) -> Kind:
    """A fact of which each field is a column of its name."""
    fact: Any = kind
    return fact(*_held(fact)(row))  # type: ignore[no-any-return]


@cache
def _held(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*kind.__slots__)


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


def _in_order(table: Table, *order: str) -> Any:
    return select(table).order_by(*[table.c[name] for name in ("case_id", *order)])


_ORDER: Final[Mapping[Table, tuple[str, ...]]] = {
    applications: (),
    application_hosts: ("position",),
    placements: (),
    host_answers: (),
    documents: ("id",),
    agreements: ("version",),
    signatures: ("id",),
    stays: (),
    transcripts: (),
    traineeships: (),
    transcript_courses: ("position",),
    transcript_grades: ("position",),
    recognition_decisions: ("position",),
    home_courses: ("position",),
    periods: ("kind",),
    semester_starts: (),
    pauses: ("first_day",),
    deliveries: ("document",),
    appeals: ("id",),
    decrees: ("id",),
}
_OF_ONE: Final = {
    table: _in_order(table, *order).where(table.c.case_id == bindparam("one", 0, type_=Id))
    for table, order in _ORDER.items()
}
_OF_SOME: Final = {
    table: _in_order(table, *order).where(OneOf(table.c.case_id, "ids"))
    for table, order in _ORDER.items()
}


def rows_of(connection: Connection, table: Table, ids: Sequence[int]) -> Rows:
    """The rows of a table by case, in the table's order; a case without any is left out."""
    if len(ids) == 1:
        found = fetch(connection, _OF_ONE[table], {"one": ids[0]})
        return {ids[0]: found} if found else {}
    return grouped(fetch(connection, _OF_SOME[table], {"ids": ids}), "case_id")


def grouped(rows: Iterable[Any], key: str) -> Rows:
    """Rows by one of their columns."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found
