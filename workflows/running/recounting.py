"""Open cases count by the calendar of `config.yaml` and of the closures entered on the page.

At the start of an office, when a closure is entered or withdrawn, and at each look of the clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

import structlog
from sqlalchemy import Engine

from office.wiring import Office
from persistence import closures, recounts, stated_days
from persistence.database import reading, write_transaction

log = structlog.get_logger("calendar")

BATCH: Final = 200
"""Cases that are counted in one transaction: what others wait for meanwhile."""


def keep_calendar(office: Office, engine: Engine, now: datetime) -> int:
    """The office counts with the closures that stand in the database now, its open cases too.

    Returns how many dates changed.
    """
    with reading(engine) as connection:
        office.close_on(closures.in_force(connection))
    return recount_open_cases(office, engine, now)


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[first : first + BATCH] for first in range(0, len(ids), BATCH))


def recount_open_cases(office: Office, engine: Engine, now: datetime) -> int:
    """Counts all open cases anew where the calendar is another one; how many dates changed.

    One transaction for each batch: stopped in the middle, the next start goes on. Two that start
    at once do each case once.
    """
    fingerprint = office.calendar.fingerprint()
    with reading(engine) as connection:
        if recounts.calendar_counted_by(connection) == fingerprint:
            return 0
    # Imported here: hardly any start has a new calendar.
    from workflows.calls.windows import lengthen_windows
    from workflows.cases.recount import (
        cases_to_recount,
        keep_last_days,
        move_mails,
        recount_cases,
    )
    from workflows.running.usual_days import recount_safe_days

    with write_transaction(engine) as connection:
        of_windows = lengthen_windows(connection, office, now)
        counted = cases_to_recount(connection, office.calendar)
    ids = list(dict.fromkeys((*of_windows, *(case.id for case in counted))))
    number = 0
    for batch in _batches(ids):
        with write_transaction(engine) as connection:
            number += recount_cases(connection, office, batch, now)
    with reading(engine) as connection:
        contestable = stated_days.cases_with_longer_days(connection, office.calendar)
    for batch in _batches(contestable):
        with write_transaction(engine) as connection:
            keep_last_days(connection, office, batch, now)
    recount_safe_days(office, engine, now)
    with write_transaction(engine) as connection:
        move_mails(connection, office, now)
        recounts.note(connection, fingerprint, now, number)
    if number:
        log.info("days off changed: due dates were counted anew", cases=number)
    return number
