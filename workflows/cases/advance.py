"""`advance_case`: the one way a case moves. Load, decide, save; the caller commits.

Inside: the case row, its history, timers and outbox in one transaction. No side effect, no rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Connection

from actions.case_event import CaseEvent
from actions.documents.of_step import documents_made, issue_decree
from actions.mails import mails_of
from actions.webhooks import messages
from office.wiring import Office
from persistence import cases as case_rows
from persistence import webhooks
from persistence.case_row import VersionMoved
from persistence.directory import Directory
from persistence.dossiers import LockedCase
from persistence.history import WrittenEntry
from persistence.received import Received
from persistence.saving import Step, save
from persistence.stamps import staff_stamp
from rules.list_appeals import with_own_appeal
from rules.precedents import Pair, pairs_of
from rules.rests import no_pause_of_a_right
from states.agreements import concluded
from states.applying import apply_fact
from states.decision import SYSTEM, Actor, Advanced, Refused, decide, may_take, wrong_role
from states.definition import FactRule, ProcessDefinition, Transition
from states.dossier import Case, Dossier
from states.fact_declaration import Payload
from states.facts import PAUSE, recording
from states.frozen import frozen, replace
from states.moments import civil_date
from states.payloads import read_payload
from states.text import Text
from states.validation_error import ValidationError
from workflows.cases.changed import ChangedMeanwhile
from workflows.cases.correcting import Recording, applied_fact
from workflows.cases.debts import keep_debts
from workflows.cases.fact_checks import check_fact, check_step
from workflows.cases.fact_rules import fact_rule, transition_of
from workflows.cases.locking import lock_for, lock_for_fact
from workflows.cases.settling import Settling, settle, settlings_of
from workflows.cases.status import check_not_erased, no_case
from workflows.cases.steps import Situation, afterwards, entry_of, payload_json
from workflows.who_may import check_holds_role, check_seat


@frozen
class Request:
    """A wish to take a step: of which case, and what is handed in.

    `of_call` where a step of the whole call is taken with all its cases, by publishing its list.
    What the caller has already is not made again: `value`, what is handed in as the value of its
    form, and `locked`, the case as this transaction has locked it.
    """

    case_id: int
    trigger: str
    details: Mapping[str, Any] = field(default_factory=dict)
    expected_version: int | None = None
    of_call: bool = False
    value: Payload | None = None
    locked: LockedCase | None = None


@frozen
class FactRequest:
    """A wish to put a fact into a case's dossier; `value` and `locked` as in a `Request`."""

    case_id: int
    fact: str
    details: Mapping[str, Any] = field(default_factory=dict)
    expected_version: int | None = None
    value: Payload | None = None
    locked: LockedCase | None = None


@frozen
class StepTaken(Advanced):
    """The case has moved: how it stands now, and the entry of its history that says so."""

    case: Case
    entry: WrittenEntry


@frozen
class Recorded:
    """The fact stands in the dossier and in the history, as `entry`.

    The awaited step's due date was computed anew.
    """

    case: Case
    entry: WrittenEntry


def advance_case(
    connection: Connection, office: Office, request: Request, actor: Actor, now: datetime
) -> StepTaken | Refused:
    """Takes a step with a case, or says completely why it can't be taken.

    Raises ValidationError for a trigger or details that can't be read, ChangedMeanwhile where the
    case is not the one that the actor saw, NotTheirs for who holds the role there no more.
    """
    return advance_cases(connection, office, [request], actor, now)[0]


def advance_cases(
    connection: Connection, office: Office, requests: Sequence[Request], actor: Actor, now: datetime
) -> list[StepTaken | Refused]:
    """Takes steps with many cases in one transaction; refused ones are left as they are."""
    cases = _locked_cases(connection, office, requests)
    staff = _staff_stamp(connection, cases)
    act = _Act(connection, office, Directory(connection, staff), actor, now, staff)
    attempts = [_attempt(act, cases, request) for request in requests]
    steps = [attempt.step for attempt in attempts if isinstance(attempt, _Taken)]
    entries = iter(_save(connection, steps, now))
    moved = [(a.case, a.step.received) for a in attempts if isinstance(a, _Taken)]
    keep_debts(connection, office, [(c, r.dossier) for c, r in moved if r is not None], now)
    settle(connection, office, _settlings(attempts), actor, now)
    return [
        attempt if isinstance(attempt, Refused) else _outcome(attempt, next(entries))
        for attempt in attempts
    ]


def _staff_stamp(connection: Connection, cases: Mapping[int, LockedCase]) -> int | None:
    """The stamp of the office's people; read once for all cases, where none of them brings it."""
    if not cases:
        return None
    stamp = next(iter(cases.values())).staff
    return staff_stamp(connection) if stamp is None else stamp


def _settlings(attempts: Sequence[_Taken | Refused]) -> list[Settling]:
    taken = (attempt for attempt in attempts if isinstance(attempt, _Taken))
    return [settling for attempt in taken for settling in attempt.settlings]


