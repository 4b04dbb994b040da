"""Months of a stay: whole calendar months from the first day, the rest as thirtieths."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.stay import months_of


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 10, 1), date(2027, 2, 28), Fraction(5)),
        (date(2026, 10, 1), date(2027, 2, 12), 4 + Fraction(12, 30)),
        (date(2027, 2, 15), date(2027, 7, 15), 5 + Fraction(1, 30)),
        (date(2027, 2, 15), date(2027, 5, 14), Fraction(3)),
        (date(2027, 2, 15), date(2027, 5, 13), 2 + Fraction(29, 30)),
        (date(2027, 3, 1), date(2027, 3, 1), Fraction(1, 30)),
        (date(2027, 1, 31), date(2027, 2, 28), Fraction(1)),
        (date(2027, 1, 31), date(2027, 3, 30), Fraction(2)),
        (date(2028, 2, 29), date(2029, 2, 28), Fraction(12)),
        (date(2026, 9, 1), date(2027, 8, 31), Fraction(12)),
    ],
)
def test_known_stays(first: date, last: date, months: Fraction) -> None:
    assert months_of(first, last) == months


def test_a_stay_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot end on 2027-01-31, before its first day"):
        months_of(date(2027, 2, 1), date(2027, 1, 31))


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 800))
def test_a_day_more_abroad_is_never_fewer_months(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    assert months_of(first, last) <= months_of(first, last + timedelta(days=1))


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 3))
def test_whole_years_are_twelve_months_each(first: date, years: int) -> None:
    last = first.replace(year=first.year + years, day=min(first.day, 28)) - timedelta(days=1)
    months = 12 * years if first.day <= 28 else 12 * years - 1
    assert months <= months_of(first, last) <= 12 * years
