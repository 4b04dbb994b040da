"""What scenarios show of the rules: a step refused under one, and taken once its remedy is done.

Tests play the scenarios; a rule that none of them sees refuse is not carried out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from simulation.rehearsal.form import Scenario, ScenarioStep, load_scenario

BEGINNINGS = "base"
"""The folder of scenarios that others go on from: what they show is shown there."""

Evidence = Mapping[tuple[str, str], tuple[str, ...]]
"""By institution and rule, the scenarios that show it, by folder and name."""


def evidence_in(folder: Path) -> Evidence:
    """What the scenarios of a folder show. Raises InvalidFile for one that can't be read."""
    shown: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in sorted(folder.glob("**/*.yaml")):
        if path.parent.name != BEGINNINGS:
            scenario = load_scenario(path)
            for rule in dict.fromkeys(_shown_by(scenario)):
                shown[scenario.institution, rule].append(f"{path.parent.name}/{path.stem}")
    return {key: tuple(names) for key, names in shown.items()}


def _shown_by(scenario: Scenario) -> Iterator[str]:
    """The rules under which a step is refused that is taken later on."""
    refused: dict[tuple[str | None, str], tuple[str, ...]] = {}
    for step in scenario.steps:
        act = _act(step)
        if act is None or step.expect.wrong_input is not None:
            continue
        if step.expect.refused:
            refused[act] = (*refused.get(act, ()), *step.expect.refused)
        else:
            yield from refused.pop(act, ())


def _act(step: ScenarioStep) -> tuple[str | None, str] | None:
    """What is done with which case; None where a fact is recorded or only time passes."""
    name = step.do or step.call
    return (step.case, name) if name else None
