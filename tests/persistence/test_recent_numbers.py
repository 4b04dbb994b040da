"""Numbers of many rows are kept for some minutes; of few they are counted whenever one asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, create_engine

from persistence.recent_numbers import MANY, MOST_KEPT, RecentNumbers

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


class Office:
    """An office in which a case is added each time that its cases are counted."""

    def __init__(self, number: int) -> None:
        self.number = number

    def count(self) -> int:
        self.number += 1
        return self.number


def test_many_are_counted_anew_after_two_minutes_and_say_when_they_were(
    connection: Connection,
) -> None:
    office, recent = Office(MANY), RecentNumbers[int](2 * MINUTE, int)
    counted_first = recent.shown(connection, "bmu", NOON, office.count)
    assert counted_first == (MANY + 1, NOON)
    soon, late = NOON + 2 * MINUTE - SECOND, NOON + 2 * MINUTE
    assert recent.shown(connection, "bmu", soon, office.count) == counted_first
    assert recent.shown(connection, "bee", soon, office.count) == (MANY + 2, soon)
    assert recent.shown(connection, "bmu", late, office.count) == (MANY + 3, late)


def test_what_is_many_is_said_by_whose_numbers_they_are(connection: Connection) -> None:
    office, recent = Office(1), RecentNumbers[int](2 * MINUTE, int, many=3)
    numbers = [recent.shown(connection, "bmu", NOON, office.count).numbers for _ in range(3)]
    assert numbers == [2, 3, 3]


def test_few_are_counted_whenever_somebody_asks(connection: Connection) -> None:
    office, recent = Office(0), RecentNumbers[int](2 * MINUTE, int)
    numbers = [recent.shown(connection, "bmu", NOON, office.count).numbers for _ in range(3)]
    assert numbers == [1, 2, 3]


def test_what_was_counted_by_a_clock_that_ran_ahead_is_not_believed(
    connection: Connection,
) -> None:
    office, recent = Office(MANY), RecentNumbers[int](2 * MINUTE, int)
    recent.shown(connection, "bmu", NOON + 5 * MINUTE, office.count)
    assert recent.shown(connection, "bmu", NOON, office.count) == (MANY + 2, NOON)


def test_who_counts_beforehand_counts_for_who_asks_next(connection: Connection) -> None:
    office, recent = Office(MANY), RecentNumbers[int](2 * MINUTE, int)
    recent.shown(connection, "bmu", NOON, office.count)
    counted_beforehand = recent.counted(connection, "bmu", NOON + MINUTE, office.count)
    assert recent.shown(connection, "bmu", NOON + MINUTE, office.count) == counted_beforehand
    assert counted_beforehand.numbers == MANY + 2


def test_of_more_questions_than_are_kept_the_oldest_is_counted_anew(
    connection: Connection,
) -> None:
    office, recent = Office(MANY), RecentNumbers[int](2 * MINUTE, int)
    for question in range(MOST_KEPT + 1):
        recent.shown(connection, question, NOON, office.count)
    newest = MANY + MOST_KEPT + 1
    assert recent.shown(connection, MOST_KEPT, NOON, office.count).numbers == newest
    assert recent.shown(connection, 0, NOON, office.count).numbers == newest + 1
