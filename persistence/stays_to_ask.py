"""Who is to be asked: whose arrival or return lies between two days."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Connection, select

from persistence.bulk import OneOf, fetch
from persistence.fact_tables import FACT_TABLES
from persistence.tables import cases, mails

_STAYS: Final = FACT_TABLES["stay"]


class StayDay(NamedTuple):
    """A case, with the day of the arrival or of the return."""

    case_id: int
    number: str
    day: date


def arrived_between(connection: Connection, first: date, last: date) -> Sequence[StayDay]:
    """Whoever arrived on one of these days, both included, and has not returned."""
    return _between(connection, "arrived_on", (first, last), is_back=False)


def returned_between(connection: Connection, first: date, last: date) -> Sequence[StayDay]:
    """Whoever returned on one of these days, both included."""
    return _between(connection, "returned_on", (first, last), is_back=True)


def _between(
    connection: Connection, name: str, days: tuple[date, date], *, is_back: bool
) -> Sequence[StayDay]:
    day, returned_on = _STAYS.c[name], _STAYS.c.returned_on
    rows = (
        select(_STAYS.c.case_id, cases.c.number, day)
        .join(cases, cases.c.id == _STAYS.c.case_id)
        .where(day.between(*days), returned_on.is_not(None) if is_back else returned_on.is_(None))
        .order_by(_STAYS.c.case_id)
    )
    return [StayDay(*row) for row in connection.execute(rows)]


_WRITTEN: Final = select(mails.c.key).where(OneOf(mails.c.key, "keys"))


def written(connection: Connection, keys: Collection[str]) -> set[str]:
    """Those of some keys under which a mail was written already."""
    return {row[0] for row in fetch(connection, _WRITTEN, {"keys": list(keys)})}
