"""The sweep: every timer that has fallen due fires once, in the order of its instant.

A timer row is closed in the transaction that writes its mails or takes its step, so that killing
the process at any point loses none and repeats none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from itertools import takewhile
from typing import Final

import structlog
from sqlalchemy import Connection

from actions.case_event import CaseEvent
from actions.list_mails import list_awaited, list_mails
from actions.mail_contexts import due_measure
from actions.mails import CaseMails
from office.wiring import Office
from persistence import dossiers, submissions, timers
from persistence.database import attempted
from persistence.directory import Directory
from persistence.mails import OutgoingMail
from persistence.saving import Work, enqueue
from persistence.timers import DueTimer
from rules.ladder import PlannedTimer
from states.decision import SYSTEM, Refused
from states.moments import civil_date, end_of
from workflows.cases.advance import Request, advance_case
from workflows.cases.status import event_of
from workflows.cases.steps import next_timers, while_resting

log = structlog.get_logger("sweep")

BATCH: Final = 500
"""Timers fired in one transaction: what others wait for is a fifth of a second, and their cases are
all that is in memory, however many are due."""

PUT_OFF: Final = timedelta(hours=1)


class RefusedStepOfTime(Exception):
    """A step that time takes is refused: it is never given up, or the case would wait for ever."""

    def __init__(self, trigger: str, refusal: Refused) -> None:
        reasons = "; ".join(f"{reason.rule}: {reason.message.en}" for reason in refusal.reasons)
        super().__init__(f"{trigger} is refused: {reasons}")


def sweep(
    connection: Connection,
    office: Office,
    now: datetime,
    limit: int = BATCH,
    is_shared: bool = False,
) -> int:
    """Fires up to `limit` due timers in the caller's transaction; returns how many.

    `shared`: what somebody else has locked is left to others (`persistence.timers.due`).

    Mails in a row are written together. A step comes alone, and what it changes is seen by the
    timers after it. A timer that can't be fired (its case's definition is gone, say) must not keep
    the others from firing: it is put off for `PUT_OFF`, a step that is refused until the day is
    over, and the log says why.
    """
    due_timers = timers.due(connection, now, limit, is_shared)
    if not due_timers:
        return 0
    if due_timers[0].kind == "step":
        first = due_timers[0]
        if submissions.step_waits(connection, first.case_id):
            # Who handed something in did so in time: the office looks at it before time goes on.
            timers.put_off(connection, [first.id], end_of(civil_date(now)))
            return 1
        _fire(connection, [first], now, partial(_take_step, connection, office, first, now))
        return 1
    mail_timers = _leading_mails(due_timers)
    together = partial(_write_mails, connection, office, mail_timers, now)
    if attempted(connection, together) is not None:
        for timer in mail_timers:
            alone = partial(_write_mails, connection, office, [timer], now)
            _fire(connection, [timer], now, alone)
    return len(mail_timers)


def _fire(
    connection: Connection, due_timers: Sequence[DueTimer], now: datetime, fire: Callable[[], None]
) -> None:
    """Fires timers; where that can't be done, nothing of it is left and they are put off."""
    failure = attempted(connection, fire)
    if failure is None:
        return
    log.error("a timer could not be fired", case_id=due_timers[0].case_id, error=failure)
    of_time = isinstance(failure, RefusedStepOfTime)
    until = end_of(civil_date(now)) if of_time else now + PUT_OFF
    timers.put_off(connection, [timer.id for timer in due_timers], until)


def _leading_mails(due_timers: Sequence[DueTimer]) -> list[DueTimer]:
    return list(takewhile(lambda timer: timer.kind == "mail", due_timers))


def _take_step(connection: Connection, office: Office, timer: DueTimer, now: datetime) -> None:
    timers.close(connection, [timer.id], "taken", now)
    outcome = advance_case(connection, office, Request(timer.case_id, timer.name), SYSTEM, now)
    if isinstance(outcome, Refused):
        raise RefusedStepOfTime(timer.name, outcome)


