"""The sweep: every timer that has fallen due fires once, in the order of its instant.

A timer row is closed in the transaction that writes its mails or takes its step, so that killing
the process at any point loses none and repeats none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache, partial
from typing import Any, Final

import structlog
from sqlalchemy import Connection

from actions.mails import Occasion, letter_to
from office.wiring import Office
from persistence import dossiers, timers
from persistence.database import attempted
from persistence.directory import Directory
from persistence.saving import MailRow, Work, enqueue
from persistence.timers import DueTimer
from rules.calendar import Calendar
from rules.ladder import PlannedTimer
from states.decision import SYSTEM, Refused
from states.dossier import Case, Dossier
from states.moments import civil_date
from workflows.cases.advance import Request, advance_case
from workflows.cases.status import awaited_of
from workflows.cases.steps import next_timers

log = structlog.get_logger("sweep")

BATCH: Final = 5000
"""Timers fired in one transaction: what others wait for is a second at most."""

PUT_OFF: Final = timedelta(hours=1)


def sweep(connection: Connection, office: Office, now: datetime, limit: int = BATCH) -> int:
    """Fires up to `limit` due timers in the caller's transaction; returns how many.

    Mails in a row are written together. A step comes alone, and what it changes is seen by the
    timers after it. A timer that can't be fired (its case's definition is gone, say) must not keep
    the others from firing: it is put off for `PUT_OFF`, and the log says why.
    """
    found = timers.due(connection, now, limit)
    if not found:
        return 0
    if found[0].kind == "step":
        _fire(connection, found[:1], now, partial(_take_step, connection, office, found[0], now))
        return 1
    letters = _leading_mails(found)
    together = partial(_write_mails, connection, office, letters, now)
    if attempted(connection, together) is not None:
        for timer in letters:
            alone = partial(_write_mails, connection, office, [timer], now)
            _fire(connection, [timer], now, alone)
    return len(letters)


def _fire(
    connection: Connection, found: Sequence[DueTimer], now: datetime, fire: Callable[[], None]
) -> None:
    """Fires timers; where that can't be done, nothing of it is left and they are put off."""
    failure = attempted(connection, fire)
    if failure is None:
        return
    log.error("a timer could not be fired", case=found[0].case_id, reason=repr(failure))
    timers.put_off(connection, [timer.id for timer in found], now + PUT_OFF)


def _leading_mails(found: Sequence[DueTimer]) -> list[DueTimer]:
    mails: list[DueTimer] = []
    for timer in found:
        if timer.kind != "mail":
            break
        mails.append(timer)
    return mails


def _take_step(connection: Connection, office: Office, timer: DueTimer, now: datetime) -> None:
    timers.close(connection, [timer.id], "taken", now)
    outcome = advance_case(connection, office, Request(timer.case_id, timer.name), SYSTEM, now)
    if isinstance(outcome, Refused):
        timers.close(connection, [timer.id], "refused", now)


def _write_mails(
    connection: Connection, office: Office, found: Sequence[DueTimer], now: datetime
) -> None:
    """The letters of the timers' levels; the rungs above them are planned."""
    ids = sorted({timer.case_id for timer in found})
    loaded = dossiers.load(connection, ids, to_decide=False)
    directory = Directory(connection)
    letters: list[Work] = []
    ahead: dict[tuple[int, int], Sequence[PlannedTimer]] = {}
    standing = {id_: _standing(office, *pair, now) for id_, pair in loaded.items()}
    for timer in found:
        occasion = standing[timer.case_id]
        written = _letters(directory, office, timer, occasion)
        letters.append((timer.case_id, None, written, ()))
        ahead[timer.case_id, timer.visit] = _rungs_above(office, timer, occasion)
    enqueue(connection, letters, now)
    timers.close(connection, [timer.id for timer in found], "sent", now)
    timers.open_timers(connection, [(*place, planned) for place, planned in ahead.items()])


def _standing(office: Office, case: Case, dossier: Dossier, now: datetime) -> Occasion:
    """What the letters of a case's timers are about."""
    definition = office.definition_of(case, dossier)
    awaited, receipt = awaited_of(office, definition, case, dossier, now)
    return Occasion(definition, case, dossier, now, awaited, receipt)


def _letters(
    directory: Directory, office: Office, timer: DueTimer, occasion: Occasion
) -> list[MailRow]:
    prefix = f"{occasion.case.number}/{timer.visit}/{timer.due}/{timer.level}"
    more = _measure(office, timer, occasion.at)
    found = letter_to(directory, office, occasion, timer.name, timer.recipient, prefix, **more)
    return list(found)


def _rungs_above(office: Office, timer: DueTimer, occasion: Occasion) -> list[PlannedTimer]:
    """What comes after a timer's level by now, and the rung ahead."""
    since = occasion.case.entered_at
    planned = next_timers(office, occasion.awaited, timer.due, since, occasion.at)
    own = next((one.at for one in planned if one.level == timer.level), timer.at)
    return [one for one in planned if one.kind == "mail" and one.at > own]


def _measure(office: Office, timer: DueTimer, now: datetime) -> Mapping[str, Any]:
    """How many working days are left, or have passed since the due day."""
    today = civil_date(now)
    count = _working_days(office.calendar, min(today, timer.due), max(today, timer.due))
    if today <= timer.due:
        return {"level": timer.level, "working_days_left": count}
    return {"level": timer.level, "working_days_over": count}


@lru_cache(maxsize=256)
def _working_days(calendar: Calendar, first: date, last: date) -> int:
    """Worked days after `first` up to and with `last`."""
    days = ((first + timedelta(days=ahead)) for ahead in range(1, (last - first).days + 1))
    return sum(calendar.is_worked(day) for day in days)
