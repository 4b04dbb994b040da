"""Each night: what the ladders ask for, compared with what left; the escalation ledger is written.

Open cases and those that ended within `RECENT`; no case is changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

import structlog
from sqlalchemy import Connection, Engine

from office.wiring import Office
from persistence import escalations
from persistence.database import reading, write_transaction
from persistence.escalations import ComparedCase, Reconciliation
from rules.escalations import Ladders, LedgerLine, ledger_lines
from rules.ladder import PlannedTimer
from states.definition import Awaited
from states.frozen import replace
from states.moments import civil_date
from workflows.cases.steps import next_timers, while_resting

log = structlog.get_logger("escalation ledger")

BATCH: Final = 500
"""Cases that are compared in one transaction."""

RECENT: Final = timedelta(days=30)
"""For so long a case that has ended is still compared."""


def reconcile(office: Office, engine: Engine, now: datetime) -> Reconciliation | None:
    """Once a civil day: compares all cases; None where that was done today already."""
    with reading(engine) as connection:
        last = escalations.last_reconciliation(connection)
    if last is not None and civil_date(last.at) >= civil_date(now):
        return None
    cases = lines = alarms = after = 0
    while True:
        with write_transaction(engine) as connection:
            batch = escalations.next_cases(connection, after, now - RECENT, BATCH)
            if not batch:
                break
            ledger = compare(connection, office, batch, now)
            institutions = {case.id: case.institution for case in batch}
            alarms += escalations.write(connection, ledger, institutions)
        after = batch[-1].id
        cases += len(batch)
        lines += sum(map(len, ledger.values()))
    result = Reconciliation(now, cases, lines, alarms)
    with write_transaction(engine) as connection:
        escalations.note(connection, result)
    if alarms:
        log.error("notices are missing or doubled", alarms=alarms, of=lines)
    return result


def compare(
    connection: Connection, office: Office, cases: Sequence[ComparedCase], now: datetime
) -> dict[int, list[LedgerLine]]:
    """The ledger of some cases as it stands at an instant; nothing is written.

    Of a case whose definition is missing nothing can be asked.
    """
    cases = [case for case in cases if office.knows(case.definition)]
    names = sorted({level.mail for levels in office.ladders.values() for level in levels})
    ids = [case.id for case in cases]
    timers = escalations.timers_of(connection, ids)
    notices = escalations.notices_of(connection, cases, names)
    of_lists = escalations.list_notices(connection, {case.call_id for case in cases}, names)
    ledger = {}
    for case in cases:
        ladders = asked_of(office, case, now)
        own = notices.get(case.id, ())
        with_own = {notice.key for notice in own}
        of_list = [
            replace(notice, key=timer.key)
            for timer in timers.get(case.id, ())
            if timer.key not in with_own and ladders.may_be_of_list(timer)
            for notice in of_lists.get((case.call_id, *timer.key[1:]), ())
        ]
        ledger[case.id] = ledger_lines(ladders, timers.get(case.id, ()), [*own, *of_list], now)
    return ledger


def asked_of(office: Office, case: ComparedCase, now: datetime) -> Ladders:
    """What the rules ask for of a case at an instant, by where its row says that it stands."""
    commission = frozenset(office.regulations[case.institution].bodies.commission.roles)
    awaited_step = _awaited(office, case)
    if awaited_step is None:
        return Ladders(case.visit, case.due, (), commission)
    step = office.definition(case.definition).transitions.get(awaited_step.step or "")
    awaits_list = step is not None and step.of_call
    planned_timers = next_timers(office, awaited_step, case.due, case.entered_at, now)
    if case.rests_en is not None:
        planned_timers = while_resting(awaited_step, planned_timers)
    return Ladders(case.visit, case.due, _mails(planned_timers), commission, awaits_list)


def _mails(planned_timers: Sequence[PlannedTimer]) -> tuple[PlannedTimer, ...]:
    return tuple(timer for timer in planned_timers if timer.kind == "mail")


def _awaited(office: Office, case: ComparedCase) -> Awaited | None:
    """What a case awaits, with the owners that it has: the Rector or the Dean, say."""
    owners = tuple(filter(None, case.owners.split(",")))
    state = office.definition(case.definition).states[case.state]
    named_steps = [
        awaited_step for awaited_step in state.awaits if awaited_step.name == case.awaited
    ]
    owned_steps = [awaited_step for awaited_step in named_steps if awaited_step.owners == owners]
    awaited_step = next(iter((*owned_steps, *named_steps)), None)
    return _owned(awaited_step, owners) if awaited_step else None


@lru_cache(maxsize=1024)
def _owned(awaited_step: Awaited, owners: tuple[str, ...]) -> Awaited:
    return awaited_step if awaited_step.owners == owners else replace(awaited_step, owners=owners)
