"""A list is counted up to a number; that it has more lines may be two minutes old, and says so."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from persistence.database import reading
from persistence.list_conditions import Asked, lines_to_count
from persistence.list_counts import ListToCount, ShownCounts, shown_counts
from persistence.list_readers import Reader
from tests.workflows.office_fixtures import ANA, Work, at

NOON = at("2026-03-10 12:00")
TWO_MINUTES = timedelta(minutes=2)
ALL = Asked(Reader(("bmu",), (("bmu", "mobility_coordinator"),), date(2026, 3, 10)), "all")


def open_cases(work: Work, *names: str) -> None:
    for name in names:
        work.open({**ANA, "name": name, "email": f"{name}@students.example"})


def shown(work: Work, now: datetime, *most_counted: int, may_be_old: bool = False) -> ShownCounts:
    lines = lines_to_count(ALL)
    lists = [
        ListToCount((str(work.call_id), "all"), lines, most, may_be_old) for most in most_counted
    ]
    with reading(work.engine) as connection:
        return shown_counts(connection, lists, now)


def test_that_there_are_more_than_are_counted_is_kept_for_two_minutes(any_work: Work) -> None:
    """What is counted exactly beside it is as it is now."""
    open_cases(any_work, "ana", "boris")
    assert shown(any_work, NOON, 1, 5) == ([2, 2], None)
    open_cases(any_work, "vesna")
    assert shown(any_work, NOON + TWO_MINUTES / 2, 1, 5) == ([2, 3], NOON)
    assert shown(any_work, NOON + TWO_MINUTES, 2, 5) == ([3, 3], None)


def test_a_number_that_may_be_old_is_kept_however_few_the_lines(any_work: Work) -> None:
    open_cases(any_work, "ana")
    assert shown(any_work, NOON, 5, may_be_old=True) == ([1], None)
    open_cases(any_work, "boris")
    assert shown(any_work, NOON, 5) == ([1], NOON)
    assert shown(any_work, NOON + TWO_MINUTES, 5) == ([2], None)
