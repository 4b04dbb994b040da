"""The sums of grants as a page shows them: exact, of very many cases two minutes old at most."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from persistence import money_totals
from persistence.money_totals import CallMoney, MoneyFilter, MoneySums
from persistence.recent_numbers import TWO_MINUTES, Counted, RecentNumbers

MANY: Final = 2_000
"""Of so many cases with money the sums on a page may be two minutes old."""
_RECENT: Final[RecentNumbers[MoneySums]] = RecentNumbers(
    TWO_MINUTES, lambda sums: sum(of_call.cases for of_call in sums.calls), MANY
)


def shown_sums(
    connection: Connection,
    money_filter: MoneyFilter,
    year_calls: Sequence[CallMoney],
    now: datetime,
) -> Counted[MoneySums]:
    """The sums for a page, and when they were counted."""
    question = money_filter, tuple(year_calls)
    return _RECENT.shown(
        connection, question, now, lambda: money_totals.sums(connection, money_filter, year_calls)
    )
