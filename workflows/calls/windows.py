"""The time to appeal against a published list."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection

from office.wiring import Office
from persistence import calls as call_rows
from persistence import recounts
from rules.deadlines import due_after
from states.moments import civil_date
from states.text import Text

PUBLISHED = Text("list published", "објављивање ранг листе")


def last_day_to_appeal(office: Office, institution: str, days: int | None, on: date) -> date:
    """The last day of the window of a list published on a civil date; `days` as its call says."""
    regulation = office.regulations[institution]
    count = days or regulation.appeal_days(on)
    rule = regulation.rule_of("list_appeal")
    return due_after(rule, PUBLISHED, on, count, "days", office.calendar).due


def windows_to_lengthen(connection: Connection, office: Office, now: datetime) -> dict[int, date]:
    """By call, the last day to appeal where a closure reaches the window of its list.

    A day that was published is never taken back.
    """
    longer = {}
    for window in recounts.open_windows(connection, civil_date(now)):
        until = last_day_to_appeal(
            office, window.institution, window.appeal_days, window.list_published_on
        )
        if until > window.appeal_until:
            longer[window.call_id] = until
    return longer


def lengthen_window(
    connection: Connection, office: Office, call_id: int, now: datetime
) -> list[int]:
    """Lengthens the window of a call's list; the ids of the cases that it holds.

    Who did the same meanwhile left nothing to do.
    """
    until = windows_to_lengthen(connection, office, now).get(call_id)
    if until is None:
        return []
    recounts.lengthen(connection, call_id, until)
    return call_rows.cases_in(connection, call_id)
