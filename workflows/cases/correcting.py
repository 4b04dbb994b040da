"""A fact in the dossier, corrections and withdrawals among them, and what history keeps of it."""

from __future__ import annotations

import json
from datetime import date, datetime

from sqlalchemy import Connection

from office.wiring import Office
from persistence.list_appeals import ON_THE_LIST
from rules.grants import money_text
from states.application_corrections import APPLICATION_CORRECTION, DOCUMENT_ON
from states.applying import apply_fact
from states.correction_forms import REASON, differing_fields
from states.decision import Refused
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.fact_declaration import Payload
from states.facts import CANDIDATE
from states.frozen import frozen
from states.moments import civil_date
from states.money import MONEY_FACTS
from states.strict_yaml import adapter
from states.travel import Settlement
from states.withdrawn_records import WithdrawnRecord
from workflows.cases.application_corrections import (
    refused_correction,
    with_own_correction,
    with_own_nomination,
)
from workflows.cases.candidate_corrections import fit_correction
from workflows.cases.case_money import CaseMoney
from workflows.cases.fact_checks import raise_errors
from workflows.cases.granting import with_money
from workflows.cases.in_question import kept_with_doubts
from workflows.cases.merits import with_merits_corrected
from workflows.cases.partner_agreement_facts import partner_agreement_errors
from workflows.cases.project_facts import named_as_on_staff, project_errors
from workflows.cases.steps import payload_json
from workflows.cases.travelling import refused_order, with_settlement
from workflows.cases.withdrawing import withdrawn_from


@frozen
class AppliedFact:
    """A fact as it is recorded, the dossier with it, and what the history keeps, as JSON."""

    value: Payload
    dossier: Dossier
    data: str


@frozen
class Recording:
    """Where a fact is recorded: in which office, in which case under which definition, and when."""

    connection: Connection
    office: Office
    definition: ProcessDefinition
    loaded: tuple[Case, Dossier]
    now: datetime

    @property
    def today(self) -> date:
        """The civil date of the instant."""
        return civil_date(self.now)


def applied_fact(recording: Recording, fact: str, value: Payload) -> AppliedFact | Refused:
    """A fact in the dossier, or why it can't stand there.

    What corrects an earlier record puts steps in question that were taken on that one; the history
    keeps which. Raises ValidationError for what corrects nothing.
    """
    if isinstance(value, WithdrawnRecord):
        return _withdrawn(recording, fact, value)
    if fact == CANDIDATE:
        return _candidate(recording, value)
    if fact == APPLICATION_CORRECTION:
        return _application(recording, value)
    case, dossier = recording.loaded
    if fact in MONEY_FACTS:
        return _money(recording, fact, value)
    if refusal := refused_order(_case_money(recording), value):
        return refusal
    connection, office, today = recording.connection, recording.office, recording.today
    errors = (
        *project_errors(connection, office, case.institution, value, today),
        *partner_agreement_errors(connection, office, case, value, today),
    )
    raise_errors(errors, {"registers": recording.definition.facts[fact].rule})
    value = named_as_on_staff(connection, case.institution, value, today)
    proposed_dossier = apply_fact(dossier, fact, value, recording.today)
    return AppliedFact(value, proposed_dossier, payload_json(fact, value))


def _money(recording: Recording, fact: str, value: Payload) -> AppliedFact | Refused:
    """History keeps what was handed in, and what the new entry of the ledger comes to."""
    money = _case_money(recording)
    if isinstance(value, Settlement):
        proposed_dossier = with_settlement(recording.connection, money, value)
    else:
        proposed_dossier = with_money(recording.connection, money, fact, value)
    if isinstance(proposed_dossier, Refused):
        return proposed_dossier
    entry = proposed_dossier.ledger[-1]
    kept_values = json.loads(payload_json(fact, value))
    shown_values = {**kept_values, "comes_to": money_text(entry.cents, entry.currency).en}
    return AppliedFact(value, proposed_dossier, json.dumps(shown_values, ensure_ascii=False))


def _case_money(recording: Recording) -> CaseMoney:
    return CaseMoney(recording.office, recording.definition, *recording.loaded, recording.now)


def _withdrawn(recording: Recording, fact: str, value: WithdrawnRecord) -> AppliedFact | Refused:
    proposed_dossier = withdrawn_from(
        recording.connection, recording.definition, recording.loaded, value
    )
    if isinstance(proposed_dossier, Refused):
        return proposed_dossier
    return _with_doubts(recording, value, proposed_dossier, json.loads(payload_json(fact, value)))


def _candidate(recording: Recording, value: Payload) -> AppliedFact:
    _, dossier = recording.loaded
    fitted_correction = fit_correction(
        recording.connection, recording.office, recording.loaded, value
    )
    proposed_dossier = apply_fact(dossier, CANDIDATE, fitted_correction, recording.today)
    proposed_dossier = _with_list_in_doubt(recording, proposed_dossier)
    kept_values = _before_and_after(
        dossier.candidate, proposed_dossier.candidate, fitted_correction
    )
    return _with_doubts(recording, fitted_correction, proposed_dossier, kept_values)


def _application(recording: Recording, value: Payload) -> AppliedFact | Refused:
    _, dossier = recording.loaded
    if refusal := refused_correction(recording.definition, dossier, value):
        return refusal
    proposed_dossier = apply_fact(dossier, APPLICATION_CORRECTION, value, recording.today)
    proposed_dossier = _with_list_in_doubt(recording, proposed_dossier)
    assert dossier.application is not None
    assert proposed_dossier.application is not None
    kept_values = _before_and_after(dossier.application, proposed_dossier.application, value)
    shown_on: date = getattr(value, DOCUMENT_ON)
    return _with_doubts(
        recording, value, proposed_dossier, {**kept_values, DOCUMENT_ON: shown_on.isoformat()}
    )


def _with_list_in_doubt(recording: Recording, proposed_dossier: Dossier) -> Dossier:
    """The dossier with whether the list in force rests on what is corrected now."""
    case, dossier = recording.loaded
    proposed_dossier = with_merits_corrected(
        recording.connection, recording.office, case, (dossier, proposed_dossier), recording.now
    )
    if case.state in ON_THE_LIST:
        return with_own_correction(proposed_dossier, case.number)
    return with_own_nomination(case, dossier, proposed_dossier, recording.today)


def _before_and_after(before: Payload, after: Payload, correction: Payload) -> dict[str, object]:
    """What the history keeps of a correction, as plain data: both, field by field, and why."""
    names = set(differing_fields(before, after))
    pair = {
        key: adapter(type(value)).dump_python(value, mode="json", include=names)
        for key, value in (("before", before), ("after", after))
    }
    return {**pair, REASON: getattr(correction, REASON)}


def _with_doubts(
    recording: Recording, value: Payload, proposed_dossier: Dossier, kept_values: dict[str, object]
) -> AppliedFact:
    data = kept_with_doubts(
        recording.connection, recording.definition, recording.loaded, proposed_dossier, kept_values
    )
    return AppliedFact(value, proposed_dossier, data)
