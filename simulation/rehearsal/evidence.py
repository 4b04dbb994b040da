"""What scenarios show of the rules: a step refused under one, and taken once its remedy is done.

Tests play the scenarios; a rule that none of them sees refuse is not carried out. What is refused
for a wrong role or state shows no rule, though its refusal names one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from office.wiring import Office
from simulation.rehearsal.form import Scenario, ScenarioStep, load_scenario
from simulation.rehearsal.player import process_of
from states.definition import ProcessDefinition, Transition
from states.moments import civil_date

BEGINNINGS = "base"
"""The folder of scenarios that others go on from: what they show is shown there."""

Place = tuple[str, str, str]
"""Where a guard is asked: `institution/process`, step and guard. What one process shows is shown of
no other: each could have lost its own.
"""

Evidence = Mapping[Place, tuple[str, ...]]
"""By place the scenarios that show a guard refuse and then give way, by folder and name.

Where several guards of a step cite one rule, a refusal shows those alone that the scenario names.
"""


def evidence_in(folder: Path, office: Office) -> Evidence:
    """What the scenarios of a folder show. Raises InvalidFile for one that can't be read."""
    scenarios_by_place: dict[Place, list[str]] = defaultdict(list)
    for path, scenario, definition in _scenarios_in(folder, office):
        process = f"{definition.institution}/{definition.process}"
        for trigger, guard in dict.fromkeys(_shown_by(scenario, definition)):
            scenarios_by_place[process, trigger, guard].append(f"{path.parent.name}/{path.stem}")
    return {place: tuple(names) for place, names in scenarios_by_place.items()}


def refusing_places(folder: Path, office: Office) -> frozenset[Place]:
    """The places in which the scenarios of a folder see a guard refuse, whatever follows."""
    return frozenset(
        (f"{definition.institution}/{definition.process}", act[1], guard)
        for _, scenario, definition in _scenarios_in(folder, office)
        for step in scenario.steps
        if (act := _act(step)) is not None and step.expect.refused
        for guard in _refusing_guards(step, definition.transitions.get(act[1]), step.expect.state)
    )


def _scenarios_in(
    folder: Path, office: Office
) -> Iterator[tuple[Path, Scenario, ProcessDefinition]]:
    """The scenarios of a folder, each with the definition that it is played by."""
    for path in sorted(folder.glob("**/*.yaml")):
        if path.parent.name != BEGINNINGS:
            scenario = load_scenario(path)
            process, on = process_of(office, scenario), civil_date(scenario.clock)
            yield path, scenario, office.in_force(scenario.institution, process, on)


def _shown_by(scenario: Scenario, definition: ProcessDefinition) -> Iterator[tuple[str, str]]:
    """The steps that are refused and taken later on, each with the guards that refused it.

    A step of time that follows a fact at once is taken by that fact, one that only time makes where
    the scenario says that the case is in its state by then.
    """
    guards_by_act: dict[tuple[str | None, str], tuple[str, ...]] = {}
    states: dict[str | None, str] = {}

    def taken(case: str | None, trigger: str) -> Iterator[tuple[str, str]]:
        return ((trigger, guard) for guard in guards_by_act.pop((case, trigger), ()))

    for step in scenario.steps:
        at = step.expect.state or states.get(step.case)
        act = _act(step)
        if act is not None and step.expect.wrong_input is None:
            if step.expect.refused:
                guards = _refusing_guards(step, definition.transitions.get(act[1]), at)
                guards_by_act[act] = (*guards_by_act.get(act, ()), *guards)
            else:
                yield from taken(*act)
                states.pop(step.case, None)
        for trigger in _made_by_time(step, definition):
            if step.expect.state == definition.transitions[trigger].target:
                yield from taken(step.case, trigger)
        if step.expect.state:
            states[step.case] = step.expect.state


def _made_by_time(step: ScenarioStep, definition: ProcessDefinition) -> tuple[str, ...]:
    """The steps that follow at once where a fact is recorded, or that time makes as it passes."""
    recorded_fact = definition.facts.get(step.record or "")
    if recorded_fact:
        return recorded_fact.at_once
    if step.by is None:
        return tuple(
            trigger
            for trigger, transition in definition.transitions.items()
            if transition.roles == ("system",)
        )
    return ()


def _refusing_guards(
    step: ScenarioStep, asked_step: Transition | None, at: str | None
) -> tuple[str, ...]:
    """The guards of the step that answer for the rules of a refusal.

    Of several that cite one rule those that the scenario names: they are asked as it is played.
    A role that may not, or a state that the step does not leave, is refused under the step's own
    rule, and no guard is asked: that shows none of them.
    """
    if asked_step is None or (step.do and at is not None and not asked_step.is_taken_in(at)):
        return ()
    if step.by is None or not {step.by.role, step.by.deputy_for} & {*asked_step.roles}:
        return ()
    citing: dict[str, set[str]] = defaultdict(set)
    for guard in (*asked_step.guards, *asked_step.call_guards):
        citing[guard.rule].add(guard.name)
    named_guards = set(step.expect.guards or ())
    return tuple(
        guard
        for rule in step.expect.refused or ()
        for guard in sorted(citing[rule])
        if guard in named_guards or len(citing[rule]) == 1
    )


def _act(step: ScenarioStep) -> tuple[str | None, str] | None:
    """What is done with which case; None where a fact is recorded or only time passes."""
    name = step.do or step.call
    return (step.case, name) if name else None
