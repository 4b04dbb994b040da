"""Latest safe days are counted anew where the days that steps take, or the days off, are others.

Nothing happens to a case by that: neither its version nor its history moves, and nobody's page is
stale. What a step or a fact changes is counted with it, in its transaction.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection

from office.wiring import Office
from persistence import dossiers, safe_days
from persistence.safe_days import KeptSafeDay
from persistence.usual_days import StepKey
from rules.calendar import Calendar
from rules.latest_safe_day import counted_by
from rules.safe_day_receipts import RemainingStep, SafeDay
from states.usual_days import UsualDays
from workflows.cases.status import safe_day_of
from workflows.cases.steps import kept_safe_day

Medians = Mapping[StepKey, UsualDays]

MOST_RECEIPTS: Final = 1024
"""Receipts that are remembered as judged: each list and each day has its own."""


def out_of_date(
    cases: Iterable[KeptSafeDay], calendar: Calendar, medians: Medians, for_everybody: bool = False
) -> list[int]:
    """The cases whose receipt, counted by a calendar and with these medians, says something else.

    `everybody`: those too that have none. No dossier is read, and cases with one receipt are judged
    together.
    """
    differs = _judged_by(calendar, medians)
    return [
        case.id
        for case in cases
        if (
            differs(case.institution, case.process, case.safe_receipt)
            if case.safe_receipt
            else for_everybody
        )
    ]


def _judged_by(calendar: Calendar, medians: Medians) -> Callable[[str, str, str], bool]:
    @lru_cache(maxsize=MOST_RECEIPTS)
    def differs(institution: str, process: str, stored_receipt: str) -> bool:
        receipt = SafeDay.from_json(json.loads(stored_receipt))
        steps = (step for safe in (receipt, *receipt.compared) for step in safe.remaining)
        if any(
            _takes_others(step, medians.get(StepKey(institution, process, step.state, step.step)))
            for step in steps
        ):
            return True
        return counted_by(receipt, calendar) != receipt

    return differs


def _takes_others(step: RemainingStep, usual: UsualDays | None) -> bool:
    """Whether a step of a receipt takes other days than its median says now, or has one now.

    That it was taken once more with the same median changes no day.
    """
    if usual is None or not usual.is_enough:
        return step.basis == "median"
    days = usual.working_days if step.unit == "working_days" else usual.days
    return (step.basis, step.count) != ("median", days)


def recount(connection: Connection, ids: Sequence[int], office: Office, now: datetime) -> int:
    """Counts the latest safe days of cases anew; how many say something else. The caller commits.

    Who did the same meanwhile left nothing to do.
    """
    rows = list(_anew(connection, office, ids, now))
    safe_days.write(connection, [(case_id, safe.day if safe else None,
                                  kept_safe_day(safe) if safe else None)
                                 for case_id, safe in rows])  # fmt: skip
    return len(rows)


def _anew(
    connection: Connection, office: Office, ids: Sequence[int], now: datetime
) -> Iterator[tuple[int, SafeDay | None]]:
    # What is awaited hangs neither on who else waits nor on the registers.
    pairs = dossiers.load(connection, ids, for_update=True, to_decide=False)
    stored_receipts = safe_days.receipts_of(connection, ids)
    for case, dossier in pairs.values():
        if not office.knows(case.definition):
            continue
        definition = office.definition_of(case, dossier)
        awaited_step = definition.awaited(case, dossier, now)
        safe_day = safe_day_of(office, definition, awaited_step, case, dossier)
        if (kept_safe_day(safe_day) if safe_day else None) != stored_receipts[case.id]:
            yield case.id, safe_day
