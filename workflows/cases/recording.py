"""`record_fact`: what is put into a case's dossier without a step, and what follows of it at once.

One transaction, as a step's; the caller commits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from office.wiring import Office
from persistence.dossiers import LockedCase
from persistence.history import WrittenEntry
from persistence.received import Received
from persistence.saving import Step
from rules.list_appeals import settles_otherwise
from rules.rests import bears_no_pause, no_pause_of_a_right
from states.decision import SYSTEM, Actor, Refused, wrong_role
from states.definition import FactRule, ProcessDefinition
from states.dossier import Case
from states.fact_declaration import Payload
from states.facts import PAUSE, recording
from states.frozen import frozen, replace
from states.moments import civil_date
from states.payloads import read_payload
from workflows.cases.advance import Request, StepTaken, advance_case
from workflows.cases.changed import as_seen, save_seen
from workflows.cases.correcting import Recording, applied_fact
from workflows.cases.debts import keep_debts
from workflows.cases.fact_checks import check_fact
from workflows.cases.fact_rules import fact_rule
from workflows.cases.locking import lock_for_fact
from workflows.cases.settling import settle, settlings_of
from workflows.cases.steps import Situation, afterwards, entry_of
from workflows.who_may import check_holds_role, check_seat


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
class Recorded:
    """The fact stands in the dossier and in the history, as `entry`.

    The awaited step's due date was computed anew.
    """

    case: Case
    entry: WrittenEntry


def record_fact(
    connection: Connection, office: Office, request: FactRequest, actor: Actor, now: datetime
) -> Recorded | Refused:
    """Puts a fact into the dossier without moving the case.

    Raises ValidationError for an unknown fact or details that can't be read, NotTheirs as
    `advance_case`.
    """
    case_id = request.case_id
    loaded_case = request.locked or lock_for_fact(connection, case_id, request.fact).get(case_id)
    locked_case = as_seen(connection, loaded_case, request)
    case, dossier, fact = locked_case.case, locked_case.dossier, request.fact
    today = civil_date(now)
    check_holds_role(connection, actor, case.institution, today, locked_case.staff)
    check_seat(actor, dossier.call, today)
    definition = office.definition_of(case, dossier)
    declared_rule = fact_rule(definition, fact, request.details)
    if actor.acts_as(today) not in declared_rule.roles:
        title = recording(fact)
        return Refused(title, (wrong_role(declared_rule.rule, title, declared_rule.roles, actor),))
    paused_step = definition.awaited(case, dossier, now) if fact == PAUSE else None
    if paused_step is not None and bears_no_pause(paused_step):
        return Refused(recording(fact), (no_pause_of_a_right(paused_step),))
    value = request.value
    if value is None:
        value = read_payload(fact, request.details, declared_rule.rule)
    check_fact(office, definition, fact, value, (case, dossier), today)
    fact_recording = Recording(connection, office, definition, (case, dossier), now)
    applied_change = applied_fact(fact_recording, fact, value)
    if isinstance(applied_change, Refused):
        return applied_change
    proposed_dossier = applied_change.dossier
    after = afterwards(Situation(office, definition, case, proposed_dossier, now), case)
    # A pause rests on the limit that it stops; who may record one, the definition says.
    rule = paused_step.deadlines[0].rule if paused_step else declared_rule.rule
    entry = entry_of("fact", fact, rule, actor, applied_change.data)
    received_fact = Received(case.id, fact, applied_change.value, proposed_dossier, now, today)
    step = Step(
        case.id, case.version, after.status, entry, received_fact, after.timers, tip=locked_case.tip
    )
    (written_entry,) = save_seen(connection, [step], now)
    keep_debts(connection, office, [(case, proposed_dossier)], now)
    if settles_otherwise(dossier.progress, proposed_dossier.progress):
        settle(connection, office, settlings_of(definition, case, dossier), actor, now)
    saved_case = replace(case, version=case.version + 1, due=step.status.due)
    return Recorded(
        _followed(connection, office, declared_rule, saved_case, definition, now), written_entry
    )


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
