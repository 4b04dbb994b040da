"""The last day of a limit, where a guard has to know it itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from rules.calendar import BeyondCalendar, Calendar
from rules.parameters import Parameters

_PUBLIC: Final = Calendar()


def last_day_of(start: date, days: int, parameters: Parameters) -> date:
    """So many days after civil date `start`, moved to the next worked day where it is none.

    Register, "Counting time". `parameters` may hold the office's own `calendar`; without it only
    weekends and public holidays are not worked. A day beyond the calendar is not moved.
    """
    last = start + timedelta(days=days)
    try:
        return _calendar(parameters).next_worked(last)
    except BeyondCalendar:
        return last


def last_working_day_of(start: date, days: int, parameters: Parameters) -> date:
    """So many working days after civil date `start`; beyond the calendar every day counts."""
    try:
        return _calendar(parameters).move(start, days)
    except BeyondCalendar:
        return start + timedelta(days=days)


def _calendar(parameters: Parameters) -> Calendar:
    calendar = parameters.get("calendar", _PUBLIC)
    if not isinstance(calendar, Calendar):
        raise TypeError(f"`calendar` must be the office's calendar, not {calendar!r}")
    return calendar