def record_fact(
    connection: Connection, office: Office, request: FactRequest, actor: Actor, now: datetime
) -> Recorded | Refused:
    """Puts a fact into the dossier without moving the case.

    Raises ValidationError for an unknown fact or details that can't be read, NotTheirs as
    `advance_case`.
    """
    case_id = request.case_id
    locked = request.locked or lock_for_fact(connection, case_id, request.fact).get(case_id)
    locked_case = _case_of(connection, locked, request)
    case, dossier, fact = locked_case.case, locked_case.dossier, request.fact
    today = civil_date(now)
    check_holds_role(connection, actor, case.institution, today, locked_case.staff)
    check_seat(actor, dossier.call, today)
    definition = office.definition_of(case, dossier)
    allowed = fact_rule(definition, fact, request.details)
    if actor.acts_as(today) not in allowed.roles:
        title = recording(fact)
        return Refused(title, (wrong_role(allowed.rule, title, allowed.roles, actor),))
    paused = definition.awaited(case, dossier, now) if fact == PAUSE else None
    if paused is not None and paused.right:
        return Refused(recording(fact), (no_pause_of_a_right(paused),))
    value = request.value
    if value is None:
        value = read_payload(fact, request.details, allowed.rule)
    check_fact(office, definition, fact, value, dossier, today)
    there = Recording(connection, office, definition, (case, dossier), now)
    applied = applied_fact(there, fact, value)
    if isinstance(applied, Refused):
        return applied
    proposed = applied.dossier
    after = afterwards(Situation(office, definition, case, proposed, now), case)
    # A pause rests on the limit that it stops; who may record one, the definition says.
    rule = paused.deadlines[0].rule if paused else allowed.rule
    entry = entry_of("fact", fact, rule, actor, applied.data)
    received = Received(case.id, fact, applied.value, proposed, now, today)
    step = Step(
        case.id, case.version, after.status, entry, received, after.timers, tip=locked_case.tip
    )
    (written_entry,) = _save(connection, [step], now)
    keep_debts(connection, office, [(case, proposed)], now)
    if proposed.progress.corrected != dossier.progress.corrected:
        settle(connection, office, settlings_of(definition, case, dossier), actor, now)
    left = replace(case, version=case.version + 1, due=step.status.due)
    return Recorded(_followed(connection, office, allowed, left, definition, now), written_entry)


def _followed(
    connection: Connection,
    office: Office,
    rule: FactRule,
    case: Case,
    definition: ProcessDefinition,
    now: datetime,
) -> Case:
    """The case after the steps of time that follow a fact at once, where their guards let them."""
    for trigger in rule.at_once:
        if case.state in definition.transitions[trigger].sources:
            outcome = advance_case(connection, office, Request(case.id, trigger), SYSTEM, now)
            case = outcome.case if isinstance(outcome, StepTaken) else case
    return case


def _locked_cases(
    connection: Connection, office: Office, requests: Sequence[Request]
) -> Mapping[int, LockedCase]:
    """The cases of requests, by id; those that a request brings are not read again."""
    cases = {request.case_id: request.locked for request in requests if request.locked}
    steps = {r.case_id: r.trigger for r in requests if r.case_id not in cases}
    return {**cases, **lock_for(connection, office, steps)} if steps else cases


def _case_of(
    connection: Connection, locked_case: LockedCase | None, request: Request | FactRequest
) -> LockedCase:
    """A request's case; raises where there is none, or not as the person who acts had seen it."""
    if locked_case is None:
        raise no_case(request.case_id)
    check_not_erased(locked_case.dossier)
    if request.expected_version not in (None, locked_case.case.version):
        raise ChangedMeanwhile(case_rows.last_change(connection, request.case_id))
    return locked_case


@frozen
class _Act:
    """What is alike for all requests that are judged together: who acts, when, in which office.

    `staff` is the stamp of the office's people.
    """

    connection: Connection
    office: Office
    directory: Directory
    actor: Actor
    now: datetime
    staff: int | None = None


@frozen
class _Taken:
    """A decision to advance, how the case stands then, and all that is to be written.

    `settlings` where what other cases of the call await may change with it.
    """

    decision: Advanced
    case: Case
    step: Step
    settlings: tuple[Settling, ...] = ()


@frozen
class _Move:
    """A decision to advance with what it was made on: the payload, and the dossier with it."""

    decision: Advanced
    definition: ProcessDefinition
    locked: LockedCase
    value: Payload
    proposed: Dossier


