"""The last day of a limit in calendar days, where a guard has to know it itself."""

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
    calendar = parameters.get("calendar", _PUBLIC)
    if not isinstance(calendar, Calendar):
        raise TypeError(f"`calendar` must be the office's calendar, not {calendar!r}")
    last = start + timedelta(days=days)
    try:
        return calendar.next_worked(last)
    except BeyondCalendar:
        return last
