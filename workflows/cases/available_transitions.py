"""Why a case can or can't go on: each step out of its state, who may take it, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection

from states.applying import apply_fact
from states.decision import Actor, Refused, decide
from states.definition import BoundGuard, ProcessDefinition, Transition
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.moments import civil_date
from states.payloads import read_payload
from states.reasons import Reason
from states.validation_error import ValidationError
from workflows.cases.list_guards import AgainstList, reasons_against_list

JUDGE_THE_PAYLOAD: Final[Mapping[str, frozenset[str]]] = {
    "application": frozenset(
        "call_is_open hosts_are_in_the_call months_on_level teaching_hours_at_least".split()
    ),
    "stay_change": frozenset({"months_on_level"}),
    "host_choice": frozenset({"place_is_free"}),
    "host_period": frozenset({"months_on_level"}),
    "agreement_change": frozenset(
        "agreement_is_signed enough_ects ects_between in_english_with_courses "
        "within_days_of_arrival".split()
    ),
    "training_change": frozenset({"agreement_is_signed", "training_agreement_complete"}),
    "staff_change": frozenset({"agreement_is_signed", "teaching_hours_at_least"}),
    "decree_appeal": frozenset({"decree_appeal_in_time", "decree_complaint_in_time"}),
}
"""Guards that can't answer before the form is filled in, by what the transition takes."""


@frozen
class AvailableTransition:
    """A step out of a case's state; it can be taken now by its roles where nothing is missing."""

    transition: Transition
    missing: tuple[Reason, ...]

    @property
    def by_time(self) -> bool:
        """Whether time takes the step, and nobody else."""
        return self.transition.roles == ("system",)


def available_transitions(
    connection: Connection,
    definition: ProcessDefinition,
    case: Case,
    dossier: Dossier,
    now: datetime,
    against_list: AgainstList = reasons_against_list,
) -> list[AvailableTransition]:
    """The steps out of a case's state at an instant, each judged by all of its guards.

    Judged as if somebody who may took the step and handed in nothing that could be left out; the
    reasons are those of the rules that the guards cite.
    """
    position = _Position(definition, case, dossier, now, against_list)
    return [
        AvailableTransition(step, _missing(connection, position, step))
        for step in definition.leaving(case.state)
    ]


def missing_for(
    connection: Connection,
    definition: ProcessDefinition,
    case: Case,
    dossier: Dossier,
    now: datetime,
    trigger: str,
) -> tuple[Reason, ...]:
    """What one step out of a case's state lacks at an instant, judged as `available_transitions`.

    A step that does not leave the state lacks nothing that could be brought.
    """
    position = _Position(definition, case, dossier, now)
    steps = [step for step in definition.leaving(case.state) if step.trigger == trigger]
    return tuple(reason for step in steps for reason in _missing(connection, position, step))


@lru_cache(maxsize=64)
def before_the_forms(definition: ProcessDefinition) -> ProcessDefinition:
    """The definition without the guards that judge what a form brings: none is filled in yet."""
    return replace(
        definition,
        transitions={
            trigger: replace(step, guards=tuple(filter(_answers_already(step), step.guards)))
            for trigger, step in definition.transitions.items()
        },
    )


def _answers_already(step: Transition) -> Callable[[BoundGuard], bool]:
    payload_guards = JUDGE_THE_PAYLOAD.get(step.takes, frozenset())
    return lambda guard: guard.name not in payload_guards


@frozen
class _Position:
    """A case with its dossier under a definition at an instant, before any of its steps."""

    definition: ProcessDefinition
    case: Case
    dossier: Dossier
    now: datetime
    against_list: AgainstList = reasons_against_list


def _missing(connection: Connection, position: _Position, step: Transition) -> tuple[Reason, ...]:
    definition, case, now = position.definition, position.case, position.now
    if step.of_call and case.call_id is not None:
        return position.against_list(connection, (definition,), case.call_id, now)
    proposed_dossier = _with_nothing(position.dossier, step.takes, civil_date(now))
    outcome = decide(definition, case, proposed_dossier, step.trigger, Actor(step.roles[0]), now)
    return outcome.reasons if isinstance(outcome, Refused) else ()


def _with_nothing(dossier: Dossier, form: str, today: date) -> Dossier:
    """The dossier as it would stand with an empty form; as it is where the form asks for more."""
    try:
        return apply_fact(dossier, form, read_payload(form, {}), today)
    except ValidationError:
        return dossier
