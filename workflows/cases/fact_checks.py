"""What is handed in and can't stand as it is: the sentence, its place and the rule it stands under.

Facts and steps alike; whoever reads a form hands it to these checks before it is decided on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from office.wiring import Office
from rules.agreement_checks import agreement_errors, change_day_errors, comment_errors
from rules.payload_checks import FieldError, payload_errors
from rules.possible_days import (
    APPEAL_DECISION,
    impossible_days,
    over_before_applied,
)
from states.application_corrections import APPLICATION_CORRECTION, as_corrected
from states.decrees import DECREE
from states.definition import ProcessDefinition, Transition
from states.dossier import Application, Case, Delivery, Dossier
from states.fact_declaration import Payload
from states.moments import instant_of
from states.reachability import arrows_of, reached_from
from states.text import Text
from states.validation_error import ValidationError

_OF_HOSTS: Final = "hosts_are_in_the_call"
"""The guard by which a process judges the hosts that one applies for."""


NOT_ISSUED: Final = Text("this document has not been issued", "овај акт није донет")


class UnfitPayload(ValidationError):
    """What can't stand as a whole; `errors` say what is wrong with it, each at its place."""

    def __init__(self, message: Text, errors: tuple[FieldError, ...]) -> None:
        super().__init__(message, tuple(dict.fromkeys(error.path for error in errors)))
        self.errors = errors


def fact_errors(
    office: Office,
    definition: ProcessDefinition,
    fact: str,
    value: Payload,
    dossier: Dossier,
    today: date,
) -> tuple[FieldError, ...]:
    """What is wrong with a fact as a whole, before it goes into the dossier."""
    scale = office.regulation_of(definition).grading_scale
    return (
        *impossible_days(fact, value, dossier, today, incoming=definition.kind.incoming),
        *payload_errors(fact, value, dossier, scale),
        *agreement_errors(value, dossier, definition.kind),
        *comment_errors(value, definition),
        *(_corrected_hosts(definition, value, dossier) if fact == APPLICATION_CORRECTION else ()),
    )


def undelivered_act_errors(
    definition: ProcessDefinition, case: Case, value: Payload, dossier: Dossier
) -> Iterator[FieldError]:
    """Of an act that cannot be there yet: no step that makes it leads to where the case stands.

    Where a case may stand before the step as well as come back after it, the act was made or not.
    Decrees and decisions on appeals are known by their own days (`impossible_days`).
    """
    if not isinstance(value, Delivery) or value.document in {DECREE, APPEAL_DECISION}:
        return
    steps = definition.transitions.values()
    makers = [step for step in steps if value.document in step.documents]
    if not makers or value.document in dossier.produced:
        return
    made_in = {
        state for step in makers for state in ([step.target] if step.target else step.sources)
    }
    followers = reached_from(made_in, arrows_of(steps))
    if case.state not in followers or case.state in _before(makers, definition) - made_in:
        yield FieldError("on", NOT_ISSUED, "days")


def _before(makers: list[Transition], definition: ProcessDefinition) -> set[str]:
    """The states that lead to one of some steps, and to which a case comes without any of them."""
    other_steps = [step for step in definition.transitions.values() if step not in makers]
    sources = {source for step in makers for source in step.sources}
    arrows = arrows_of(other_steps)
    return {
        state
        for state in reached_from([definition.initial], arrows)
        if reached_from([state], arrows) & sources
    }


def _corrected_hosts(
    definition: ProcessDefinition, correction: Payload, dossier: Dossier
) -> Iterator[FieldError]:
    """Of the hosts that a correction changes; who is corrected otherwise keeps what stands."""
    if dossier.application is None:
        return
    corrected_application = as_corrected(dossier.application, correction)
    if corrected_application.hosts != dossier.application.hosts:
        yield from host_errors(definition, corrected_application, dossier)


def host_errors(
    definition: ProcessDefinition, application: Application, dossier: Dossier
) -> Iterator[FieldError]:
    """What is wrong with the hosts of an application, by the guard of the step that takes it in.

    BMU-15a, BEE-C1: one applies for what the call offers. Each error says what there is to choose.
    """
    changed_dossier = replace(dossier, application=application)
    for step in definition.transitions.values():
        guards = step.guards if step.takes == "application" else ()
        for guard in (guard for guard in guards if guard.name == _OF_HOSTS):
            for reason in guard.check(
                changed_dossier, guard.given, instant_of(dossier.call.closes)
            ):
                sentence = Text(
                    f"{reason.message.en} {reason.remedy.en}",
                    f"{reason.message.sr} {reason.remedy.sr}",
                )
                yield FieldError("hosts", sentence, "call")


def check_fact(
    office: Office,
    definition: ProcessDefinition,
    fact: str,
    value: Payload,
    case_and_dossier: tuple[Case, Dossier],
    today: date,
) -> None:
    """Raises UnfitPayload with a sentence for each error, each under its rule."""
    case, dossier = case_and_dossier
    errors = (
        *fact_errors(office, definition, fact, value, dossier, today),
        *undelivered_act_errors(definition, case, value, dossier),
    )
    if errors:
        rule = definition.facts[fact].rule
        grades = office.regulation_of(definition).rule_of("grading_tables")
        raise_errors(errors, {"grades": grades, "courses": rule, "days": rule, "call": rule})


def check_step(
    definition: ProcessDefinition, step: Transition, value: Payload, dossier: Dossier, today: date
) -> None:
    """Raises UnfitPayload where what is handed in with a step can't stand as a whole.

    Where its days can't be, nothing else is asked yet.
    """
    errors = (
        *impossible_days(step.takes, value, dossier, today),
        *over_before_applied(value, dossier, today),
        *change_day_errors(value, dossier, definition),
    )
    errors = errors or agreement_errors(value, dossier, definition.kind)
    raise_errors(errors, {"days": step.rule, "courses": step.rule})


def raise_errors(field_errors: Iterable[FieldError], rules: Mapping[str, str]) -> None:
    """Raises UnfitPayload where there are errors; `rules` by what each is about."""
    errors = tuple(field_errors)
    if errors:
        en, sr = (
            "; ".join(_line(error, rules[error.about], of) for error in errors)
            for of in ("en", "sr")
        )
        raise UnfitPayload(Text(en, sr), errors)


def _line(error: FieldError, rule: str, language: str) -> str:
    return f"{error.path}: {error.message.in_(language)} ({rule})"
