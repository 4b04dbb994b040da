"""Latest safe days as they are stored: their receipts, and which cases' are past or pass soon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from persistence.bulk import OneOf, execute_many, fetch
from persistence.tables import candidates, cases, persons


class KeptSafeDay(NamedTuple):
    """An open case with its latest safe day and the receipt that this has."""

    id: int
    institution: str
    process: str
    awaited: str | None
    safe_by: date | None
    safe_receipt: str | None


_OPEN: Final = (
    select(*(cases.c[name] for name in KeptSafeDay._fields))
    .where(cases.c.ended.is_(False))
    .order_by(cases.c.id)
)


def of_open_cases(connection: Connection) -> list[KeptSafeDay]:
    """Every open case; of those without a latest safe day, that they have none."""
    return [KeptSafeDay._make(row) for row in connection.execute(_OPEN)]


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


class PassingSafeDay(NamedTuple):
    """An open case whose latest safe day lies in a span, for a board or a digest."""

    id: int
    number: str
    candidate: str
    institution: str
    process: str
    definition: str
    state: str
    awaited: str | None
    owners: str
    due: date | None
    safe_by: date


_PASSING: Final = (
    select(
        *(persons.c.name if name == "candidate" else cases.c[name]
          for name in PassingSafeDay._fields)
    )
    .select_from(cases)
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .where(
        cases.c.ended.is_(False),
        cases.c.institution == bindparam("of_institution"),
        cases.c.safe_by >= bindparam("first", type_=cases.c.safe_by.type),
        cases.c.safe_by <= bindparam("last", type_=cases.c.safe_by.type),
    )
    .order_by(cases.c.safe_by, cases.c.id)
    .limit(bindparam("most"))
)  # fmt: skip


def passing(
    connection: Connection, institution: str, first: date, last: date, most: int = 50
) -> list[PassingSafeDay]:
    """The open cases whose latest safe day lies from `first` to `last`, both included; the
    earliest first, at most so many."""
    values = {"of_institution": institution, "first": first, "last": last, "most": most}
    return [PassingSafeDay._make(row) for row in fetch(connection, _PASSING, values)]
