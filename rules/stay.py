"""How long a stay is, in months (BMU-5 counts them over all stays on one level of study)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache


@lru_cache(maxsize=1024)
def months_of(first_day: date, last_day: date) -> Fraction:
    """Whole calendar months from the first day, the rest as days/30, both ends included.

    1 October to 28 February is 5. Where a month has no day of the first day's number, the month
    of the stay ends with it: 31 January to 28 February is 1. ValueError where the stay ends
    before it begins.
    """
    if last_day < first_day:
        raise ValueError(f"a stay cannot end on {last_day}, before its first day {first_day}")
    after = last_day + timedelta(days=1)
    months = (after.year - first_day.year) * 12 + after.month - first_day.month
    if _months_later(first_day, months) > after:
        months -= 1
    days_over = after - _months_later(first_day, months)
    return months + Fraction(days_over.days, 30)


def _months_later(day: date, months: int) -> date:
    """The same day some months later, or the first of the next month where there is none."""
    years, month = divmod(day.month - 1 + months, 12)
    try:
        return date(day.year + years, month + 1, day.day)
    except ValueError:
        years, month = divmod(day.month + months, 12)
        return date(day.year + years, month + 1, 1)
