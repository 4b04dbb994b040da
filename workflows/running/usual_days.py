"""Once a day: how long steps usually take, and the latest safe days that hang on it."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from functools import partial
from statistics import median_high

import structlog
from sqlalchemy import Engine

from office.wiring import Office
from persistence import safe_days, usual_days
from persistence.database import reading, write_transaction
from persistence.usual_days import StepKey, TimeTaken
from rules.calendar import Calendar, working_days_between
from states.moments import civil_date
from states.usual_days import UsualDays
from workflows.cases.safe_days import out_of_date, recount
from workflows.portions import each_portion

log = structlog.get_logger("usual days")


def medians_of(times: list[TimeTaken], calendar: Calendar) -> dict[StepKey, UsualDays]:
    """For each step the upper median of the times that it was taken, in both kinds of days."""
    spans: dict[StepKey, list[tuple[int, int]]] = defaultdict(list)
    for time in times:
        entered_on, left_on = civil_date(time.entered_at), civil_date(time.left_at)
        working_days = working_days_between(calendar, entered_on, left_on)
        spans[time.key].append(((left_on - entered_on).days, working_days))
    return {key: _median(days_of_key) for key, days_of_key in spans.items()}


def _median(spans: list[tuple[int, int]]) -> UsualDays:
    days, working_days = zip(*spans, strict=True)
    return UsualDays(median_high(days), median_high(working_days), len(spans))


def count_usual_days(office: Office, engine: Engine, now: datetime) -> int:
    """Once a civil day: counts the medians, and the safe days anew that say something else.

    Returns how many these are. One transaction for each batch: stopped in the middle, the next
    turn goes on. Of programs that count at once each does the same, and the second finds nothing.
    """
    today = civil_date(now)
    with reading(engine) as connection:
        last = usual_days.last_counted_on(connection)
        if last is not None and last >= today:
            return 0
        medians = medians_of(usual_days.times_taken(connection), office.calendar)
    with write_transaction(engine) as connection:
        usual_days.write(connection, medians)
    number = recount_safe_days(office, engine, now, for_everybody=last is None)
    with write_transaction(engine) as connection:
        usual_days.note(connection, today, now, number)
    if number:
        log.info("latest safe days were counted anew", cases=number)
    return number


def recount_safe_days(
    office: Office, engine: Engine, now: datetime, for_everybody: bool = False
) -> int:
    """Counts the latest safe days anew that the calendar and the medians in force do not give.

    `everybody`: the cases too that have none, as after an update of the program.
    """
    with reading(engine) as connection:
        medians = usual_days.stored(connection)
        open_cases = safe_days.of_open_cases(connection)
        ids = out_of_date(open_cases, office.calendar, medians, for_everybody)
    again = partial(recount, office=office, now=now)
    return each_portion(engine, "latest safe days", ids, again)
