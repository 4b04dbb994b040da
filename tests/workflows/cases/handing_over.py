"""A case as another office would hand it over: its facts out of its dossier, as people write them.

And a story that begins in one office and ends in another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from office.wiring import Office
from persistence.database import reading, write_transaction
from persistence.requests import requests_call
from simulation.rehearsal.form import Scenario, ScenarioStep, load_scenario
from simulation.rehearsal.player import Stage, act, process_of, stage_for
from states.decision import Actor, Refused
from states.dossier import Case, Dossier
from states.facts import FACTS
from states.moments import civil_date
from states.strict_yaml import adapter
from states.takeover import NOT_TAKEN_OVER
from states.validation_error import ValidationError
from workflows.act import Act
from workflows.cases.status import load_case
from workflows.cases.takeover import TakenOver, read_takeover, take_over

COORDINATOR = Actor("mobility_coordinator", "Jelena")
IN_THEIR_OWN_ORDER = ("document", "signature", "study_plan", "agreement", "delivery")


def plain(value: Any) -> dict[str, Any]:
    plain_values: dict[str, Any] = adapter(type(value)).dump_python(
        value, mode="json", by_alias=True, exclude_none=True
    )
    return plain_values


def handed_over(case: Case, dossier: Dossier) -> dict[str, Any]:
    """What another office writes of a case that goes on here."""
    return {
        "candidate": plain(dossier.candidate),
        "state": case.state,
        "since": civil_date(case.entered_at).isoformat(),
        "source": "the office's folder 2026/17",
        "not_checked": "whether each signature is genuine",
        "visited": list(case.visited),
        "facts": [{name: values} for name, values in _facts(dossier)],
    }


def _facts(dossier: Dossier) -> Iterator[tuple[str, dict[str, Any]]]:
    if dossier.application:
        yield "application", plain(dossier.application)
    if dossier.placement:
        yield "place", _place(dossier)
    answer = dossier.host_answer
    if answer and answer.accepted:
        period = {"from": answer.first_day, "to": answer.last_day}
        yield "host_period", {name: str(day) for name, day in period.items() if day}
    yield from _agreement(dossier)
    for document in dossier.documents.values():
        yield "document", {k: v for k, v in plain(document).items() if k != "file"}
    for name, fact in FACTS.items():
        if name not in (*IN_THEIR_OWN_ORDER, *NOT_TAKEN_OVER):
            for record in fact.recorded_in(dossier):
                if values := plain(record):
                    yield name, values
    yield from _decided(dossier)


def _place(dossier: Dossier) -> dict[str, Any]:
    placement, progress = dossier.placement, dossier.progress
    assert placement is not None
    values = {
        "outcome": placement.outcome,
        "rank": placement.rank,
        "host": placement.host,
        "points": str(placement.points) if placement.points is not None else None,
        "list_published_on": str(progress.list_published_on),
        "appeal_until": str(progress.appeal_until),
    }
    return {name: value for name, value in values.items() if value is not None}


def _agreement(dossier: Dossier) -> Iterator[tuple[str, dict[str, Any]]]:
    if dossier.study_plan:
        yield "study_plan", plain(dossier.study_plan)
    if dossier.agreed:
        yield "agreement", plain(dossier.agreed)
        if dossier.agreed_version < dossier.agreement_version:
            yield "concluded", {"on": "2026-01-01"}
            yield "agreement", plain(dossier.agreement)
    elif dossier.agreement:
        yield "agreement", plain(dossier.agreement)
    for signature in dossier.signatures:
        yield "signature", plain(signature)
    if dossier.agreed and dossier.agreed_version == dossier.agreement_version:
        yield "concluded", {"on": "2026-01-01"}


def _decided(dossier: Dossier) -> Iterator[tuple[str, dict[str, Any]]]:
    for decree in (*dossier.earlier_decrees, *filter(None, [dossier.decree])):
        values = plain(decree)
        names = ("number", "issued_on", "method", "delivered_on")
        yield "earlier_decree", {name: values[name] for name in names if name in values}
    for document, day in dossier.deliveries.items():
        yield "delivery", {"document": document, "on": str(day)}
    for appeal in dossier.appeals:
        values = plain(appeal)
        yield (
            "earlier_appeal",
            {name: value for name, value in values.items() if name not in ("act", "decided_under")},
        )


@dataclass
class Moment:
    """How the cases of a story stood after a step of it, each by its candidate's key."""

    at: datetime
    stood: Mapping[str, tuple[str, Any]]
    was_refused: bool


@dataclass
class Story:
    """A scenario as it was played in one office, and what it handed over at each new milestone."""

    scenario: Scenario
    moments: list[Moment] = field(default_factory=list)
    handovers: list[tuple[int, str, str, dict[str, Any]]] = field(default_factory=list)


def told(office: Office, path: Path) -> Story:
    """Plays a scenario; each time a case reaches a milestone it is written down for another."""
    scenario = load_scenario(path)
    story, milestones = Story(scenario), set()
    with stage_for(office, scenario) as stage:
        for index, step in enumerate(scenario.steps):
            story.moments.append(_played(stage, step))
            for key, (case, dossier) in _cases(stage).items():
                definition = stage.office.definition_of(case, dossier)
                if (key, case.visit) not in milestones and not definition.states[case.state].end:
                    milestones.add((key, case.visit))
                    story.handovers.append((index, key, case.state, handed_over(case, dossier)))
    return story


def _played(stage: Stage, step: ScenarioStep) -> Moment:
    stage.move_to(step.at)
    outcome: object
    try:
        outcome = act(stage, step)
    except ValidationError as error:
        outcome = error
    stage.drain()
    states = {key: (case.state, case.due) for key, (case, _) in _cases(stage).items()}
    return Moment(stage.now, states, isinstance(outcome, Refused | ValidationError))


def _cases(stage: Stage) -> dict[str, tuple[Case, Dossier]]:
    with reading(stage.engine) as connection:
        return {key: load_case(connection, stage.case_id(key)) for key in stage.numbers or {}}


@dataclass
class Continued:
    """How a case went on in the office that took it over, step by step, and that office."""

    taken_over: TakenOver
    stood: list[tuple[str, Any]]
    refused: list[bool]
    office: Stage


def continued(office: Office, story: Story, number: int) -> Continued:
    """Takes over the case of a hand-over in an office of its own, and plays the rest there."""
    index, key, _, takeover = story.handovers[number]
    scenario = story.scenario
    without = replace(scenario, given=replace(scenario.given, candidates={}))
    with stage_for(office, without) as stage:
        stage.move_to(story.moments[index].at)
        outcome = taken_over_on(stage, process_of(office, scenario), takeover)
        assert isinstance(outcome, TakenOver), outcome
        stage.numbers = {key: outcome.case.number}
        stage.move_to(stage.now)
        moments = [_played(stage, step) for step in scenario.steps[index + 1 :]]
        return Continued(
            outcome,
            [moment.stood[key] for moment in moments],
            [moment.was_refused for moment in moments],
            stage,
        )


def taken_over_on(stage: Stage, process: str, takeover: Mapping[str, Any]) -> TakenOver | Refused:
    """Takes a case over on a stage whose call is open, or on request where there is none."""
    key = stage.office.settings.institution.key
    definition = stage.office.in_force(key, process, civil_date(stage.now))
    with write_transaction(stage.engine) as connection:
        call_id = stage.call_id or requests_call(
            connection, key, process, definition.title.en, civil_date(stage.now)
        )
        act_of_coordinator = Act(connection, stage.office, COORDINATOR, stage.now)
        return take_over(act_of_coordinator, call_id, read_takeover(definition, takeover))
