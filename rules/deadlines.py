"""Due dates, computed with a receipt and computed again from it.

Register, "Counting time": days after an event start on the following day; a limit that would end
on a day not worked ends on the next working day; days of a pause are never counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from rules.calendar import LAST_YEAR, BeyondCalendar, Calendar
from rules.receipts import CountedUnit, NotCounted, Receipt, Unit
from states.text import Text

if TYPE_CHECKING:
    from states.dossier import Pause

__all__ = [
    "MOST_DAYS",
    "CountedUnit",
    "Receipt",
    "Unit",
    "counted_by",
    "due_after",
    "due_on",
    "earliest",
    "recompute",
]

MOST_DAYS: Final = 3660
"""Ten years: a longer limit is a slip of the pen."""

_DAY: Final = timedelta(days=1)


def due_after(
    rule: str,
    event: Text,
    start: date,
    count: int,
    unit: CountedUnit,
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
) -> Receipt:
    """The day on which `count` days or working days after an event on civil date `start` end.

    Zero days end on the day of the event itself, or on the next worked day. ValueError where
    the count is negative or over ten years; `BeyondCalendar` where the count leaves the calendar.
    """
    if not 0 <= count <= MOST_DAYS:
        raise ValueError(f"a time limit has 0 to {MOST_DAYS} days, not {count}")
    if endless := next((pause for pause in pauses if pause.last_day.year > LAST_YEAR), None):
        raise BeyondCalendar(f"the pause until {endless.last_day} ends after {LAST_YEAR}")
    counted_day, due = _walk(start, count, unit, lambda day: not calendar.is_worked(day), pauses)
    first = start + _DAY if count else start
    # Days off matter to working days all the way, to days only where the end moves over them.
    off = tuple(_days_off(first if unit == "working_days" else counted_day, due, calendar, pauses))
    touching = tuple(pause for pause in pauses if _overlaps(pause, first, due))
    return Receipt(rule, event, start, count, unit, due, off, touching)


def due_on(rule: str, event: Text, day: date) -> Receipt:
    """A due date that is itself the civil date `day`: never moved, worked or not.

    For days tied to the stay (BMU-8a) and a call's closing day (BMU-15a).
    """
    return Receipt(rule, event, day, 0, "on", day)


def earliest(receipts: Sequence[Receipt]) -> Receipt:
    """Of several limits on one step the earliest, with the others in `compared`.

    The Decree has two: BMU-24a and BMU-18b. Of limits on one day the first given binds.
    ValueError where there is none.
    """
    if not receipts:
        raise ValueError("there is no time limit to choose from")
    flat = [limit for receipt in receipts for limit in _flattened(receipt)]
    binding = min(flat, key=lambda receipt: receipt.due)
    not_binding = tuple(limit for limit in flat if limit is not binding)
    return replace(binding, compared=not_binding)


def recompute(receipt: Receipt) -> date:
    """The due date counted anew from the receipt alone: no calendar, no dossier."""
    off = frozenset(day_off.day for day_off in receipt.not_counted)
    due = receipt.start
    if receipt.unit != "on":
        _, due = _walk(receipt.start, receipt.count, receipt.unit, off.__contains__, receipt.pauses)
    return min(due, *map(recompute, receipt.compared)) if receipt.compared else due


def counted_by(receipt: Receipt, calendar: Calendar) -> Receipt:
    """A receipt counted again by a calendar: the same where that changes nothing."""
    limits = [_counted_by(limit, calendar) for limit in _flattened(receipt)]
    return earliest(limits)


def _counted_by(limit: Receipt, calendar: Calendar) -> Receipt:
    if limit.unit == "on":
        return limit
    return due_after(
        limit.rule, limit.event, limit.start, limit.count, limit.unit, calendar, limit.pauses
    )


def _flattened(receipt: Receipt) -> Iterator[Receipt]:
    yield replace(receipt, compared=()) if receipt.compared else receipt
    for other in receipt.compared:
        yield from _flattened(other)


def _walk(
    start: date,
    count: int,
    unit: Unit,
    is_off: Callable[[date], bool],
    pauses: Sequence[Pause],
) -> tuple[date, date]:
    """The day on which the count ends, and the day due: the first worked one from there on."""
    day, days_to_go = start, count
    while days_to_go:
        day += _DAY
        days_to_go -= not (_paused(day, pauses) or (unit == "working_days" and is_off(day)))
    counted_day = day
    while _paused(day, pauses) or is_off(day):
        day += _DAY
    return counted_day, day


def _days_off(
    first: date, last: date, calendar: Calendar, pauses: Sequence[Pause]
) -> Iterator[NotCounted]:
    """The days off from `first` to `last` that no pause has already taken out."""
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        off = calendar.day_off(day)
        if off and not _paused(day, pauses):
            yield NotCounted(day, off.kind, off.why)


def _paused(day: date, pauses: Sequence[Pause]) -> bool:
    # Most limits have no pause, and this is asked for every day of every limit.
    return bool(pauses) and any(pause.first_day <= day <= pause.last_day for pause in pauses)


def _overlaps(pause: Pause, first: date, last: date) -> bool:
    return max(pause.first_day, first) <= min(pause.last_day, last)
