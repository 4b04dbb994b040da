"""Who is to be asked: whose stay began, or ended, between two days."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Connection, func, select

from persistence.bulk import fetch
from persistence.fact_tables import FACT_TABLES
from persistence.one_of import OneOf
from persistence.tables import cases, host_answers, mails
from persistence.tables.cases import is_open

_STAYS: Final = FACT_TABLES["stay"]


class StayDay(NamedTuple):
    """A case, with the day on which the stay began or ended."""

    case_id: int
    number: str
    day: date


def begun_between(connection: Connection, first: date, last: date) -> Sequence[StayDay]:
    """Whose stay began on one of these days, both included, and who has not returned: on the day of
    arrival, or on the host's first day where nobody has written down an arrival."""
    begun_on = func.coalesce(_STAYS.c.arrived_on, host_answers.c.first_day)
    rows = (
        select(cases.c.id, cases.c.number, begun_on)
        .outerjoin(_STAYS, _STAYS.c.case_id == cases.c.id)
        .outerjoin(host_answers, host_answers.c.case_id == cases.c.id)
        .where(is_open, begun_on.between(first, last), _STAYS.c.returned_on.is_(None))
    )
    return [StayDay(*row) for row in connection.execute(rows.order_by(cases.c.id))]


def returned_between(connection: Connection, first: date, last: date) -> Sequence[StayDay]:
    """Whoever returned on one of these days, both included."""
    rows = (
        select(cases.c.id, cases.c.number, _STAYS.c.returned_on)
        .join(_STAYS, _STAYS.c.case_id == cases.c.id)
        .where(_STAYS.c.returned_on.between(first, last))
    )
    return [StayDay(*row) for row in connection.execute(rows.order_by(cases.c.id))]


_WRITTEN: Final = select(mails.c.key).where(OneOf(mails.c.key, "keys"))


def written(connection: Connection, keys: Collection[str]) -> set[str]:
    """Those of some keys under which a mail was written already."""
    return {row[0] for row in fetch(connection, _WRITTEN, {"keys": list(keys)})}
