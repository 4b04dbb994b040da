"""A fact before its step or after it is taken, or told why not: the case stays where it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from office.wiring import Office
from persistence.database import reading, write_transaction
from simulation.rehearsal.player import Stage, process_of, stage_for
from states.decision import Actor, Refused
from states.text import Text
from states.validation_error import ValidationError
from tests.workflows.cases.handing_over import taken_over_on
from tests.workflows.cases.test_takeover import APPEALED, OF_PROCESS, SAYS
from workflows.cases.recording import FactRequest, record_fact
from workflows.cases.status import load_case
from workflows.cases.takeover import TakenOver


@pytest.mark.parametrize(
    "process", [("bee", "outgoing-training"), ("bmu", "outgoing-traineeship")], ids="/".join
)
def test_a_fact_in_any_state_leaves_the_case_there_or_is_refused_in_both_languages(
    office: Office, process: tuple[str, str]
) -> None:
    scenario = OF_PROCESS[process]
    name = next(iter(scenario.given.candidates.values())).name
    details_by_fact = {step.record: dict(step.details) for step in scenario.steps if step.record}
    without = replace(scenario, given=replace(scenario.given, candidates={}))
    with stage_for(office, without) as stage:
        definition = stage.office.in_force(*process, date(2026, 6, 1))
        for number, state in enumerate(definition.states.values()):
            if state.end:
                continue
            candidate = {"name": name, "email": f"one{number}@students.example"}
            takeover = {**SAYS, "candidate": candidate, "state": state.name, "since": "2026-01-05"}
            facts = {"facts": APPEALED.get(state.name, [])}
            here = taken_over_on(stage, process_of(office, scenario), {**takeover, **facts})
            assert isinstance(here, TakenOver)
            for fact in definition.facts:
                details = details_by_fact.get(fact, {})
                role = definition.facts[fact].roles[0]
                for words in _answers(stage, FactRequest(here.case.id, fact, details), role):
                    assert words.en and words.sr and words.en != words.sr, (state.name, fact)
                with reading(stage.engine) as connection:
                    case, _ = load_case(connection, here.case.id)
                assert case.state == state.name, fact
                assert case.awaited, fact


def _answers(stage: Stage, request: FactRequest, role: str) -> list[Text]:
    """What is said where the fact can't be recorded; nothing where it was."""
    try:
        with write_transaction(stage.engine) as connection:
            actor = Actor(role, "Ana Petrović")
            outcome = record_fact(connection, stage.office, request, actor, stage.now)
    except ValidationError as error:
        return [error.message]
    if not isinstance(outcome, Refused):
        return []
    return [text for reason in outcome.reasons for text in (reason.message, reason.remedy)]
