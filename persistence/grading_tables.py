"""The office's grading tables, by institution, ISCED-F field and years (BMU-22.4, annex 10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from persistence.tables import grading_table_rows, grading_table_withdrawals, grading_tables
from persistence.withdrawals import Withdrawal, withdrawal_columns, withdrawal_of
from states.dossier import GradeShare, GradingTable
from states.text import alike


@dataclass(frozen=True, slots=True)
class KeptTable:
    """A table as the register holds it: whose office keeps it, who entered it, if it holds."""

    table: GradingTable
    kept_by: str
    added_at: datetime
    person: str
    role: str
    withdrawn: Withdrawal | None = None


def add(
    connection: Connection, kept_by: str, table: GradingTable, person: str, role: str, at: datetime
) -> int:
    """Enters a table, its `id` left aside; returns the id that it got."""
    row = {
        "kept_by": kept_by,
        "institution": table.institution,
        "field": table.field,
        "first_day": table.first_day,
        "last_day": table.last_day,
        "source": table.source,
        "added_at": at,
        "person": person,
        "role": role,
    }
    insert = grading_tables.insert().returning(grading_tables.c.id)
    made: int = connection.execute(insert, row).scalar_one()
    rows = [
        {"table_id": made, "position": n, "grade": one.grade, "percent": one.percent,
         "passing": one.passing}
        for n, one in enumerate(table.grades)
    ]  # fmt: skip
    connection.execute(grading_table_rows.insert(), rows)
    return made


def register(connection: Connection, kept_by: str) -> list[KeptTable]:
    """Every table that an institution's office ever kept, in the order of entry."""
    return _read(connection, grading_tables.c.kept_by == kept_by)


def of_hosts(
    connection: Connection, wanted: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], tuple[GradingTable, ...]]:
    """The tables that hold, by (keeping institution, host): the host's and our own."""
    keys = set(wanted)
    found = _read(connection, grading_tables.c.kept_by.in_({kept_by for kept_by, _ in keys}))
    standing = [one for one in found if one.withdrawn is None]
    return {
        (kept_by, host): tuple(
            one.table
            for one in standing
            if one.kept_by == kept_by
            and (one.table.institution is None or alike(one.table.institution) == alike(host))
        )
        for kept_by, host in keys
    }


def _read(connection: Connection, condition: Any) -> list[KeptTable]:
    gone = grading_table_withdrawals
    found = connection.execute(
        select(grading_tables, *withdrawal_columns(gone))
        .outerjoin(gone, gone.c.table_id == grading_tables.c.id)
        .where(condition)
        .order_by(grading_tables.c.id)
    ).all()
    if not found:
        return []
    grades = _grades(connection, [row.id for row in found])
    return [_kept(row, grades[row.id]) for row in found]


def _grades(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[GradeShare, ...]]:
    rows = grading_table_rows
    found = connection.execute(
        select(rows).where(rows.c.table_id.in_(ids)).order_by(rows.c.table_id, rows.c.position)
    )
    grouped: dict[int, list[GradeShare]] = defaultdict(list)
    for row in found:
        grouped[row.table_id].append(GradeShare(row.grade, row.percent, row.passing))
    return {table_id: tuple(shares) for table_id, shares in grouped.items()}


def _kept(row: Any, grades: tuple[GradeShare, ...]) -> KeptTable:
    table = GradingTable(
        row.id, row.institution, row.field, row.first_day, row.last_day, grades, row.source
    )
    gone = withdrawal_of(row)
    return KeptTable(table, row.kept_by, row.added_at, row.person, row.role, gone)
