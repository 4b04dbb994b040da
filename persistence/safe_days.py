"""Latest safe days as they are stored, with their receipts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from persistence.bulk import execute_many, fetch
from persistence.one_of import OneOf
from persistence.paged import in_pages
from persistence.tables import cases
from persistence.tables.base import Id


class KeptSafeDay(NamedTuple):
    """An open case with the receipt of its latest safe day."""

    id: int
    institution: str
    process: str
    safe_receipt: str | None


_OPEN: Final = (
    select(*(cases.c[name] for name in KeptSafeDay._fields))
    .where(cases.c.ended.is_(False), cases.c.id > bindparam("after", 0, type_=Id))
    .order_by(cases.c.id)
    .limit(bindparam("most", 0))
)


def of_open_cases(connection: Connection) -> Iterator[KeptSafeDay]:
    """Every open case, never many of them at once; of one without a latest safe day, that it has
    none."""
    return (KeptSafeDay(*row) for row in in_pages(connection, _OPEN))


_OF_CASES: Final = select(cases.c.id, cases.c.safe_by, cases.c.safe_receipt).where(
    OneOf(cases.c.id, "ids")
)


def receipts_of(connection: Connection, case_ids: Sequence[int]) -> dict[int, str | None]:
    """The stored receipts of latest safe days, by case."""
    rows = fetch(connection, _OF_CASES, {"ids": list(case_ids)})
    return {row.id: row.safe_receipt for row in rows}


_WRITE: Final = (
    update(cases)
    .where(cases.c.id == bindparam("case_id"))
    .values(safe_by=bindparam("new_safe_by"), safe_receipt=bindparam("new_safe_receipt"))
)


def write(connection: Connection, rows: Sequence[tuple[int, date | None, str | None]]) -> None:
    """These cases have these latest safe days: nothing happened to them, so no version moves."""
    execute_many(
        connection,
        _WRITE,
        [
            {"case_id": case_id, "new_safe_by": day, "new_safe_receipt": receipt}
            for case_id, day, receipt in rows
        ],
    )
