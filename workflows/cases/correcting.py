"""A fact in the dossier, corrections and withdrawals among them, and what history keeps of it."""

from __future__ import annotations

import json
from dataclasses import replace
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
from states.withdrawn_records import WithdrawnRecord
from workflows.cases.application_corrections import refused_correction, with_own_correction
from workflows.cases.candidate_corrections import fit_correction
from workflows.cases.case_money import CaseMoney
from workflows.cases.fact_checks import raise_errors
from workflows.cases.granting import with_money
from workflows.cases.in_question import kept_with_doubts
from workflows.cases.merits import with_merits_corrected
from workflows.cases.project_facts import project_errors
from workflows.cases.steps import payload_json
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


def applied_fact(there: Recording, fact: str, value: Payload) -> AppliedFact | Refused:
    """A fact in the dossier, or why it can't stand there.

    What corrects an earlier record puts steps in question that were taken on that one; the history
    keeps which. Raises ValidationError for what corrects nothing.
    """
    if isinstance(value, WithdrawnRecord):
        return _withdrawn(there, fact, value)
    if fact == CANDIDATE:
        return _candidate(there, value)
    if fact == APPLICATION_CORRECTION:
        return _application(there, value)
    case, dossier = there.loaded
    if fact in MONEY_FACTS:
        return _money(there, fact, value)
    errors = project_errors(there.connection, case.institution, value, there.today)
    raise_errors(errors, {"registers": there.definition.facts[fact].rule})
    proposed = apply_fact(dossier, fact, value, there.today)
    return AppliedFact(value, proposed, payload_json(fact, value))


def _money(there: Recording, fact: str, value: Payload) -> AppliedFact | Refused:
    """History keeps what was handed in, and what the new entry of the ledger comes to."""
    money = CaseMoney(there.office, there.definition, *there.loaded, there.now)
    proposed = with_money(there.connection, money, fact, value)
    if isinstance(proposed, Refused):
        return proposed
    entry = proposed.ledger[-1]
    kept = json.loads(payload_json(fact, value))
    told = {**kept, "comes_to": money_text(entry.cents, entry.currency).en}
    return AppliedFact(value, proposed, json.dumps(told, ensure_ascii=False))


def _withdrawn(there: Recording, fact: str, value: WithdrawnRecord) -> AppliedFact | Refused:
    proposed = withdrawn_from(there.connection, there.definition, there.loaded, value)
    if isinstance(proposed, Refused):
        return proposed
    return _with_doubts(there, value, proposed, json.loads(payload_json(fact, value)))


def _candidate(there: Recording, value: Payload) -> AppliedFact:
    _, dossier = there.loaded
    fitted = fit_correction(there.connection, there.office, there.loaded, value)
    proposed = apply_fact(dossier, CANDIDATE, fitted, there.today)
    proposed = _with_list_in_doubt(there, proposed)
    kept = _before_and_after(dossier.candidate, proposed.candidate, fitted)
    return _with_doubts(there, fitted, proposed, kept)


def _application(there: Recording, value: Payload) -> AppliedFact | Refused:
    _, dossier = there.loaded
    if refused := refused_correction(there.definition, dossier, value):
        return refused
    proposed = apply_fact(dossier, APPLICATION_CORRECTION, value, there.today)
    proposed = _with_list_in_doubt(there, proposed)
    assert dossier.application is not None
    assert proposed.application is not None
    kept = _before_and_after(dossier.application, proposed.application, value)
    shown_on: date = getattr(value, DOCUMENT_ON)
    return _with_doubts(there, value, proposed, {**kept, DOCUMENT_ON: shown_on.isoformat()})


def _with_list_in_doubt(there: Recording, proposed: Dossier) -> Dossier:
    """The dossier with whether the list in force rests on what is corrected now."""
    case, dossier = there.loaded
    proposed = with_merits_corrected(
        there.connection, there.office, case, (dossier, proposed), there.now
    )
    if case.state in ON_THE_LIST:
        return with_own_correction(proposed, case.number)
    before, place = dossier.placement, proposed.placement
    if before is None or place is None:
        return proposed
    # The list rested for nobody who holds a place already, or gave it up.
    return replace(proposed, placement=replace(place, put_right_on=before.put_right_on))


def _before_and_after(before: Payload, after: Payload, correction: Payload) -> dict[str, object]:
    """What the history keeps of a correction, as plain data: both, field by field, and why."""
    names = set(differing_fields(before, after))
    pair = {
        key: adapter(type(value)).dump_python(value, mode="json", include=names)
        for key, value in (("before", before), ("after", after))
    }
    return {**pair, REASON: getattr(correction, REASON)}


def _with_doubts(
    there: Recording, value: Payload, proposed: Dossier, kept: dict[str, object]
) -> AppliedFact:
    data = kept_with_doubts(there.connection, there.definition, there.loaded, proposed, kept)
    return AppliedFact(value, proposed, data)