def _attempt(act: _Act, cases: Mapping[int, LockedCase], request: Request) -> _Taken | Refused:
    locked_case = _case_of(act.connection, cases.get(request.case_id), request)
    definition = act.office.definition_of(locked_case.case, locked_case.dossier)
    transition = transition_of(definition, request.trigger)
    case, dossier, today = locked_case.case, locked_case.dossier, civil_date(act.now)
    check_holds_role(act.connection, act.actor, case.institution, today, locked_case.staff)
    check_seat(act.actor, dossier.call, today)
    refused = may_take(definition, case, dossier, request.trigger, act.actor, act.now)
    if refused is not None:
        return refused
    value = request.value
    if value is None:
        value = read_payload(transition.takes, request.details, transition.rule)
    check_step(definition, transition, value, dossier, today)
    proposed = apply_fact(dossier, transition.takes, value, today)
    outcome = decide(definition, case, proposed, request.trigger, act.actor, act.now)
    if isinstance(outcome, Refused):
        return outcome
    if transition.of_call and not request.of_call:
        # One case alone would stand on a list that was never made, past the guards of the call.
        raise ValidationError(
            Text(
                f"`{request.trigger}` is a step of the whole call: publish its list",
                f"„{transition.title.sr}“ је корак целог конкурса: објавите ранг листу",
            )
        )
    return _taken(act, _Move(outcome, definition, locked_case, value, proposed))


def _taken(act: _Act, move: _Move) -> _Taken:
    """The step of a decision to advance, with its mails and documents."""
    case, transition, proposed = move.locked.case, move.decision.transition, move.proposed
    content, recognition = "", None
    pairs: tuple[Pair, ...] = ()
    if transition.concludes:
        proposed = concluded(proposed)
    if transition.takes == "decree":
        proposed, recognition, content = issue_decree(
            act.connection, act.office, case, _signed_by(act.actor, proposed), act.now
        )
        pairs = pairs_of(recognition)
    if transition.settles_list:
        proposed = with_own_appeal(proposed, case.number)
    moved = _stayed(case) if transition.target is None else _entered(case, move.decision, act.now)
    after = afterwards(Situation(act.office, move.definition, moved, proposed, act.now), case)
    payload = payload_json(transition.takes, move.value)
    event = CaseEvent(
        move.definition, moved, proposed, act.now, after.awaited, after.receipt, transition,
        act.actor, from_json(payload), recognition, move.locked.dossier.decree,
        move.decision.source,
    )  # fmt: skip
    prefix = f"{case.number}/{moved.version}/{transition.trigger}"
    rule = transition.rule_in(proposed.call)
    entry = entry_of("step", transition.trigger, rule, act.actor, payload)
    step = Step(
        case.id,
        case.version,
        after.status,
        replace(entry, source=move.decision.source, target=move.decision.target),
        Received(
            case.id, transition.takes, move.value, proposed, act.now, civil_date(act.now),
            content, pairs, act.actor,
        ),
        after.timers,
        mails_of(act.directory, act.office, event, prefix),
        documents_made(act.connection, act.office, event, prefix),
        move.locked.tip,
        _concluded_with(transition, proposed, act.now),
        messages(
            webhooks.to_tell(act.connection, case.institution, act.staff),
            moved, transition, move.decision.source, act.now,
        ),
    )  # fmt: skip
    if not transition.settles_list:
        return _Taken(move.decision, moved, step)
    settlings = settlings_of(move.definition, case, move.locked.dossier)
    return _Taken(move.decision, moved, step, settlings)


def _concluded_with(
    transition: Transition, dossier: Dossier, now: datetime
) -> tuple[int, date] | None:
    """The version of the agreement that a step brings into force, and the civil date."""
    if not transition.concludes or dossier.agreed is None:
        return None
    return dossier.agreed_version, civil_date(now)


def _signed_by(actor: Actor, dossier: Dossier) -> Dossier:
    """The dossier whose new Decree says who issued it."""
    assert dossier.decree is not None
    issued = replace(
        dossier.decree,
        issued_by=actor.name or None,
        issued_as=actor.role,
        issued_for=actor.deputy_for,
    )
    return replace(dossier, decree=issued)


def _outcome(taken: _Taken, entry: WrittenEntry) -> StepTaken:
    decision, status = taken.decision, taken.step.status
    case = replace(taken.case, due=status.due, awaited=status.awaited)
    return StepTaken(decision.transition, decision.source, decision.target, case, entry)


def _stayed(case: Case) -> Case:
    return replace(case, version=case.version + 1)


def _entered(case: Case, decision: Advanced, now: datetime) -> Case:
    return Case(
        case.id, case.number, case.institution, case.process, case.definition, decision.target,
        case.visit + 1, now, case.version + 1, None, case.call_id, None,
        tuple(dict.fromkeys((*case.visited, case.state))),
    )  # fmt: skip


def _save(connection: Connection, steps: Sequence[Step], now: datetime) -> list[WrittenEntry]:
    if not steps:
        return []
    try:
        return save(connection, steps, now)
    except VersionMoved:
        change = case_rows.last_change(connection, steps[0].case_id)
        raise ChangedMeanwhile(change) from None
