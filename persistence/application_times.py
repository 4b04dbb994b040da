"""When applications came in: what decides between equal places last (BMU-15b, BEE-C4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import Connection, select

from persistence.bulk import fetch
from persistence.one_of import OneOf
from persistence.tables import applications
from states.moments import civil_date, instant_of

_NOTED: Final = select(applications.c.case_id, applications.c.submitted_at).where(
    OneOf(applications.c.case_id, "ids")
)
_LAST_MINUTE: Final = time(23, 59)


def noted_in(connection: Connection, case_ids: Sequence[int]) -> dict[int, datetime]:
    """When the applications of cases were noted, by case id."""
    return {row.case_id: row.submitted_at for row in fetch(connection, _NOTED, {"ids": case_ids})}


def came_in(noted_at: datetime, received_on: date | None) -> datetime:
    """When an application came in, that was noted at an instant and received on a civil date.

    One that was noted on another day than it was received, in the last minute of that day.
    """
    if received_on is None or civil_date(noted_at) == received_on:
        return noted_at
    return instant_of(received_on, _LAST_MINUTE)
