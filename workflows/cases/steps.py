"""A step as it is written: how a case stands after it, what it awaits, its timers and its entry.

Nothing is decided here and nothing is saved; `advance` does both.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from actions.case_event import CaseEvent
from actions.mails import mails_of
from office.wiring import Office
from persistence.case_row import CaseStatus
from persistence.directory import Directory
from persistence.history import Entry
from persistence.saving import Step
from rules.decree_window import stated_anew
from rules.ladder import Ladder, PlannedTimer, each_role_once, timers_of
from rules.receipts import Receipt
from rules.safe_day_receipts import SafeDay
from states.decision import Actor
from states.definition import Awaited, ProcessDefinition, Transition
from states.dossier import Case, Dossier
from states.fact_declaration import Payload
from states.frozen import frozen
from states.moments import end_of
from states.payloads import PAYLOADS
from states.strict_yaml import adapter
from workflows.cases.status import awaited_of, safe_day_of


@frozen
class Situation:
    """A case with its dossier under a definition, in an office at an instant."""

    office: Office
    definition: ProcessDefinition
    case: Case
    dossier: Dossier
    now: datetime


@frozen
class Afterwards:
    """How a case stands after a step: what it awaits, until when, and with which timers."""

    status: CaseStatus
    timers: Sequence[PlannedTimer] | None
    awaited: Awaited | None
    receipt: Receipt | None


def afterwards(situation: Situation, before: Case, planned_anew: bool = False) -> Afterwards:
    """The timers that stand are left alone where nothing moved, or else are planned anew."""
    case, now = situation.case, situation.now
    awaited_step, receipt = awaited_of(
        situation.office, situation.definition, case, situation.dossier, now
    )
    due = receipt.due if receipt else None
    safe_day = safe_day_of(
        situation.office, situation.definition, awaited_step, case, situation.dossier
    )
    status = CaseStatus(
        state=case.state,
        visit=case.visit,
        entered_at=case.entered_at,
        ended=situation.definition.states[case.state].end,
        awaited=awaited_step.name if awaited_step else None,
        owners=awaited_step.owners if awaited_step else (),
        due=due,
        receipt=_kept(receipt) if receipt else None,
        visited=case.visited,
        rests=awaited_step.resting(situation.dossier) if awaited_step else None,
        safe_by=safe_day.day if safe_day else None,
        safe_receipt=kept_safe_day(safe_day) if safe_day else None,
        last_day_stated=stated_anew(
            situation.definition, case, situation.dossier, situation.office.calendar, now
        ),
    )
    is_same = (before.visit, before.due, before.awaited) == (case.visit, due, status.awaited)
    if is_same and not planned_anew:
        return Afterwards(status, None, awaited_step, receipt)
    timers = next_timers(situation.office, awaited_step, due, case.entered_at, now)
    if awaited_step is not None and status.rests is not None:
        timers = while_resting(awaited_step, timers)
    return Afterwards(status, each_role_once(timers, now), awaited_step, receipt)


def refreshed(situation: Situation, entry: Entry, with_timers: bool) -> Step:
    """A step that only notes something: the case stays, what it awaits is computed anew."""
    case = situation.case
    after = afterwards(situation, case, with_timers)
    return Step(case.id, case.version, after.status, entry, None, after.timers)


def announced(
    situation: Situation,
    transition: Transition,
    actor: Actor,
    directory: Directory,
    reason: str | None = None,
) -> Step:
    """A step that tells again, with the transition's mails, what it changed without moving."""
    case = situation.case
    rule = transition.rule_in(situation.dossier.call)
    data = json.dumps({"reason": reason}, ensure_ascii=False) if reason else "{}"
    way = (case.state, case.state)
    entry = entry_of("notice", transition.trigger, rule, actor, data, way)
    after = afterwards(situation, case, True)
    event = CaseEvent(
        situation.definition, case, situation.dossier, situation.now, after.awaited, after.receipt,
        transition,
        actor,
    )  # fmt: skip
    prefix = f"{case.number}/{case.version + 1}/{transition.trigger}"
    mails = mails_of(directory, situation.office, event, prefix)
    return Step(case.id, case.version, after.status, entry, None, after.timers, mails)


def next_timers(
    office: Office,
    awaited_step: Awaited | None,
    due: date | None,
    since: datetime,
    now: datetime,
) -> Sequence[PlannedTimer]:
    """The timers of a due date that have come since an instant, and the rung ahead."""
    if awaited_step is None or due is None:
        return ()
    hour = office.settings.office_hours.mails_leave_at
    ladder = Ladder(tuple(office.ladders[awaited_step.ladder]), office.calendar, hour)
    return timers_of(awaited_step, due, ladder, since, now)


def while_resting(awaited_step: Awaited, timers: Sequence[PlannedTimer]) -> Sequence[PlannedTimer]:
    """The candidate is told the last day of a right; nobody is chased, and time does nothing."""
    if not awaited_step.candidates_right:
        return ()
    return tuple(
        timer for timer in timers if timer.kind == "mail" and timer.at <= end_of(timer.due)
    )


@lru_cache(maxsize=1024)
def _kept(receipt: Receipt) -> str:
    """A receipt as it is stored."""
    return json.dumps(receipt.to_json(), ensure_ascii=False)


@lru_cache(maxsize=1024)
def kept_safe_day(safe_day: SafeDay) -> str:
    """The receipt of a latest safe day as it is stored."""
    return json.dumps(safe_day.to_json(), ensure_ascii=False)


def entry_of(
    kind: str,
    name: str,
    rule: str,
    actor: Actor,
    data: str,
    way: tuple[str | None, str | None] = (None, None),
) -> Entry:
    """The entry of what somebody did; `data` is canonical JSON, `way` from which state to which."""
    return Entry(kind, name, rule, actor.role, actor.name, data, actor.deputy_for, *way)


def payload_json(form: str, value: Payload) -> str:
    """What was handed in, as canonical JSON."""
    if form == "nothing":
        return "{}"
    serializer = adapter(PAYLOADS[form]).serializer
    dump: bytes = serializer.to_json(value, by_alias=True, exclude_none=True)
    return dump.decode()
