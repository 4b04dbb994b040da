"""Whether due dates and latest safe days are what their receipts say, counted again from those.

Cases with one receipt are judged together: a receipt is counted again once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, Result, Select, select

from persistence.tables import cases
from rules import latest_safe_day
from rules.calendar import Calendar
from rules.deadlines import counted_by, recompute
from rules.receipts import Receipt
from rules.safe_day_receipts import SafeDay
from states.text import Text

_REMEMBERED: Final = 10_000
"""So many receipts are remembered at most, however many there are."""


def receipt_discrepancies(connection: Connection, calendar: Calendar) -> Iterator[Text]:
    """Due dates that are not what their receipts say, counted again from the receipts alone.

    And those that do not follow from the calendar in force; a right may be longer than that.
    """
    due_dates = select(cases.c.number, cases.c.due, cases.c.receipt, cases.c.owners)
    says = _due_dates_by(calendar)
    for number, due, receipt, owners in _streamed(connection, due_dates):
        if (wrong := says(due, receipt, owners == "candidate")) is not None:
            yield _about(number, wrong)


def _streamed(connection: Connection, statement: Select[Any]) -> Result[*tuple[Any, ...]]:
    return connection.execute(statement.order_by(cases.c.id).execution_options(yield_per=1000))


def _about(number: str, wrong: Text) -> Text:
    return Text(f"{number}: {wrong.en}", f"{number}: {wrong.sr}")


def _due_dates_by(calendar: Calendar) -> Callable[[date | None, str | None, bool], Text | None]:
    """What is wrong with a due date, which may be later than counted where `at_least`."""

    @lru_cache(_REMEMBERED)
    def says(due: date | None, receipt_text: str | None, at_least: bool) -> Text | None:
        return _of_receipt(due, receipt_text) or _of_days(due, receipt_text, calendar, at_least)

    return says


def _of_days(
    due: date | None, receipt_text: str | None, calendar: Calendar, at_least: bool
) -> Text | None:
    if due is None or receipt_text is None:
        return None
    counted_day = counted_by(Receipt.from_json(json.loads(receipt_text)), calendar).due
    if counted_day == due or (at_least and counted_day < due):
        return None
    return Text(
        f"is due on {due}; by the days off of today that is {counted_day}: `mobility serve`, or "
        "the worker, counts anew as it starts",
        f"рок је {due}; по данашњим нерадним данима то је {counted_day}: `mobility serve`, или "
        "радник, изнова рачуна чим се покрене",
    )


def _of_receipt(due: date | None, receipt_text: str | None) -> Text | None:
    if receipt_text is None:
        return _without_receipt(due)
    try:
        receipt = Receipt.from_json(json.loads(receipt_text))
    except ValueError as error:
        return Text(
            f"the receipt of its due date can't be read: {error}",
            "рачун рока не може да се прочита",
        )
    counted_day = recompute(receipt)
    if not due == receipt.due == counted_day:
        return Text(
            f"is due on {due}; its receipt says {receipt.due}, and counted again gives "
            f"{counted_day}",
            f"рок је {due}; рачун каже {receipt.due}, а поново израчунато је {counted_day}",
        )
    return None


def _without_receipt(due: date | None) -> Text | None:
    if due is None:
        return None
    return Text(
        f"is due on {due}, and there is no receipt for it", f"рок је {due}, а рачуна за њега нема"
    )


def safe_day_discrepancies(connection: Connection, calendar: Calendar) -> Iterator[Text]:
    """Latest safe days that are not what their receipts say, counted again from those alone; and
    those of open cases that do not follow from the calendar in force."""
    statement = select(cases.c.number, cases.c.safe_by, cases.c.safe_receipt, cases.c.ended)
    says = _safe_days_by(calendar)
    for number, safe_by, receipt_text, has_ended in _streamed(connection, statement):
        if safe_by is None and receipt_text is None:
            continue
        if (wrong := says(safe_by, receipt_text, has_ended)) is not None:
            yield _about(number, wrong)


def _safe_days_by(calendar: Calendar) -> Callable[[date | None, str | None, bool], Text | None]:
    """What is wrong with a latest safe day; cases with one receipt are judged together."""

    @lru_cache(_REMEMBERED)
    def says(safe_by: date | None, receipt_text: str | None, has_ended: bool) -> Text | None:
        if receipt_text is None:
            return Text(
                f"its latest safe day is {safe_by}, and there is no receipt for it",
                f"последњи сигуран дан је {safe_by}, а рачуна за њега нема",
            )
        try:
            receipt = SafeDay.from_json(json.loads(receipt_text))
        except ValueError as error:
            return Text(
                f"the receipt of its latest safe day can't be read: {error}",
                "рачун последњег сигурног дана не може да се прочита",
            )
        if (wrong := _of_safe_receipt(safe_by, receipt)) is not None or has_ended:
            return wrong
        return _of_safe_days(safe_by, latest_safe_day.counted_by(receipt, calendar).day)

    return says


def _of_safe_receipt(safe_by: date | None, receipt: SafeDay) -> Text | None:
    counted_day = latest_safe_day.recompute(receipt)
    if safe_by == receipt.day == counted_day:
        return None
    return Text(
        f"its latest safe day is {safe_by}; the receipt says {receipt.day}, and counted again "
        f"gives {counted_day}",
        f"последњи сигуран дан је {safe_by}; рачун каже {receipt.day}, а поново израчунато је "
        f"{counted_day}",
    )


def _of_safe_days(safe_by: date | None, by_today: date | None) -> Text | None:
    if by_today == safe_by:
        return None
    return Text(
        f"its latest safe day is {safe_by}; by the days off of today that is {by_today}: "
        "`mobility serve`, or the worker, counts anew as it starts",
        f"последњи сигуран дан је {safe_by}; по данашњим нерадним данима то је {by_today}: "
        "`mobility serve`, или радник, изнова рачуна чим се покрене",
    )
