"""The last day of a limit in calendar days, where a guard has to know it itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from rules.calendar import BeyondCalendar, Calendar

_PUBLIC: Final = Calendar()


def last_day_of(start: date, days: int, parameters: Mapping[str, Any]) -> date:
    """So many days after civil date `start`, moved to the next worked day where it is none.

    Register, "Counting time". `parameters` may hold the office's own `calendar`; without it only
    weekends and public holidays are not worked. A day beyond the calendar is not moved.
    """
    calendar: Calendar = parameters.get("calendar", _PUBLIC)
    last = start + timedelta(days=days)
    try:
        return calendar.next_worked(last)
    except BeyondCalendar:
        return last
