"""When applications came in: what decides between equal places last (BMU-15b, BEE-C4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import Connection, select

from persistence.bulk import OneOf, fetch
from persistence.tables import applications
from states.moments import civil_date, instant_of

_SUBMITTED: Final = select(
    applications.c.case_id, applications.c.submitted_at, applications.c.received_on
).where(OneOf(applications.c.case_id, "ids"))
_LAST_MINUTE: Final = time(23, 59)


def submitted_in(connection: Connection, case_ids: Sequence[int]) -> dict[int, datetime]:
    """When the applications of cases came in, by case id.

    One that was noted on a later day than it was received, in the last minute of that earlier day.
    """
    rows = fetch(connection, _SUBMITTED, {"ids": case_ids})
    return {row.case_id: _came_in(row.submitted_at, row.received_on) for row in rows}


def _came_in(submitted_at: datetime, received_on: date) -> datetime:
    if civil_date(submitted_at) == received_on:
        return submitted_at
    return instant_of(received_on, _LAST_MINUTE)
