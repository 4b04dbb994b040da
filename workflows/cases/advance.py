"""`advance_case`: the one way a case moves. Load, decide, save; the caller commits.

Inside: the case row, its history, timers and outbox in one transaction. No side effect, no rule.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from actions.documents.of_step import issue_decree, papers_of
from actions.mails import Occasion, letters_of
from office.wiring import Office
from persistence import cases as case_rows
from persistence import dossiers
from persistence.directory import Directory
from persistence.facts import Received
from persistence.history import Entry
from persistence.saving import CaseStatus, Step, VersionMoved, save
from rules.ladder import PlannedTimer, timers_of
from rules.precedents import Pair, pairs_of
from rules.receipts import Receipt
from states.applying import apply_fact
from states.decision import Actor, Advanced, Refused, decide, wrong_role
from states.definition import Awaited, ProcessDefinition, Transition
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.moments import civil_date
from states.payloads import PAYLOADS, read_payload
from states.strict_yaml import adapter
from states.text import Text
from states.validation_error import ValidationError
from states.vocabulary import recording
from workflows.cases.fact_checks import check_fact
from workflows.cases.status import awaited_of, load_case, no_case


@frozen
class Request:
    """A wish to take a step: of which case, and what is handed in.

    `of_call` where a step of the whole call is taken with all its cases, by publishing its list.
    """

    case_id: int
    trigger: str
    details: Mapping[str, Any] = field(default_factory=dict)
    expected_version: int | None = None
    of_call: bool = False


@frozen
class Recorded:
    """The fact stands in the dossier; the awaited step's due date was computed anew."""

    case: Case


class ChangedMeanwhile(Exception):
    """Somebody else changed the case after the person who acts had seen it."""

    def __init__(self, change: case_rows.Change) -> None:
        self.change = change
        by = change.person or change.role
        super().__init__(
            f"{change.number} was changed meanwhile by {by}: {change.name}; "
            f"it stands at `{change.state}` now. Look at it again; nothing was saved."
        )


def advance_case(
    connection: Connection, office: Office, request: Request, actor: Actor, now: datetime
) -> Advanced | Refused:
    """Takes a step with a case, or says completely why it can't be taken.

    Raises ValidationError for a trigger or details that can't be read, ChangedMeanwhile where the
    case is not the one that the actor saw.
    """
    return advance_cases(connection, office, [request], actor, now)[0]


def advance_cases(
    connection: Connection,
    office: Office,
    requests: Sequence[Request],
    actor: Actor,
    now: datetime,
    loaded: Mapping[int, tuple[Case, Dossier]] | None = None,
) -> list[Advanced | Refused]:
    """Takes steps with many cases in one transaction; refused ones are left as they are.

    `loaded` holds the cases where the caller has them already, locked in this transaction.
    """
    if loaded is None:
        loaded = dossiers.load(connection, [request.case_id for request in requests], True)
    outcomes: list[Advanced | Refused] = []
    steps: list[Step] = []
    directory = Directory(connection)
    for request in requests:
        if request.case_id not in loaded:
            raise no_case(request.case_id)
        case, dossier = loaded[request.case_id]
        _still(connection, case, request.expected_version)
        outcome, step = _attempt(connection, office, directory, case, dossier, request, actor, now)
        outcomes.append(outcome)
        steps += [step] if step else []
    _save(connection, steps, now)
    return outcomes


