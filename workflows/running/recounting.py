"""Open cases count by the calendar of `config.yaml` and of the closures entered on the page.

At the start of an office, when a closure is entered or withdrawn, and at each look of the clock.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Final

import structlog
from sqlalchemy import Engine

from office.wiring import Office
from persistence import closures, recounts, stated_days
from persistence.database import reading, write_transaction
from workflows.portions import Portion, each_portion, in_portions

log = structlog.get_logger("calendar")

MAILS: Final = 5000
"""Planned mails that are looked at in one transaction: of most nothing is to be moved."""


def keep_calendar(office: Office, engine: Engine, now: datetime) -> int:
    """The office counts with the closures that stand in the database now, its open cases too.

    Returns how many dates changed.
    """
    with reading(engine) as connection:
        office.close_on(closures.in_force(connection))
    return recount_open_cases(office, engine, now)


def recount_open_cases(office: Office, engine: Engine, now: datetime) -> int:
    """Counts all open cases anew where the calendar is another one; how many dates changed.

    One transaction for each batch, and for each list whose window it lengthens: stopped in the
    middle, the next start goes on. Two that start at once do each case once.
    """
    fingerprint = office.calendar.fingerprint()
    with reading(engine) as connection:
        if recounts.calendar_counted_by(connection) == fingerprint:
            return 0
    # Imported here: hardly any start has a new calendar.
    from workflows.cases.debts import recount_debts
    from workflows.cases.recount import (
        cases_to_recount,
        keep_last_days,
        move_mails,
        recount_cases,
    )
    from workflows.outside.objections import recount_objections
    from workflows.running.usual_days import recount_safe_days

    cause, count = "days off changed", partial(recount_cases, office=office, now=now)
    number = _lengthen_windows(office, engine, now)
    with reading(engine) as connection:
        ids = cases_to_recount(connection, office.calendar)
    number += each_portion(engine, f"{cause}, due dates", ids, count)
    with reading(engine) as connection:
        contestable = stated_days.cases_with_longer_days(connection, office.calendar)
    keep = partial(keep_last_days, office=office, now=now)
    each_portion(engine, f"{cause}, last days to contest", contestable, keep)
    with write_transaction(engine) as connection:
        number += recount_debts(connection, office, now)
        number += recount_objections(connection, office, now)
    recount_safe_days(office, engine, now)
    mails = Portion(now, most=MAILS)
    in_portions(engine, f"{cause}, mails", mails, partial(move_mails, office=office))
    with write_transaction(engine) as connection:
        recounts.note(connection, fingerprint, now, number)
    if number:
        log.info("days off changed: due dates were counted anew", cases=number)
    return number


def _lengthen_windows(office: Office, engine: Engine, now: datetime) -> int:
    """Lengthens the window of each list that a closure reaches; how many dates of cases changed.

    A list is lengthened whole, with the cases that it holds, as it was published.
    """
    from workflows.calls.windows import lengthen_window, windows_to_lengthen
    from workflows.cases.recount import recount_cases

    with reading(engine) as connection:
        calls = list(windows_to_lengthen(connection, office, now))
    number = 0
    for call_id in calls:
        with write_transaction(engine) as connection:
            ids = lengthen_window(connection, office, call_id, now)
            number += recount_cases(connection, ids, office, now)
    return number
