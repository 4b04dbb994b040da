"""How many lines lists of cases have: exact up to a number, and beyond it that there are more.

That there are more than are counted may be two minutes old on a page; so may the numbers of a
search that found so many, and for who has thousands of cases those of the tabs that are not shown.
All say when they were counted.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache, partial
from typing import Any, Final, NamedTuple

from sqlalchemy import CompoundSelect, Connection, Select, and_, func, select, true

from persistence.case_search import Words, cases_found
from persistence.counting import MOST_COUNTED
from persistence.list_conditions import FOUND, KNOWN, Asked, Tab, in_tab, lines_of
from persistence.list_readers import is_open
from persistence.recent_numbers import TWO_MINUTES, Counted, RecentNumbers

AnyLines = Select[Any] | CompoundSelect[Any]
OfTabs = Mapping[Tab, int]


class ListToCount(NamedTuple):
    """A list whose lines are counted up to one more than `most`; `question` is what it asks, by
    which its number is known again. What `may_be_old` is kept however few the lines: so many are
    looked at for it."""

    question: Hashable
    rows: AnyLines
    most: int
    may_be_old: bool = False

    @property
    def known_by(self) -> Hashable:
        """Counted further, it is another number."""
        return self.question, self.most


class ShownCounts(NamedTuple):
    """How many lines lists have; `counted_at` where some of it was counted before, None else."""

    numbers: Sequence[int]
    counted_at: datetime | None


_LATELY: Final[RecentNumbers[int]] = RecentNumbers(TWO_MINUTES, int, many=0, most_kept=512)
_FOUND: Final[RecentNumbers[OfTabs]] = RecentNumbers(
    TWO_MINUTES, lambda numbers: numbers["all"], MOST_COUNTED
)


def shown_counts(
    connection: Connection, lists: Sequence[ListToCount], now: datetime
) -> ShownCounts:
    """How many lines each of several lists has, for a page."""
    latest = [_LATELY.latest(connection, lines.known_by, now) for lines in lists]
    to_count = [lines for lines, recent in zip(lists, latest, strict=True) if recent is None]
    counted_now = iter(count_lists(connection, [(lines.rows, lines.most) for lines in to_count]))
    numbers = []
    for lines, recent in zip(lists, latest, strict=True):
        number = recent.numbers if recent else next(counted_now)
        if recent is None and (number > lines.most or lines.may_be_old):
            _LATELY.counted(connection, lines.known_by, now, partial(int, number))
        numbers.append(number)
    return ShownCounts(numbers, min((recent.at for recent in latest if recent), default=None))


def count_lists(
    connection: Connection, lists: Sequence[tuple[AnyLines, int]], found_ids: Sequence[int] = ()
) -> list[int]:
    """How many lines each of several lists has, in one statement; each is counted up to one more
    than the number beside it. `found` are the ids of a search that narrows them."""
    if not lists:
        return []
    return list(connection.execute(_numbers_of(tuple(lists)), {FOUND: found_ids}).one())


@lru_cache(maxsize=KNOWN)
def _numbers_of(lists: tuple[tuple[AnyLines, int], ...]) -> Select[Any]:
    return select(
        *(
            select(func.count()).select_from(lines.limit(most + 1).subquery()).scalar_subquery()
            for lines, most in lists
        )
    )


def shown_found(
    connection: Connection, list_wish: Asked, words: Words, now: datetime
) -> Counted[OfTabs]:
    """How many of the cases that a search for words finds each tab has, for a page."""
    any_found = replace(
        list_wish, filter=replace(list_wish.filter, ids=(), word=None, other_words=())
    )

    def count() -> OfTabs:
        ids = list_wish.filter.ids
        return _found_in_tabs(
            connection, any_found, cases_found(connection, words) if ids is None else ids
        )

    return _FOUND.shown(connection, (any_found, words), now, count)


def _found_in_tabs(connection: Connection, any_found: Asked, ids: Sequence[int]) -> OfTabs:
    """Each case is looked at once; what is open, neither work to do nor on hold, waits for others,
    and need not be asked for itself."""
    numbers = list(connection.execute(_numbers_found(any_found), {FOUND: ids}).one())
    still_open, to_do, on_hold, in_both = numbers[1:]
    waits_for_others = still_open - to_do - on_hold + in_both
    return {"all": numbers[0], "todo": to_do, "hold": on_hold, "others": waits_for_others}


@lru_cache(maxsize=KNOWN)
def _numbers_found(list_wish: Asked) -> Select[Any]:
    is_work, is_held = (in_tab(replace(list_wish, tab=tab)) for tab in ("todo", "hold"))
    conditions = true(), is_open(are_few=True), is_work, is_held, and_(is_held, is_work)
    numbers: list[Any] = [func.count().filter(part) for part in conditions]
    return lines_of(replace(list_wish, tab="all")).with_only_columns(*numbers)
