"""Why a case can or can't go on: each way out of its state, who may take it, what is missing."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection

from states.applying import apply_fact
from states.decision import Actor, Refused, decide
from states.definition import ProcessDefinition, Transition
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.moments import civil_date
from states.payloads import read_payload
from states.reasons import Reason
from states.validation_error import ValidationError


@frozen
class WayOut:
    """A step out of a case's state; it can be taken now by its roles where nothing is missing."""

    transition: Transition
    missing: tuple[Reason, ...]

    @property
    def by_time(self) -> bool:
        """Whether time takes the step, and nobody else."""
        return self.transition.roles == ("system",)


def ways_out(
    connection: Connection,
    definition: ProcessDefinition,
    case: Case,
    dossier: Dossier,
    now: datetime,
) -> list[WayOut]:
    """The steps out of a case's state at an instant, each judged by all of its guards.

    Judged as if somebody who may took the step and handed in nothing that could be left out; the
    reasons are those of the rules that the guards cite.
    """
    return [
        WayOut(step, _missing(connection, definition, step, case, dossier, now))
        for step in definition.leaving(case.state)
    ]


def _missing(
    connection: Connection,
    definition: ProcessDefinition,
    step: Transition,
    case: Case,
    dossier: Dossier,
    now: datetime,
) -> tuple[Reason, ...]:
    if step.of_call and case.call_id is not None:
        # Imported here: only steps of a whole call need lists, letters and papers.
        from workflows.calls.publishing import reasons_against_list

        return reasons_against_list(connection, (definition,), case.call_id, now)
    proposed = _with_nothing(dossier, step.takes, civil_date(now))
    outcome = decide(definition, case, proposed, step.trigger, Actor(step.roles[0]), now)
    return outcome.reasons if isinstance(outcome, Refused) else ()


def _with_nothing(dossier: Dossier, form: str, today: date) -> Dossier:
    """The dossier as it would stand with an empty form; as it is where the form asks for more."""
    try:
        return apply_fact(dossier, form, read_payload(form, {}), today)
    except ValidationError:
        return dossier
