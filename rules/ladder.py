"""The ladder of a deadline: who is reminded, told and called in, and at which instants.

Register, "Counting time"; the levels are a setting of the office (`config.yaml`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rules.calendar import Calendar
from states.frozen import frozen, replace
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
    """What time will do: send a level's mail to a role, or make a transition.

    `passed_over` where the role hears at once of a level above it, and of this one no more.
    """

    due: date
    level: str
    recipient: str
    kind: str
    name: str
    at: datetime
    passed_over: bool = False


@frozen
class Ladder:
    """The levels of a step, the office's working days, and the hour at which mails leave."""

    levels: tuple[Level, ...]
    calendar: Calendar
    mail_hour: time


def mail_instant(ladder: Ladder, level: str, due: date) -> datetime | None:
    """When a level's mails leave for a due date; None where the ladder has no such level."""
    days = next((rung.working_days for rung in ladder.levels if rung.level == level), None)
    if days is None:
        return None
    return instant_of(ladder.calendar.move(due, days), ladder.mail_hour)


@frozen
class Rung:
    """A level of a due date with the instant at which its mails leave."""

    at: datetime
    level: Level


def rungs_of(ladder: Ladder, due: date) -> list[Rung]:
    """The levels of a due date as they come, the earliest first."""
    rungs = [
        Rung(instant_of(ladder.calendar.move(due, level.working_days), ladder.mail_hour), level)
        for level in ladder.levels
    ]
    return sorted(rungs, key=lambda rung: rung.at)


@lru_cache(maxsize=4096)
def timers_of(
    awaited_step: Awaited, due: date, ladder: Ladder, since: datetime, now: datetime
) -> tuple[PlannedTimer, ...]:
    """The next timers of a due date: what has come between `since` and `now`, and the rung ahead.

    The rungs above are planned when that one fires. Mails leave at the ladder's hour in Belgrade on
    a working day, each level once to each role; a level whose instant lies before `since`, when the
    state was entered, is left out. The transition that time makes comes at the day's end. Picked
    once for all cases that enter a state together: those of one list, say.
    """
    planned_timers = _all_timers(awaited_step, due, ladder)
    mails = [timer.at for timer in planned_timers if timer.kind == "mail" and timer.at >= since]
    next_mail = min((at for at in mails if at > now), default=None)
    return tuple(
        timer
        for timer in planned_timers
        if timer.kind == "step" or since <= timer.at <= now or timer.at == next_mail
    )


def each_role_once(planned_timers: Sequence[PlannedTimer], now: datetime) -> Sequence[PlannedTimer]:
    """Of what lies behind as it is planned, each role hears the highest level, and no other.

    A day may be over by the time that anybody notes what it is counted from: then several levels
    would leave in the same minute, to the same people, about the same day.
    """
    behind = {
        timer.recipient: timer.at
        for timer in sorted(planned_timers, key=lambda timer: timer.at)
        if timer.kind == "mail" and timer.at <= now
    }
    return tuple(
        replace(timer, passed_over=True)
        if timer.kind == "mail" and timer.at < behind.get(timer.recipient, timer.at)
        else timer
        for timer in planned_timers
    )


@lru_cache(maxsize=4096)
def _all_timers(awaited_step: Awaited, due: date, ladder: Ladder) -> tuple[PlannedTimer, ...]:
    """The timers of a due date whenever the state was entered.

    Of a right the candidate is reminded; who does not use it is late with nothing.
    """
    planned_timers = [
        PlannedTimer(due, rung.level.level, role, "mail", rung.level.mail, rung.at)
        for rung in rungs_of(ladder, due)
        for role in roles_of(rung.level, awaited_step)
        if not awaited_step.candidates_right or (rung.level.level, role) == (REMINDER, "candidate")
    ]
    if awaited_step.then is not None:
        planned_timers.append(
            PlannedTimer(due, "time", "system", "step", awaited_step.then, end_of(due))
        )
    return tuple(planned_timers)


def roles_of(level: Level, awaited_step: Awaited) -> list[str]:
    """Whom a level of an awaited step is told to: its owners for `owner`, each role once."""
    groups = [awaited_step.owners if role == "owner" else (role,) for role in level.to]
    if level.level == REMINDER:
        groups.append(awaited_step.reminds)
    return list(dict.fromkeys(role for roles in groups for role in roles))
