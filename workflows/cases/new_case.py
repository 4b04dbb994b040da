"""Opening a case in a call, on the definition in force that day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection

from persistence import cases as case_rows
from persistence import commission
from persistence import definitions as definition_rows
from persistence import regulations as regulation_rows
from persistence.history import Entry
from persistence.saving import save
from states.calls import Candidate
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from workflows.act import Act
from workflows.cases.status import call_owner, load_case
from workflows.cases.steps import Situation, refreshed
from workflows.cases.written_forms import read_form
from workflows.who_may import check_may

OPENERS: Final = (
    "academic_coordinator", "general_secretary", "head_of_ico", "mobility_coordinator",
    "student_service",
)  # fmt: skip
"""Who opens a case for somebody who applies or asks."""

PROJECT_OPENERS: Final = ("project_administrator", "head_of_ico")
"""Who opens the case of a project (ICO-1)."""


AGREEMENT_OPENERS: Final = ("mobility_coordinator", "head_of_ico")
"""Who opens that of an agreement with a partner (BMU-4b)."""

_OPENERS: Final[Mapping[str, tuple[str, ...]]] = {
    "mobility": OPENERS,
    "project": PROJECT_OPENERS,
    "partner": AGREEMENT_OPENERS,
}


def openers_of(definition: ProcessDefinition) -> tuple[str, ...]:
    """Who opens a case of a process."""
    return _OPENERS[definition.kind.about]


def read_candidate(data: Mapping[str, object]) -> Candidate:
    """A candidate as people write them; raises ValidationError with a sentence for each mistake."""
    return read_form(Candidate, data)


def open_case(act: Act, call_id: int, candidate: Candidate) -> Case:
    """Opens a case in a call, on the definition in force today, with its first timers.

    Raises NotTheirs for who opens none at the call's institution.
    """
    owner = call_owner(act.connection, call_id)
    in_force = act.office.in_force(owner.institution, owner.process, act.today)
    check_may(act, owner.institution, openers_of(in_force))
    connection, actor = act.connection, act.actor
    definition, case, dossier = written_case(act, call_id, candidate)
    data = json.dumps({"candidate": candidate.name, "call": dossier.call.title}, ensure_ascii=False)
    rule = next(step.rule for step in definition.leaving(definition.initial))
    entry = Entry("opened", "open", rule, actor.role, actor.name, data, actor.deputy_for,
                  None, case.state)  # fmt: skip
    situation = Situation(act.office, definition, case, dossier, act.now)
    save(connection, [refreshed(situation, entry, True)], act.now)
    return load_case(connection, case.id)[0]


def written_case(
    act: Act, call_id: int, candidate: Candidate
) -> tuple[ProcessDefinition, Case, Dossier]:
    """A case as it is written first: in its first state, with no history and nothing awaited."""
    connection, office = act.connection, act.office
    owner = call_owner(connection, call_id)
    office.check_faculty(candidate.faculty)
    definition = office.in_force(owner.institution, owner.process, act.today)
    definition_rows.keep(connection, definition, act.now)
    regulation_rows.keep(connection, office.rulebook_of(definition), act.now)
    candidate = _as_member(connection, call_id, candidate)
    case_id = case_rows.open_case(connection, definition, call_id, candidate, act.now)
    case, dossier = load_case(connection, case_id)
    return definition, case, dossier


def _as_member(connection: Connection, call_id: int, candidate: Candidate) -> Candidate:
    """Who writes from the address of a member of the commission is that member (BEE-C3)."""
    if candidate.commission_name is not None:
        return candidate
    member = commission.member_with_address(connection, call_id, candidate.email)
    return replace(candidate, commission_name=member)
