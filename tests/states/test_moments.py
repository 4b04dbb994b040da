"""Days are Belgrade's: also on the nights on which the clocks are changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.moments import civil_date, end_of, instant_of

DAYS = st.dates(date(2002, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 1, 15, 22, 59, tzinfo=UTC), date(2026, 1, 15)),
        (datetime(2026, 1, 15, 23, 0, tzinfo=UTC), date(2026, 1, 16)),
        (datetime(2026, 7, 15, 21, 59, tzinfo=UTC), date(2026, 7, 15)),
        (datetime(2026, 7, 15, 22, 0, tzinfo=UTC), date(2026, 7, 16)),
    ],
)
def test_the_day_begins_at_midnight_in_belgrade(instant: datetime, day: date) -> None:
    assert civil_date(instant) == day


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 3, 28), 24),
        (date(2026, 3, 29), 23),  # the last Sunday of March: the clocks go forward
        (date(2026, 10, 25), 25),  # the last Sunday of October: back
        (date(2026, 10, 26), 24),
    ],
)
def test_a_day_has_as_many_hours_as_the_clocks_give_it(day: date, hours: int) -> None:
    assert end_of(day) - instant_of(day) == timedelta(hours=hours)


def test_the_same_hour_on_the_wall_is_another_instant_in_summer() -> None:
    assert instant_of(date(2026, 3, 27), time(8)).hour == 7
    assert instant_of(date(2026, 3, 30), time(8)).hour == 6


def test_an_hour_that_the_clocks_leave_out_still_lies_on_its_day() -> None:
    """02:30 on 29 March does not exist in Belgrade."""
    assert civil_date(instant_of(date(2026, 3, 29), time(2, 30))) == date(2026, 3, 29)


@given(DAYS, st.times())
def test_an_hour_of_a_day_lies_on_that_day(day: date, at: time) -> None:
    assert civil_date(instant_of(day, at)) == day


@given(DAYS)
def test_a_day_ends_where_the_next_begins(day: date) -> None:
    assert end_of(day) == instant_of(day + timedelta(days=1))
    assert civil_date(end_of(day) - timedelta(microseconds=1)) == day
    assert civil_date(end_of(day)) == day + timedelta(days=1)


@given(DAYS, st.times())
def test_instants_are_kept_in_utc(day: date, at: time) -> None:
    assert instant_of(day, at).utcoffset() == timedelta(0)
