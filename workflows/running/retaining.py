"""Each day: what was erased is finished, and what is due to go goes, where the settings say so.

Else what is due is only told, in the briefing: nothing is ever erased unasked.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple

import structlog
from sqlalchemy import Connection

from persistence import timers
from persistence.database import reading, write_transaction
from persistence.timers import Lease
from workflows.people.retention import AT_ONCE, due_cases, erase_due, erase_due_of_no_case
from workflows.registers.keeping import OPERATOR, RegisterAct
from workflows.running.bootstrap import App
from workflows.running.finishing_erasures import finish_erasures

log = structlog.get_logger("retention")

_LASTS: Final = timedelta(minutes=10)


def keep_periods(app: App, holder: str, now: datetime) -> int:
    """Finishes what was cut short; erases what is due where the settings say so. How many cases,
    and messages and links that are of no case.

    Only the worker that sweeps does so.
    """
    finish_erasures(app.office, app.engine, now)
    if not app.office.settings.retention.erase_by_itself:
        return 0
    with write_transaction(app.engine) as connection:
        if not timers.take_lease(connection, Lease("sweep", holder, now + _LASTS)):
            return 0
    return sum(erase_all_due(app, now))


class ErasedDue(NamedTuple):
    """How many cases' data were erased, and how many messages and links that are of no case."""

    cases: int
    of_no_case: int


def erase_all_due(app: App, now: datetime) -> ErasedDue:
    """Erases everything of the office's own institution that is due, fifty cases a transaction.
    What was done stays done where it is cut short.
    """
    with reading(app.engine) as connection:
        due = due_cases(_act(app, connection, now))
    ids = [case.preview.case.id for case in due if case.obstacle is None]
    for first in range(0, len(ids), AT_ONCE):
        with write_transaction(app.engine) as connection:
            erase_due(_act(app, connection, now), ids[first : first + AT_ONCE])
    number_of_no_case = _erase_of_no_case(app, now)
    if ids or number_of_no_case:
        finish_erasures(app.office, app.engine, now)
        log.info("what was due was erased", cases=len(ids), of_no_case=number_of_no_case)
    return ErasedDue(len(ids), number_of_no_case)


def _erase_of_no_case(app: App, now: datetime) -> int:
    total = 0
    while True:
        with write_transaction(app.engine) as connection:
            number = erase_due_of_no_case(_act(app, connection, now))
        if not number:
            return total
        total += number


def _act(app: App, connection: Connection, now: datetime) -> RegisterAct:
    key = app.office.settings.institution.key
    return RegisterAct(connection, app.office, key, OPERATOR, now)