def record_fact(
    connection: Connection,
    office: Office,
    case_id: int,
    fact: str,
    details: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> Recorded | Refused:
    """Puts a fact into the dossier without moving the case.

    Raises ValidationError for an unknown fact or details that can't be read.
    """
    case, dossier = load_case(connection, case_id, True)
    _still(connection, case, expected_version)
    definition = office.definition_of(case, dossier)
    allowed = definition.facts.get(fact)
    if allowed is None:
        known = ", ".join(definition.facts)
        raise ValidationError(
            Text(
                f"`{fact}` is not a fact of {definition.key}; known are: {known}",
                f"`{fact}` није чињеница која се уписује у {definition.key}; познате су: {known}",
            )
        )
    today = civil_date(now)
    if actor.acts_as(today) not in allowed.roles:
        title = recording(fact)
        return Refused(title, (wrong_role(allowed.rule, title, allowed.roles, actor),))
    value = read_payload(fact, details, allowed.rule)
    check_fact(office, definition, fact, allowed.rule, value, dossier)
    proposed = apply_fact(dossier, fact, value, today)
    received = Received(case.id, fact, value, proposed, now, today)
    entry = _entry("fact", fact, allowed.rule, actor, _said(fact, value))
    after = _after(office, definition, case, case, proposed, now)
    step = Step(case.id, case.version, after.status, entry, received, after.timers)
    _save(connection, [step], now)
    return Recorded(replace(case, version=case.version + 1, due=step.status.due))


def transition_of(definition: ProcessDefinition, trigger: str) -> Transition:
    """A transition by its trigger; raises ValidationError for an unknown one."""
    try:
        return definition.transitions[trigger]
    except KeyError:
        known = ", ".join(definition.transitions)
        raise ValidationError(
            Text(
                f"`{trigger}` is not a step of {definition.key}; known are: {known}",
                f"`{trigger}` није корак у {definition.key}; познати су: {known}",
            )
        ) from None


def _still(connection: Connection, case: Case, expected: int | None) -> None:
    if expected is not None and expected != case.version:
        raise ChangedMeanwhile(case_rows.last_change(connection, case.id))


def _attempt(
    connection: Connection,
    office: Office,
    directory: Directory,
    case: Case,
    dossier: Dossier,
    request: Request,
    actor: Actor,
    now: datetime,
) -> tuple[Advanced | Refused, Step | None]:
    definition = office.definition_of(case, dossier)
    transition = transition_of(definition, request.trigger)
    today = civil_date(now)
    value = read_payload(transition.takes, request.details, transition.rule)
    _not_of_tomorrow(value, now)
    proposed = apply_fact(dossier, transition.takes, value, today)
    outcome = decide(definition, case, proposed, request.trigger, actor, now)
    if isinstance(outcome, Refused):
        return outcome, None
    if transition.of_call and not request.of_call:
        # One case alone would stand on a list that was never made, past the guards of the call.
        raise ValidationError(
            Text(
                f"`{request.trigger}` is a step of the whole call: publish its list",
                f"„{transition.title.sr}“ је корак целог конкурса: објавите ранг листу",
            )
        )
    return outcome, _taken(
        connection, office, directory, definition, case, proposed, outcome, value, actor, now
    )


def _taken(
    connection: Connection,
    office: Office,
    directory: Directory,
    definition: ProcessDefinition,
    case: Case,
    proposed: Dossier,
    outcome: Advanced,
    value: Any,
    actor: Actor,
    now: datetime,
) -> Step:
    """The step of a decision to advance, with its letters and papers."""
    transition, today = outcome.transition, civil_date(now)
    content, recognition = "", None
    pairs: tuple[Pair, ...] = ()
    if transition.takes == "decree":
        proposed, recognition, content = issue_decree(connection, office, case, proposed, now)
        pairs = pairs_of(recognition)
    moved = _stayed(case) if transition.target is None else _entered(case, outcome.target, now)
    after = _after(office, definition, case, moved, proposed, now)
    said = _said(transition.takes, value)
    occasion = Occasion(
        definition, after.case, proposed, now, after.awaited, after.receipt, transition, actor,
        json.loads(said), recognition,
    )  # fmt: skip
    prefix = f"{case.number}/{case.version + 1}/{transition.trigger}"
    return Step(
        case.id,
        case.version,
        after.status,
        _entry("step", transition.trigger, transition.rule, actor, said, outcome),
        Received(case.id, transition.takes, value, proposed, now, today, content, pairs),
        after.timers,
        letters_of(directory, office, occasion, prefix),
        papers_of(connection, office, occasion, prefix),
    )


def _stayed(case: Case) -> Case:
    return replace(case, version=case.version + 1)


def _entered(case: Case, state: str, now: datetime) -> Case:
    return Case(
        case.id, case.number, case.institution, case.process, case.definition, state,
        case.visit + 1, now, case.version + 1, None, case.call_id, None,
    )  # fmt: skip


@frozen
class _After:
    """How a case stands after a step: what it awaits, until when, and with which timers."""

    case: Case
    status: CaseStatus
    timers: Sequence[PlannedTimer] | None
    awaited: Awaited | None
    receipt: Receipt | None


def _after(
    office: Office,
    definition: ProcessDefinition,
    before: Case,
    case: Case,
    dossier: Dossier,
    now: datetime,
    planned_anew: bool = False,
) -> _After:
    """The timers that stand are left alone where nothing moved, or else are planned anew."""
    awaited, receipt = awaited_of(office, definition, case, dossier, now)
    due = receipt.due if receipt else None
    status = CaseStatus(
        state=case.state,
        visit=case.visit,
        entered_at=case.entered_at,
        ended=definition.states[case.state].end,
        awaited=awaited.step if awaited else None,
        owners=awaited.owners if awaited else (),
        due=due,
        receipt=_kept(receipt) if receipt else None,
    )
    same = (before.visit, before.due, before.awaited) == (case.visit, due, status.awaited)
    left = same and not planned_anew
    timers = None if left else next_timers(office, awaited, due, case.entered_at, now)
    return _After(case, status, timers, awaited, receipt)


def refreshed(
    office: Office,
    definition: ProcessDefinition,
    case: Case,
    dossier: Dossier,
    entry: Entry,
    now: datetime,
    with_timers: bool,
) -> Step:
    """A step that only notes something: the case stays, what it awaits is computed anew."""
    after = _after(office, definition, case, case, dossier, now, with_timers)
    return Step(case.id, case.version, after.status, entry, None, after.timers)


def announced(
    directory: Directory,
    office: Office,
    definition: ProcessDefinition,
    transition: Transition,
    case: Case,
    dossier: Dossier,
    actor: Actor,
    now: datetime,
) -> Step:
    """A step that tells again, with the transition's mails, what it changed without moving."""
    entry = _entry("notice", transition.trigger, transition.rule, actor, "{}")
    entry = replace(entry, source=case.state, target=case.state)
    after = _after(office, definition, case, case, dossier, now, True)
    told = Occasion(definition, case, dossier, now, after.awaited, after.receipt, transition, actor)
    prefix = f"{case.number}/{case.version + 1}/{transition.trigger}"
    letters = letters_of(directory, office, told, prefix)
    return Step(case.id, case.version, after.status, entry, None, after.timers, letters)


def next_timers(
    office: Office,
    awaited: Awaited | None,
    due: date | None,
    since: datetime,
    now: datetime,
) -> Sequence[PlannedTimer]:
    """The timers of a due date that have come since an instant, and the rung ahead."""
    if awaited is None or due is None:
        return ()
    levels = office.ladders[awaited.ladder]
    hour = office.settings.office_hours.mails_leave_at
    return timers_of(awaited, due, levels, office.calendar, since, hour, now)


@lru_cache(maxsize=1024)
def _kept(receipt: Receipt) -> str:
    """A receipt as it is stored."""
    return json.dumps(receipt.to_json(), ensure_ascii=False)


def _entry(
    kind: str, name: str, rule: str, actor: Actor, data: str, outcome: Advanced | None = None
) -> Entry:
    source, target = (outcome.source, outcome.target) if outcome else (None, None)
    return Entry(kind, name, rule, actor.role, actor.name, data, actor.deputy_for, source, target)


def _said(form: str, value: Any) -> str:
    """What was handed in, as canonical JSON."""
    if form == "nothing":
        return "{}"
    dump = adapter(PAYLOADS[form]).dump_json(value, by_alias=True, exclude_none=True)
    return dump.decode()


def _not_of_tomorrow(value: Any, now: datetime) -> None:
    on = getattr(value, "on", None)
    if on is not None and on > civil_date(now):
        raise ValidationError(Text(f"on: {on} lies in the future", f"датум {on} је у будућности"))


def _save(connection: Connection, steps: Sequence[Step], now: datetime) -> None:
    if not steps:
        return
    try:
        save(connection, steps, now)
    except VersionMoved:
        change = case_rows.last_change(connection, steps[0].case_id)
        raise ChangedMeanwhile(change) from None
