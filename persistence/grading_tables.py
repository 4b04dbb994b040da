"""The office's grading tables, by institution, ISCED-F field and years (BMU-22.4, annex 10)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from operator import attrgetter
from typing import Final, Protocol

from sqlalchemy import Connection, select

from persistence.bulk import fetch
from persistence.fact_rows import Rows, grouped, of_row
from persistence.one_of import OneOf
from persistence.tables import grading_table_rows, grading_table_withdrawals, grading_tables
from persistence.withdrawals import Withdrawal, withdrawal_columns, withdrawal_of
from states.decision import Actor
from states.frozen import frozen
from states.recognition import GradeShare, GradingTable
from states.text import alike


@frozen
class KeptTable:
    """A table as the register holds it: whose office keeps it, who entered it, if it holds."""

    table: GradingTable
    kept_by: str
    added_at: datetime
    person: str
    role: str
    withdrawn: Withdrawal | None = None


def add(connection: Connection, kept_by: str, table: GradingTable, by: Actor, at: datetime) -> int:
    """Enters a table, its `id` left aside; returns the id that it got."""
    row = {
        "kept_by": kept_by,
        "institution": table.institution,
        "field": table.field,
        "first_day": table.first_day,
        "last_day": table.last_day,
        "source": table.source,
        "added_at": at,
        "person": by.name,
        "role": by.role,
    }
    insert = grading_tables.insert().returning(grading_tables.c.id)
    table_id: int = connection.execute(insert, row).scalar_one()
    rows = [
        {"table_id": table_id, "position": n, "grade": share.grade, "percent": share.percent,
         "passing": share.passing}
        for n, share in enumerate(table.grades)
    ]  # fmt: skip
    connection.execute(grading_table_rows.insert(), rows)
    return table_id


_GONE: Final = grading_table_withdrawals
_KEPT: Final = (
    select(grading_tables, *withdrawal_columns(_GONE))
    .outerjoin(_GONE, _GONE.c.table_id == grading_tables.c.id)
    .where(OneOf(grading_tables.c.kept_by, "offices"))
    .order_by(grading_tables.c.id)
)
_GRADES: Final = (
    select(grading_table_rows)
    .where(OneOf(grading_table_rows.c.table_id, "ids"))
    .order_by(grading_table_rows.c.table_id, grading_table_rows.c.position)
)


def register(connection: Connection, kept_by: str) -> list[KeptTable]:
    """Every table that an institution's office ever kept, in the order of entry."""
    rows = fetch(connection, _KEPT, {"offices": [kept_by]})
    grades = _grades(connection, [row.id for row in rows])
    return [
        KeptTable(
            _table(row, grades), row.kept_by, row.added_at, row.person, row.role, withdrawal_of(row)
        )
        for row in rows
    ]


def of_host(connection: Connection, kept_by: str, host: str) -> tuple[GradingTable, ...]:
    """The tables that an institution's office keeps and that hold: of a host, and its own."""
    rows = [
        row
        for row in fetch(connection, _KEPT, {"offices": [kept_by]})
        if row.gone_at is None
        and (row.institution is None or alike(row.institution) == alike(host))
    ]
    grades = _grades(connection, [row.id for row in rows])
    return tuple(_table(row, grades) for row in rows)


def _grades(connection: Connection, ids: Iterable[int]) -> Rows:
    return grouped(fetch(connection, _GRADES, {"ids": ids}), attrgetter("table_id"))


class _TableRow(Protocol):
    """A row of `grading_tables`."""

    id: int
    institution: str | None
    field: str
    first_day: date
    last_day: date | None
    source: str


def _table(row: _TableRow, grades: Rows) -> GradingTable:
    shares = tuple(of_row(GradeShare, share) for share in grades[row.id])
    return GradingTable(
        row.id, row.institution, row.field, row.first_day, row.last_day, shares, row.source
    )