def _write_mails(
    connection: Connection, office: Office, mail_timers: Sequence[DueTimer], now: datetime
) -> None:
    """The mails of the timers' levels; the rungs above them are planned."""
    ids = sorted({timer.case_id for timer in mail_timers})
    cases = dossiers.load(connection, ids, to_decide=False)
    directory = Directory(connection)
    mails: list[Work] = []
    timers_by_visit: dict[tuple[int, int], Sequence[PlannedTimer]] = {}
    of_lists: dict[tuple[str, str], tuple[DueTimer, CaseEvent]] = {}
    events = {id_: event_of(office, *pair, now) for id_, pair in cases.items()}
    days_with_notice = _days_with_notice(connection, events.values())
    repeated_ids = []
    for timer in mail_timers:
        event = events[timer.case_id]
        if step := list_awaited(event):
            notice_level = (event.case.call_id, step.trigger, timer.level, timer.recipient)
            if days_with_notice.setdefault(notice_level, timer.due) < timer.due:
                repeated_ids.append(timer.id)
            else:
                level = (_level_of_list(timer, event), timer.recipient)
                of_lists.setdefault(level, (timer, event))
        else:
            mails.append((timer.case_id, None, _mails(directory, office, timer, event), ()))
        timers_by_visit[timer.case_id, timer.visit] = _rungs_above(office, timer, event)
    for (prefix, _), (timer, event) in of_lists.items():
        measure = due_measure(office, timer.due, civil_date(now))
        writer = list_mails(connection, office, event, prefix, measure)
        if writer is not None:
            to_role = list(writer.to_role(timer.name, timer.recipient))
            mails.append((None, event.case.call_id, to_role, ()))
    enqueue(connection, mails, now)
    sent_ids = [timer.id for timer in mail_timers if timer.id not in repeated_ids]
    timers.close(connection, sent_ids, "sent", now)
    if repeated_ids:
        timers.close(connection, repeated_ids, "told", now)
    further_timers = [(*visit, rungs) for visit, rungs in timers_by_visit.items()]
    timers.open_further(connection, further_timers, now)


def _days_with_notice(
    connection: Connection, events: Iterable[CaseEvent]
) -> dict[timers.NoticeLevel, date]:
    """For which day of a list that is awaited each level was told already: one list is missing,
    though its cases wait for it until several days, and is told of by the first of them."""
    call_ids = {
        event.case.call_id
        for event in events
        if event.case.call_id is not None and list_awaited(event)
    }
    return timers.days_with_notice(connection, call_ids) if call_ids else {}


def _mails(
    directory: Directory, office: Office, timer: DueTimer, event: CaseEvent
) -> list[OutgoingMail]:
    prefix = f"{event.case.number}/{timer.visit}/{timer.due}/{timer.level}"
    measure = due_measure(office, timer.due, civil_date(event.at))
    case_mails = CaseMails(directory, office, event, prefix, measure)
    return list(case_mails.to_role(timer.name, timer.recipient))


def _level_of_list(timer: DueTimer, event: CaseEvent) -> str:
    """What the mails of a level have alike for all cases of a call: they leave once."""
    return f"call-{event.case.call_id}/{timer.due}/{timer.level}"


def _rungs_above(office: Office, timer: DueTimer, event: CaseEvent) -> list[PlannedTimer]:
    """What comes after a timer's level by now, and the rung ahead."""
    since = event.case.entered_at
    planned_timers = next_timers(office, event.awaited, timer.due, since, event.at)
    if event.awaited is not None and event.awaited.resting(event.dossier) is not None:
        planned_timers = while_resting(event.awaited, planned_timers)
    fired_at = next((rung.at for rung in planned_timers if rung.level == timer.level), timer.at)
    return [rung for rung in planned_timers if rung.kind == "mail" and rung.at > fired_at]
