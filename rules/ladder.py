"""The ladder of a deadline: who is reminded, told and called in, and at which instants.

Register, "Counting time"; the levels are a setting of the office (`config.yaml`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rules.calendar import Calendar
from states.frozen import frozen
from states.moments import end_of, instant_of

if TYPE_CHECKING:
    from states.definition import Awaited


REMINDER: Final = "reminder"
"""The level before the due day, which those get too whom the awaited step says that it reminds."""


@frozen(eq=False)
class Level:
    """A level: the mail, so many working days after (before: negative) the due day, to whom.

    `to` holds roles, and `owner` for the owners of the awaited step.
    """

    level: str
    mail: str
    working_days: int
    to: tuple[str, ...]


@frozen
class PlannedTimer:
    """What time will do: send a level's mail to a role, or make a transition."""

    due: date
    level: str
    recipient: str
    kind: str
    name: str
    at: datetime


def timers_of(
    awaited: Awaited,
    due: date,
    levels: Sequence[Level],
    calendar: Calendar,
    since: datetime,
    mail_hour: time,
    now: datetime,
) -> tuple[PlannedTimer, ...]:
    """The next timers of a due date: what has come between `since` and `now`, and the rung ahead.

    The rungs above are planned when that one fires. Mails leave at `mail_hour` in Belgrade on a
    working day, each level once to each role; a level whose instant lies before `since`, when the
    state was entered, is left out. The transition that time makes comes at the day's end.
    """
    return _timers_of(awaited, due, tuple(levels), calendar, since, mail_hour, now)


@lru_cache(maxsize=4096)
def _timers_of(
    awaited: Awaited, due: date, levels: tuple[Level, ...], calendar: Calendar, since: datetime,
    mail_hour: time, now: datetime,
) -> tuple[PlannedTimer, ...]:  # fmt: skip
    """Picked once for all cases that enter a state together: those of one list, say."""
    planned = _all_timers(awaited, due, levels, calendar, mail_hour)
    mails = [timer.at for timer in planned if timer.kind == "mail" and timer.at >= since]
    ahead = min((at for at in mails if at > now), default=None)
    return tuple(
        timer
        for timer in planned
        if timer.kind == "step" or since <= timer.at <= now or timer.at == ahead
    )


@lru_cache(maxsize=4096)
def _all_timers(
    awaited: Awaited, due: date, levels: tuple[Level, ...], calendar: Calendar, mail_hour: time
) -> tuple[PlannedTimer, ...]:
    """The timers of a due date whenever the state was entered."""
    planned = [
        PlannedTimer(due, level.level, role, "mail", level.mail, at)
        for level in levels
        for at in [instant_of(calendar.move(due, level.working_days), mail_hour)]
        for role in _roles(level, awaited)
    ]
    if awaited.then is not None:
        planned.append(PlannedTimer(due, "time", "system", "step", awaited.then, end_of(due)))
    return tuple(planned)


def _roles(level: Level, awaited: Awaited) -> list[str]:
    named = [awaited.owners if role == "owner" else (role,) for role in level.to]
    if level.level == REMINDER:
        named.append(awaited.reminds)
    return list(dict.fromkeys(role for roles in named for role in roles))
