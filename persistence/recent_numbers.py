"""Numbers of many rows, kept from one page to the next for some minutes.

To count a hundred thousand cases takes as long as ten pages, and in an office that has so many one
of them changes all the time. Few are counted whenever somebody asks; of many, numbers are shown
that are at most so old, and say when they were counted.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from threading import Lock
from typing import Final, Generic, NamedTuple, TypeVar

from sqlalchemy import Connection, Engine

Numbers = TypeVar("Numbers")

MANY: Final = 10_000
"""Numbers that tell of so many are kept."""
MOST_KEPT: Final = 32
TWO_MINUTES: Final = timedelta(minutes=2)
"""How old numbers are at most that a page shows of many cases."""


class Counted(NamedTuple, Generic[Numbers]):
    """Numbers, and when they were counted."""

    numbers: Numbers
    at: datetime


class RecentNumbers(Generic[Numbers]):
    """Numbers by their database and by what was asked for; `total` is of how many they tell, `many`
    are kept, and after `fresh_for` they are counted anew."""

    def __init__(
        self,
        fresh_for: timedelta,
        total: Callable[[Numbers], int],
        many: int = MANY,
        most_kept: int = MOST_KEPT,
    ) -> None:
        self._fresh_for = fresh_for
        self._total = total
        self._many = many
        self._most_kept = most_kept
        self._kept: dict[tuple[Engine, Hashable], Counted[Numbers]] = {}
        self._lock = Lock()

    def shown(
        self,
        connection: Connection,
        question: Hashable,
        now: datetime,
        count: Callable[[], Numbers],
    ) -> Counted[Numbers]:
        """The numbers as they were counted lately, else as they are now."""
        return self.latest(connection, question, now) or self.counted(
            connection, question, now, count
        )

    def latest(
        self, connection: Connection, question: Hashable, now: datetime
    ) -> Counted[Numbers] | None:
        """The numbers as they were counted lately; None where none are kept."""
        latest = self._kept.get((connection.engine, question))
        is_fresh = latest is not None and timedelta() <= now - latest.at < self._fresh_for
        return latest if is_fresh else None

    def counted(
        self,
        connection: Connection,
        question: Hashable,
        now: datetime,
        count: Callable[[], Numbers],
    ) -> Counted[Numbers]:
        """The numbers as they are now, kept for who asks next where they tell of many."""
        latest = Counted(count(), now)
        if self._total(latest.numbers) >= self._many:
            with self._lock:
                while len(self._kept) >= self._most_kept:
                    del self._kept[next(iter(self._kept))]
                self._kept[connection.engine, question] = latest
        return latest
