"""The demo's diary: who does what at which instant, counted back from the day of its making."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from rules.calendar import Calendar
from states.frozen import frozen
from states.moments import instant_of

Deed = Literal[
    "call", "open", "request", "take_over", "record", "step", "score", "publish",
    "same_person", "withdraw_precedent", "budget", "partner", "agreement", "beside",
]  # fmt: skip
CallKey = Literal[
    "past", "recent", "open", "teachers", "faculty", "incoming", "trainees", "complaint",
    "projects", "agreements",
]  # fmt: skip


@frozen
class Act:
    """Something that somebody does. `case` and `call` are keys.

    `login` says who of several in a role; `pages` are the lines of a document that is handed in
    with the act, as a file; `process` and `institution` are those of a call that is not for the
    demo's own.
    """

    at: datetime
    deed: Deed
    role: str
    call: CallKey
    case: str = ""
    name: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
    login: str = ""
    deputy_for: str | None = None
    pages: tuple[str, ...] = ()
    process: str = ""
    institution: str = ""


@dataclass
class Diary:
    """All acts, and the days on which they may happen: before `today`, when the office works."""

    today: date
    calendar: Calendar
    acts: list[Act] = field(default_factory=list)

    def day(self, offset: int) -> date:
        """The last worked day up to `offset` days from today; `offset` is negative."""
        day = self.today + timedelta(days=min(offset, -1))
        while not self.calendar.is_worked(day):
            day -= timedelta(days=1)
        return day

    def working_day(self, count: int) -> date:
        """The worked day that lies `count` worked days before today."""
        return self.calendar.move(self.today, -count)

    def month_after(self, offset: int) -> date:
        """The first day of the month that follows the day `offset` days from today."""
        day = self.today + timedelta(days=offset)
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1)

    def in_order(self) -> list[Act]:
        """The acts by their instants; at one instant, as they were written down."""
        return sorted(self.acts, key=lambda act: act.at)


def at_work(day: date, minute: int) -> datetime:
    """The instant so many minutes after nine o'clock in Belgrade, at most seven hours."""
    hours, minutes = divmod(min(minute, 420), 60)
    return instant_of(day, time(9 + hours, minutes))
