"""The work plan: each step that is due stands in it once, under its day or week and its person."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from notifications.digest import DigestItem, by_day, by_week

TODAY = date(2027, 3, 10)  # a Wednesday


def item(number: int, owner: str, due: date | None, overdue: bool = False) -> DigestItem:
    return DigestItem(f"BMU-{number}", "Ana", "", "step", owner, due, overdue, "https://x")


def test_the_week_runs_to_its_sunday_and_leaves_out_what_is_overdue():
    sunday, monday = date(2027, 3, 14), date(2027, 3, 15)
    items = [
        item(1, "Vera", sunday),
        item(2, "Vera", monday),
        item(3, "Vera", date(2027, 3, 9), overdue=True),
        item(4, "Vera", None),
        item(5, "Ana", TODAY),
    ]
    plan = by_day(items, TODAY)
    assert list(plan) == [TODAY, sunday]
    assert [i.number for i in plan[sunday]["Vera"]] == ["BMU-1"]


def test_the_month_runs_to_its_last_day_by_weeks_that_begin_on_monday():
    items = [item(1, "Vera", date(2027, 3, 31)), item(2, "Vera", date(2027, 4, 1))]
    assert list(by_week(items, TODAY)) == [date(2027, 3, 29)]


def test_december_ends_too():
    assert list(by_week([item(1, "V", date(2026, 12, 31))], date(2026, 12, 1))) == [
        date(2026, 12, 28)
    ]


@given(
    st.lists(
        st.builds(
            item,
            st.integers(0, 999),
            st.sampled_from(["Ana", "Vera", "Mila"]),
            st.none() | st.integers(-40, 60).map(lambda n: TODAY + timedelta(days=n)),
        )
    )
)
def test_nothing_is_lost_and_nothing_stands_twice(items: list[DigestItem]):
    for plan, last in (
        (by_day(items, TODAY), date(2027, 3, 14)),
        (by_week(items, TODAY), date(2027, 3, 31)),
    ):
        planned_items = [
            i for people in plan.values() for day_items in people.values() for i in day_items
        ]
        due = [i for i in items if i.due and TODAY <= i.due <= last]
        assert sorted(planned_items, key=repr) == sorted(due, key=repr)
        assert list(plan) == sorted(plan)
        assert all(
            i.owner == person
            for day in plan.values()
            for person, day_items in day.items()
            for i in day_items
        )
