"""The ways out of a state for the person who looks: who may, and what is not met, completely.

Nothing is judged here: `decide` judges the dossier as it stands, before anything is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Final, Literal

from sqlalchemy import Connection

from office.wiring import Office
from states.decision import Actor, Refused, decide
from states.definition import Awaited, BoundGuard, ProcessDefinition, Transition
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.reasons import Reason
from states.text import Text
from states.vocabulary import ROLES
from web.people import Person
from web.views.rules import Cited, cited
from workflows.cases import available_transitions as why

Standing = Literal["form", "ready", "unmet", "others", "time", "call"]

JUDGE_THE_PAYLOAD: Final[Mapping[str, frozenset[str]]] = {
    "application": frozenset(
        "hosts_are_in_the_call months_on_level teaching_hours_at_least".split()
    ),
    "host_choice": frozenset({"place_is_free"}),
    "agreement_change": frozenset(
        "agreement_is_signed enough_ects ects_between in_english_with_courses "
        "within_days_of_arrival".split()
    ),
    "training_change": frozenset({"agreement_is_signed", "training_agreement_complete"}),
    "staff_change": frozenset({"agreement_is_signed", "teaching_hours_at_least"}),
}
"""Guards that can't answer before the form is filled in, by what the transition takes."""


@frozen
class Judged:
    """A reason with its rule to be cited."""

    reason: Reason
    rule: Cited


@frozen
class Way:
    """A transition out of the state, as it stands for one person.

    `ready`, `form` and `unmet` are for a person who may: a button, a form, or what is missing;
    `others` may not, `time` makes it by itself, `call` is a step of the whole call. `barred` says
    why the role may not; `unmet` is judged for those who may.
    """

    step: Transition
    rule: Cited
    roles: tuple[Text, ...]
    stands: Standing
    awaited: bool
    actor: Actor
    barred: Judged | None
    reasons: tuple[Judged, ...]
    on: date | None = None


def ways_out(
    connection: Connection,
    office: Office,
    case: Case,
    dossier: Dossier,
    person: Person,
    now: datetime,
) -> list[Way]:
    """Every transition out of the case's state, the awaited one first, what time does last."""
    definition = office.definition_of(case, dossier)
    awaited = definition.awaited(case, dossier, now)
    judged = why.ways_out(connection, _before_the_forms(definition), case, dossier, now)
    found = [_way(office, case, dossier, way, awaited, person, now) for way in judged]
    return sorted(found, key=lambda way: (not way.awaited, way.stands == "time"))


def missing_of(
    connection: Connection, office: Office, case: Case, dossier: Dossier, now: datetime
) -> tuple[Text, ...]:
    """What the awaited step of a case lacks before anything is handed in with it."""
    definition = office.definition_of(case, dossier)
    awaited = definition.awaited(case, dossier, now)
    judged = why.ways_out(connection, _before_the_forms(definition), case, dossier, now)
    return tuple(
        reason.message
        for way in judged
        if awaited is not None and way.transition.trigger == awaited.step
        for reason in way.missing
    )


def _way(
    office: Office,
    case: Case,
    dossier: Dossier,
    found: why.WayOut,
    awaited: Awaited | None,
    person: Person,
    now: datetime,
) -> Way:
    step = found.transition
    actor = person.actor(case.institution, step.roles)
    barred = None
    if not person.roles_at(case.institution) & set(step.roles):
        barred = _barred(office, case, dossier, step.trigger, actor, now)
    reasons = _judged(office, case.institution, found.missing)
    return Way(
        step=step,
        rule=cited(office, case.institution, step.rule),
        roles=tuple(ROLES[role] for role in step.roles),
        stands=_standing(found, barred, reasons),
        awaited=awaited is not None and awaited.step == step.trigger,
        actor=actor,
        barred=barred,
        reasons=reasons,
        on=case.due if awaited is not None and awaited.then == step.trigger else None,
    )


def _barred(
    office: Office, case: Case, dossier: Dossier, trigger: str, actor: Actor, now: datetime
) -> Judged | None:
    """Why the person's role may not take the step: the one reason that a refusal would give."""
    definition = office.definition_of(case, dossier)
    outcome = decide(definition, case, dossier, trigger, actor, now)
    return refusal(office, case, outcome)[0] if isinstance(outcome, Refused) else None


def _standing(found: why.WayOut, barred: object, reasons: object) -> Standing:
    if found.transition.of_call:
        return "call"
    if barred:
        return "time" if found.by_time else "others"
    if found.transition.takes != "nothing":
        return "form"
    return "unmet" if reasons else "ready"


def refusal(office: Office, case: Case, refused: Refused) -> tuple[Judged, ...]:
    """All the reasons of a refusal, each with its rule to be cited."""
    return _judged(office, case.institution, refused.reasons)


def _judged(office: Office, institution: str, reasons: tuple[Reason, ...]) -> tuple[Judged, ...]:
    return tuple(Judged(reason, cited(office, institution, reason.rule)) for reason in reasons)


@lru_cache(maxsize=64)
def _before_the_forms(definition: ProcessDefinition) -> ProcessDefinition:
    """The definition without the guards that judge what a form brings."""
    return replace(
        definition,
        transitions={
            trigger: replace(step, guards=tuple(filter(_answers_already(step), step.guards)))
            for trigger, step in definition.transitions.items()
        },
    )


def _answers_already(step: Transition) -> Callable[[BoundGuard], bool]:
    waiting = JUDGE_THE_PAYLOAD.get(step.takes, frozenset())
    return lambda guard: guard.name not in waiting
