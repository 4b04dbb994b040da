"""Worked days: weekends, Serbia's holidays, the office's own closures, and moving among them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import BeyondCalendar, Calendar, Closure, working_days_between
from states.text import Text

CALENDAR = Calendar()
SUMMER = Text("collective leave", "колективни одмор")
DAYS = st.dates(date(2024, 1, 1), date(2031, 12, 31))


def why_off(calendar: Calendar, day: date) -> Text | None:
    off = calendar.day_off(day)
    return off.why if off else None


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 11), Text("Armistice Day", "Дан примирја у Првом светском рату")),
        (date(2026, 4, 11), Text("Holy Saturday", "Велика субота")),
        (date(2026, 3, 7), Text("Saturday", "субота")),
        (date(2026, 3, 8), Text("Sunday", "недеља")),
        (date(2026, 3, 9), None),
    ],
)
def test_a_day_off_says_in_both_languages_why(day: date, why: Text | None) -> None:
    assert why_off(CALENDAR, day) == why


def test_two_holidays_on_one_day_are_both_named() -> None:
    assert why_off(CALENDAR, date(2027, 5, 1)) == Text(
        "Holy Saturday and Labor Day", "Велика субота и Празник рада"
    )


def test_the_day_after_a_statehood_sunday_and_monday_is_off_too() -> None:
    assert not CALENDAR.is_worked(date(2026, 2, 17))
    assert CALENDAR.is_worked(date(2026, 2, 18))


def test_a_closure_shuts_the_office_on_both_its_ends() -> None:
    calendar = Calendar((Closure(date(2026, 8, 3), date(2026, 8, 14), SUMMER),))
    assert calendar.is_worked(date(2026, 7, 31))
    assert why_off(calendar, date(2026, 8, 3)) == SUMMER
    assert why_off(calendar, date(2026, 8, 8)) == SUMMER
    assert why_off(calendar, date(2026, 8, 14)) == SUMMER
    assert calendar.next_worked(date(2026, 8, 3)) == date(2026, 8, 17)


@pytest.mark.parametrize(
    ("first", "last", "working_days"),
    [
        (date(2026, 11, 6), date(2026, 11, 6), 0),  # Friday
        (date(2026, 11, 6), date(2026, 11, 9), 1),  # over a weekend
        (date(2026, 11, 7), date(2026, 11, 8), 0),  # Saturday to Sunday
        (date(2026, 11, 6), date(2026, 11, 13), 4),  # 11 November is Armistice Day
        (date(2026, 11, 13), date(2026, 11, 6), 0),  # the other way round there is nothing between
    ],
)
def test_working_days_between_two_days_leave_out_the_first_and_count_the_last(
    first: date, last: date, working_days: int
) -> None:
    assert working_days_between(CALENDAR, first, last) == working_days


@given(DAYS, st.integers(0, 40))
def test_moving_on_by_working_days_and_counting_them_agree(day: date, working_days: int) -> None:
    assert working_days_between(CALENDAR, day, CALENDAR.move(day, working_days)) == working_days


def test_a_closure_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match=r"collective leave.*before 2026-08-14"):
        Closure(date(2026, 8, 14), date(2026, 8, 3), SUMMER)


def test_saturday_is_worked_where_the_office_says_so_but_not_on_a_holiday() -> None:
    calendar = Calendar(saturday_worked=True)
    assert calendar.is_worked(date(2026, 3, 7))
    assert not calendar.is_worked(date(2026, 3, 8))
    assert not calendar.is_worked(date(2026, 4, 11))


def test_two_working_days_before_a_monday_is_the_thursday() -> None:
    assert CALENDAR.move(date(2027, 3, 8), -2) == date(2027, 3, 4)
    assert CALENDAR.move(date(2027, 3, 8), 3) == date(2027, 3, 11)
    assert CALENDAR.move(date(2027, 3, 6), 0) == date(2027, 3, 6)


def test_a_year_without_known_holidays_is_refused_and_not_guessed() -> None:
    with pytest.raises(BeyondCalendar, match="2100: only 2002 to 2099"):
        CALENDAR.move(date(2099, 12, 31), 1)
    with pytest.raises(BeyondCalendar):
        CALENDAR.is_worked(date(1999, 5, 5))


@given(DAYS, st.integers(1, 40))
def test_moving_there_and_back_from_a_worked_day_comes_home(day: date, n: int) -> None:
    home = CALENDAR.next_worked(day)
    assert CALENDAR.move(CALENDAR.move(home, n), -n) == home


@given(DAYS, st.integers(1, 40))
def test_exactly_n_worked_days_lie_in_a_move(day: date, n: int) -> None:
    end = CALENDAR.move(day, n)
    between = (day + timedelta(days=ahead) for ahead in range(1, (end - day).days + 1))
    assert CALENDAR.is_worked(end)
    assert sum(map(CALENDAR.is_worked, between)) == n


def test_importing_the_calendar_does_not_import_the_holidays() -> None:
    code = "import sys, rules.calendar; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
