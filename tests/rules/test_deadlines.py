"""Due dates with known answers, the laws of counting, and receipts that explain themselves."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import BeyondCalendar, Calendar, Closure
from rules.deadlines import CountedUnit, Receipt, due_after, due_on, earliest, recompute
from states.dossier import Pause
from states.text import Text

CALENDAR = Calendar()
DELIVERED = Text("documents delivered", "документа предата")
SEMESTER = Text("the day before the semester begins", "дан пре почетка семестра")
STARTS = st.dates(date(2025, 1, 1), date(2030, 1, 1))
UNITS: st.SearchStrategy[CountedUnit] = st.sampled_from(["days", "working_days"])


def delivered(
    start: date, count: int, unit: CountedUnit, calendar: Calendar = CALENDAR, *pauses: Pause
) -> Receipt:
    return due_after("BMU-24a", DELIVERED, start, count, unit, calendar, pauses)


@st.composite
def limits(draw: st.DrawFn) -> tuple[Receipt, Calendar]:
    start = draw(STARTS)
    spans = st.tuples(st.integers(-5, 60), st.integers(0, 20))
    ends = [
        (start + timedelta(days=at), start + timedelta(days=at + length))
        for at, length in draw(st.lists(spans, max_size=3))
    ]
    pauses = [Pause(first, last, "illness") for first, last in ends[:2]]
    closures = tuple(Closure(*days, Text("leave", "одмор")) for days in ends[2:])
    calendar = Calendar(closures, draw(st.booleans()))
    return delivered(start, draw(st.integers(0, 60)), draw(UNITS), calendar, *pauses), calendar


@pytest.mark.parametrize(
    ("count", "unit", "start", "due"),
    [
        (8, "days", date(2026, 4, 3), date(2026, 4, 14)),
        (8, "days", date(2026, 12, 24), date(2027, 1, 4)),
        (5, "working_days", date(2026, 2, 12), date(2026, 2, 23)),
        (5, "working_days", date(2026, 12, 30), date(2027, 1, 8)),
        (5, "working_days", date(2027, 3, 1), date(2027, 3, 8)),
        (30, "days", date(2027, 2, 13), date(2027, 3, 15)),
        (35, "days", date(2026, 3, 30), date(2026, 5, 4)),
    ],
)
def test_known_due_dates(count: int, unit: CountedUnit, start: date, due: date) -> None:
    assert delivered(start, count, unit).due == due


def test_a_receipt_names_the_dates_the_count_the_event_the_rule_and_the_holiday() -> None:
    assert delivered(date(2026, 11, 6), 5, "working_days").lines("en") == [
        "Mon 16 Nov 2026 = 5 working days after Fri 6 Nov 2026 (documents delivered), BMU-24a",
        "weekend days not counted: 4",
        "Wed 11 Nov 2026: public holiday, Armistice Day",
    ]


def test_the_receipt_speaks_both_scripts_of_serbian() -> None:
    receipt = delivered(date(2026, 11, 6), 3, "working_days")
    assert receipt.lines("sr") == [
        "чет 12.11.2026. = 3 радна дана после пет 6.11.2026. (документа предата), BMU-24a",
        "дани викенда који се не рачунају: 2",
        "сре 11.11.2026.: државни или верски празник, Дан примирја у Првом светском рату",
    ]
    assert receipt.lines("sr-Latn")[0].startswith("čet 12.11.2026. = 3 radna dana posle pet")


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 радни дан "), (4, "4 радна дана "), (12, "12 радних дана "), (21, "21 радни дан ")],
)
def test_serbian_numbers_govern_their_nouns(count: int, words: str) -> None:
    assert words in delivered(date(2026, 3, 2), count, "working_days").lines("sr")[0]


def test_a_limit_that_would_end_at_easter_says_over_which_days_it_was_moved() -> None:
    assert delivered(date(2026, 4, 3), 8, "days").lines("en") == [
        "Tue 14 Apr 2026 = 8 days after Fri 3 Apr 2026 (documents delivered), BMU-24a",
        "the count ends on Sat 11 Apr 2026, which is not worked: moved to Tue 14 Apr 2026",
        "Sat 11 Apr 2026: public holiday, Holy Saturday",
        "Sun 12 Apr 2026: public holiday, Easter Sunday",
        "Mon 13 Apr 2026: public holiday, Easter Monday",
    ]


def test_a_limit_that_would_end_on_a_saturday_says_so_once() -> None:
    assert delivered(date(2027, 3, 5), 8, "days").lines("en")[1:] == [
        "the count ends on Sat 13 Mar 2027, which is not worked: moved to Mon 15 Mar 2027"
    ]


def test_a_weekend_inside_a_pause_is_taken_out_once() -> None:
    pause = Pause(date(2027, 3, 4), date(2027, 3, 9))
    receipt = delivered(date(2027, 3, 1), 5, "working_days", CALENDAR, pause)
    assert receipt.due == date(2027, 3, 12)
    assert receipt.not_counted == ()


def test_a_receipt_whose_other_limit_was_altered_no_longer_computes_to_its_due_date() -> None:
    decree = earliest(
        [
            delivered(date(2027, 3, 1), 5, "working_days"),
            due_on("BMU-18b", SEMESTER, date(2027, 3, 20)),
        ]
    )
    altered_limit = replace(decree.compared[0], start=date(2027, 3, 3))
    assert recompute(decree) == decree.due == date(2027, 3, 8)
    assert recompute(replace(decree, compared=(altered_limit,))) == date(2027, 3, 3)


def test_a_holiday_within_calendar_days_is_counted_and_not_mentioned() -> None:
    assert len(delivered(date(2026, 11, 9), 8, "days").lines("en")) == 1


def test_a_closure_of_three_weeks_is_one_line_of_the_receipt() -> None:
    leave = Text("collective leave", "колективни одмор")
    calendar = Calendar((Closure(date(2026, 8, 3), date(2026, 8, 23), leave),))
    receipt = delivered(date(2026, 7, 30), 5, "working_days", calendar)
    assert receipt.due == date(2026, 8, 27)
    assert receipt.lines("en")[1:] == [
        "weekend days not counted: 2",
        "Mon 3 Aug 2026 to Sun 23 Aug 2026: the office is closed, collective leave",
    ]


def test_days_of_a_pause_are_not_counted_and_the_receipt_says_so() -> None:
    pause = Pause(date(2027, 3, 3), date(2027, 3, 5), "the host corrects the transcript")
    receipt = delivered(date(2027, 3, 1), 5, "working_days", CALENDAR, pause)
    assert receipt.due == date(2027, 3, 11)
    assert receipt.lines("en")[-1] == (
        "Wed 3 Mar 2027 to Fri 5 Mar 2027: pause, days not counted "
        "(the host corrects the transcript)"
    )
    assert delivered(date(2027, 3, 1), 8, "days", CALENDAR, pause).due == date(2027, 3, 12)


def test_a_limit_does_not_end_inside_a_pause_that_follows_a_weekend() -> None:
    pause = Pause(date(2027, 3, 15), date(2027, 3, 16))
    assert delivered(date(2027, 3, 5), 8, "days", CALENDAR, pause).due == date(2027, 3, 17)


def test_a_pause_outside_the_count_leaves_no_mark_on_the_receipt() -> None:
    over = (
        Pause(date(2027, 2, 20), date(2027, 3, 1)),
        Pause(date(2027, 3, 9), date(2027, 3, 20)),
    )
    receipt = delivered(date(2027, 3, 1), 5, "working_days", CALENDAR, *over)
    assert receipt.due == date(2027, 3, 8)
    assert receipt.pauses == ()


def test_a_day_tied_to_the_stay_is_not_moved_off_a_sunday() -> None:
    event = Text("the day before the stay begins", "дан пре почетка боравка")
    receipt = due_on("BMU-8a", event, date(2027, 2, 14))
    assert receipt.due == recompute(receipt) == date(2027, 2, 14)
    assert receipt.lines("en") == [
        "Sun 14 Feb 2027 = the day before the stay begins (a fixed day, not moved), BMU-8a"
    ]


def test_the_decree_is_due_by_the_earlier_of_its_two_limits_and_names_both() -> None:
    five_days = delivered(date(2027, 2, 10), 5, "working_days")
    semester = due_on("BMU-18b", SEMESTER, date(2027, 2, 14))
    decree = earliest([five_days, semester])
    assert (decree.due, decree.rule) == (date(2027, 2, 14), "BMU-18b")
    assert "BMU-18b" in decree.lines("en")[0]
    assert decree.lines("en")[-1] == (
        "the earliest limit binds; the other: Fri 19 Feb 2027 = 5 working days after "
        "Wed 10 Feb 2027 (documents delivered), BMU-24a"
    )


def test_of_two_limits_on_one_day_the_first_given_binds_and_nesting_is_flat() -> None:
    first = due_on("BMU-24a", DELIVERED, date(2027, 2, 12))
    second = due_on("BMU-18b", SEMESTER, date(2027, 2, 12))
    third = due_on("BMU-18a", SEMESTER, date(2027, 2, 11))
    receipt = earliest([earliest([first, second]), third])
    assert receipt.rule == "BMU-18a"
    assert [limit.rule for limit in receipt.compared] == ["BMU-24a", "BMU-18b"]
    assert earliest([first]) == first


@pytest.mark.parametrize("count", [-1, 3661, 10**9])
def test_a_count_below_zero_or_above_ten_years_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="0 to 3660 days"):
        delivered(date(2027, 3, 1), count, "days")


def test_a_pause_without_end_is_refused_and_does_not_hang() -> None:
    with pytest.raises(BeyondCalendar):
        delivered(date(2027, 3, 1), 3, "days", CALENDAR, Pause(date(2027, 3, 2), date(9999, 12, 1)))


def test_no_limits_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="no time limit"):
        earliest([])


@pytest.mark.parametrize("data", [{}, {"unit": "weeks"}, {"unit": "on", "rule": "BMU-5"}])
def test_what_is_not_a_receipt_is_refused_in_a_sentence(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a receipt"):
        Receipt.from_json(data)


@given(limits(), STARTS)
def test_every_stored_receipt_comes_back_whole_and_computes_the_same_day(
    limit: tuple[Receipt, Calendar], other: date
) -> None:
    receipt = earliest([limit[0], due_on("BMU-18b", SEMESTER, other)])
    copy = Receipt.from_json(json.loads(json.dumps(receipt.to_json())))
    assert copy == receipt
    assert recompute(copy) == receipt.due


@given(limits())
def test_a_counted_limit_ends_on_a_worked_day_outside_every_pause(
    limit: tuple[Receipt, Calendar],
) -> None:
    receipt, calendar = limit
    assert calendar.is_worked(receipt.due)
    assert not any(pause.first_day <= receipt.due <= pause.last_day for pause in receipt.pauses)


@given(limits())
def test_the_working_days_between_event_and_due_day_are_as_many_as_the_rule_says(
    limit: tuple[Receipt, Calendar],
) -> None:
    receipt, calendar = limit
    after = [
        receipt.start + timedelta(days=n + 1) for n in range((receipt.due - receipt.start).days)
    ]
    counted_days = [
        day
        for day in after
        if (receipt.unit == "days" or calendar.is_worked(day))
        and not any(pause.first_day <= day <= pause.last_day for pause in receipt.pauses)
    ]
    moved_days = len(receipt.not_counted) if receipt.unit == "days" else 0
    if receipt.count:
        # A limit of days is moved from the first day in `not_counted` to the due day.
        assert len(counted_days) == receipt.count + moved_days


@given(limits())
def test_the_rule_stands_in_every_receipt_in_every_language(
    limit: tuple[Receipt, Calendar],
) -> None:
    for language in ("en", "sr", "sr-Latn"):
        assert "BMU-24a" in limit[0].lines(language)[0]


@given(STARTS, st.integers(0, 60), UNITS)
def test_one_day_more_never_ends_earlier(start: date, count: int, unit: CountedUnit) -> None:
    assert delivered(start, count, unit).due <= delivered(start, count + 1, unit).due
