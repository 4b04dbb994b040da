"""Every scenario below this folder is played: one test each, named as its file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from office.settings import ChosenRemedy, ClosedDays, Faculty, Home
from office.wiring import Office
from persistence.connections import connect
from simulation.rehearsal.form import load_scenario
from simulation.rehearsal.player import process_of
from simulation.rehearsal.report import Report, rehearse
from states.facts import FACTS
from states.loader import definition_files
from states.text import Text
from tests.workflows.office_fixtures import migrated_database

HERE = Path(__file__).parent
SCENARIOS = sorted(HERE.glob("**/*.yaml"))
SUMMER = ClosedDays(date(2026, 6, 4), date(2026, 6, 10), Text("Summer closure", "Летња пауза"))
COMPLAINTS = ChosenRemedy(date(2026, 6, 4), "annex_9", Text("The Senate's choice", "Одлука Сената"))
FIT = Faculty("fit", Text("Faculty of Information Technologies", "ФИТ"))
SET: dict[str, dict[str, Any]] = {
    "closed-in-june": {"closures": (SUMMER,)},
    "complaints-from-4-june": {"legal_remedy": (COMPLAINTS,)},
    "at-a-faculty": {"home": Home(head="rector", by_faculty=(FIT,))},
}
"""The folders whose scenarios are played in an office with settings of its own."""

CONTRADICTED: dict[str, str] = {
    "bee.yaml": "2027-02-18 09:10",
    "trainee.yaml": "2026-10-07 09:10",
}
"""Beginnings that a case contradicts at one instant, by file: there the case is right."""


LEAST = 4
TOLD_ELSEWHERE = {"of_project"}
"""It names the case of another process, and a story has one: `tests/web/test_projects.py`."""


@pytest.fixture
def played_in(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine | None]:
    """Where a story is played: in a database of its own, or where `--on` says."""
    kind = request.config.getoption("--on")
    if kind == "sqlite":
        yield None
        return
    with migrated_database(kind, tmp_path) as url:
        yield connect(url, durable=False)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_story_goes_as_it_is_told(path: Path, office: Office, played_in: Engine | None) -> None:
    report = rehearse(_office_of(path, office), path, played_in)
    contradiction = CONTRADICTED.get(path.name) if path.parent.name == "base" else None
    if contradiction is None:
        assert report.held, _what_did_not_hold(report)
    else:
        first = next(step for step in report.steps if not step.held)
        assert f"{first.at:%Y-%m-%d %H:%M}" == contradiction, _what_did_not_hold(report)


def test_there_is_a_story_of_every_process_that_is_shipped(office: Office) -> None:
    shipped_processes = {(path.parent.name, path.name.split(".")[0]) for path in definition_files()}
    scenarios = [load_scenario(path) for path in SCENARIOS]
    story_processes = {
        (scenario.institution, process_of(office, scenario)) for scenario in scenarios
    }
    assert shipped_processes - story_processes == set()


def test_each_process_has_four_stories_at_least(office: Office) -> None:
    scenarios = [load_scenario(path) for path in SCENARIOS]
    stories = Counter(
        (scenario.institution, process_of(office, scenario)) for scenario in scenarios
    )
    assert {of: number for of, number in stories.items() if number < LEAST} == {}


def test_each_fact_is_taken_in_a_story_and_not_taken_in_another() -> None:
    """On both sides: what can't be, who may not, or a value beyond its bound, and one that is."""
    facts_taken, facts_refused = set(), set()
    for path in SCENARIOS:
        for step in load_scenario(path).steps:
            if step.record is not None:
                outcome = step.expect
                is_refused = outcome is not None and (outcome.refused or outcome.wrong_input)
                (facts_refused if is_refused else facts_taken).add(step.record)
    assert set(FACTS) - facts_taken == TOLD_ELSEWHERE
    assert set(FACTS) - facts_refused == TOLD_ELSEWHERE


def _office_of(path: Path, office: Office) -> Office:
    own = SET.get(path.parent.name)
    if own is None:
        return office
    settings = replace(office.settings, **own)
    return Office(settings, office.data, office.folder, office.rulebooks)


def _what_did_not_hold(report: Report) -> str:
    """One line for each step with all that was expected in vain, as the command line shows it."""
    lines = [report.title]
    for step in report.steps:
        lines += [f"  {step.at:%Y-%m-%d %H:%M} {step.what}: {problem}" for problem in step.problems]
    return "\n".join(lines)
