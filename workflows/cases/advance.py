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
from persistence import webhooks
from persistence.directory import Directory
from persistence.dossiers import LockedCase
from persistence.history import WrittenEntry
from persistence.received import Received
from persistence.saving import Step
from persistence.stamps import staff_stamp
from rules.list_appeals import with_own_appeal
from rules.precedents import Pair, pairs_of
from states.agreements import concluded
from states.applying import apply_fact
from states.decision import Actor, Advanced, Refused, decide, may_take
from states.definition import ProcessDefinition, Transition
from states.dossier import Case, Dossier
from states.fact_declaration import Payload
from states.frozen import frozen, replace
from states.moments import civil_date
from states.payloads import read_payload
from states.text import Text
from states.validation_error import ValidationError
from workflows.cases.changed import as_seen, save_seen
from workflows.cases.debts import keep_debts
from workflows.cases.fact_checks import check_step
from workflows.cases.fact_rules import transition_of
from workflows.cases.locking import lock_for
from workflows.cases.own_appeals import own_appeal
from workflows.cases.settling import Settling, settle, settlings_of
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
class StepTaken(Advanced):
    """The case has moved: how it stands now, and the entry of its history that says so."""

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
    entries = iter(save_seen(connection, steps, now))
    cases_and_facts = [(a.case, a.step.received) for a in attempts if isinstance(a, _Taken)]
    keep_debts(
        connection, office, [(c, r.dossier) for c, r in cases_and_facts if r is not None], now
    )
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
    taken_attempts = (attempt for attempt in attempts if isinstance(attempt, _Taken))
    return [settling for attempt in taken_attempts for settling in attempt.settlings]


def _locked_cases(
    connection: Connection, office: Office, requests: Sequence[Request]
) -> Mapping[int, LockedCase]:
    """The cases of requests, by id; those that a request brings are not read again."""
    cases = {request.case_id: request.locked for request in requests if request.locked}
    steps = {r.case_id: r.trigger for r in requests if r.case_id not in cases}
    return {**cases, **lock_for(connection, office, steps)} if steps else cases


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
    locked_case = as_seen(act.connection, cases.get(request.case_id), request)
    definition = act.office.definition_of(locked_case.case, locked_case.dossier)
    transition = transition_of(definition, request.trigger)
    case, dossier, today = locked_case.case, locked_case.dossier, civil_date(act.now)
    check_holds_role(act.connection, act.actor, case.institution, today, locked_case.staff)
    check_seat(act.actor, dossier.call, today)
    refusal = may_take(definition, case, dossier, request.trigger, act.actor, act.now)
    if refusal is not None:
        return refusal
    value = request.value
    if value is None:
        value = read_payload(transition.takes, request.details, transition.rule)
    check_step(definition, transition, value, dossier, today)
    proposed_dossier = apply_fact(dossier, transition.takes, value, today)
    outcome = decide(definition, case, proposed_dossier, request.trigger, act.actor, act.now)
    if own_reasons := tuple(own_appeal(act.connection, transition, dossier, act.actor)):
        guards_say = outcome.reasons if isinstance(outcome, Refused) else ()
        outcome = Refused(transition.title, (*guards_say, *own_reasons))
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
    return _taken(act, _Move(outcome, definition, locked_case, value, proposed_dossier))


def _taken(act: _Act, move: _Move) -> _Taken:
    """The step of a decision to advance, with its mails and documents."""
    case, transition, proposed_dossier = move.locked.case, move.decision.transition, move.proposed
    content, recognition = "", None
    pairs: tuple[Pair, ...] = ()
    if transition.concludes:
        proposed_dossier = concluded(proposed_dossier)
    if transition.takes == "decree":
        proposed_dossier, recognition, content = issue_decree(
            act.connection, act.office, case, _signed_by(act.actor, proposed_dossier), act.now
        )
        pairs = pairs_of(recognition)
    if transition.settles_list:
        proposed_dossier = with_own_appeal(proposed_dossier, case.number)
    moved_case = (
        _entered(case, move.decision, act.now)
        if transition.target_from(case.state)
        else _stayed(case)
    )
    after = afterwards(
        Situation(act.office, move.definition, moved_case, proposed_dossier, act.now), case
    )
    payload = payload_json(transition.takes, move.value)
    event = CaseEvent(
        move.definition, moved_case, proposed_dossier, act.now, after.awaited, after.receipt,
        transition,
        act.actor, from_json(payload), recognition, move.locked.dossier.decree,
        move.decision.source,
    )  # fmt: skip
    prefix = f"{case.number}/{moved_case.version}/{transition.trigger}"
    rule = transition.rule_in(proposed_dossier.call)
    way = (move.decision.source, move.decision.target)
    entry = entry_of("step", transition.trigger, rule, act.actor, payload, way)
    step = Step(
        case.id,
        case.version,
        after.status,
        entry,
        Received(
            case.id, transition.takes, move.value, proposed_dossier, act.now, civil_date(act.now),
            content, pairs, act.actor,
        ),
        after.timers,
        mails_of(act.directory, act.office, event, prefix),
        documents_made(act.connection, act.office, event, prefix),
        move.locked.tip,
        _concluded_with(transition, proposed_dossier, act.now),
        messages(
            webhooks.to_tell(act.connection, case.institution, act.staff),
            moved_case, transition, move.decision.source, act.now,
        ),
    )  # fmt: skip
    if not transition.settles_list:
        return _Taken(move.decision, moved_case, step)
    settlings = settlings_of(move.definition, case, move.locked.dossier)
    return _Taken(move.decision, moved_case, step, settlings)


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
    issued_decree = replace(
        dossier.decree,
        issued_by=actor.name or None,
        issued_as=actor.role,
        issued_for=actor.deputy_for,
    )
    return replace(dossier, decree=issued_decree)


def _outcome(taken_step: _Taken, entry: WrittenEntry) -> StepTaken:
    decision, status = taken_step.decision, taken_step.step.status
    case = replace(taken_step.case, due=status.due, awaited=status.awaited)
    return StepTaken(decision.transition, decision.source, decision.target, case, entry)


def _stayed(case: Case) -> Case:
    return replace(case, version=case.version + 1)


def _entered(case: Case, decision: Advanced, now: datetime) -> Case:
    return Case(
        case.id, case.number, case.institution, case.process, case.definition, decision.target,
        case.visit + 1, now, case.version + 1, None, case.call_id, None,
        tuple(dict.fromkeys((*case.visited, case.state))),
    )  # fmt: skip
