"""Civil days in Belgrade and instants in UTC: the one place that converts between them.

No function here reads the clock: time is always an argument.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

BELGRADE = ZoneInfo("Europe/Belgrade")


@lru_cache(maxsize=1024)
def civil_date(instant: datetime) -> date:
    """The calendar day in Belgrade on which an aware instant falls."""
    return instant.astimezone(BELGRADE).date()


def instant_of(day: date, at: time = time()) -> datetime:
    """The UTC instant of a wall-clock time in Belgrade; without `at`, the day's first moment."""
    return datetime.combine(day, at, BELGRADE).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The UTC instant at which a civil day is over: 24:00 in Belgrade."""
    return instant_of(day + timedelta(days=1))


def year_earlier(day: date) -> date:
    """The same civil date a year earlier; of 29 February it is the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
