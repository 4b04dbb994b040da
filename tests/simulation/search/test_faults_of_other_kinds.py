"""Faults planted where nobody goes out to study: of who comes to us, and of projects."""

from __future__ import annotations

from pathlib import Path

import pytest

from office.wiring import Office
from simulation.rehearsal.report import rehearse
from simulation.search.searching import search
from simulation.search.shortening import shortened
from simulation.search.stories import scenario_of
from tests.simulation.search.test_search import Planted, planted

INCOMING = "bmu/incoming-studies.2021-06-29"
PROJECT = "bmu/international-project.2021-06-29"

PLANTED = {
    "closing counts from a Decree that nobody issues to who comes to us": Planted(
        INCOMING,
        {
            "after: state_entered, working_days: closing_working_days": "after: decree_delivered, "
            "working_days: closing_working_days"
        },
        "no due date: transcript_issued close",
    ),
    "a project needs a place on a list": Planted(
        PROJECT,
        {
            "      - {guard: grant_is_recorded, rule: ICO-1}\n": "      - {guard: "
            "grant_is_recorded, rule: ICO-1}\n      - {guard: is_selected, rule: ICO-1}\n"
        },
        "no way on: granted",
    ),
    "a report is due before a semester that a project does not have": Planted(
        PROJECT,
        {"on: interim_report_due": "on: day_before_semester"},
        "no due date: running deliver_interim_report",
    ),
}


@pytest.mark.parametrize("fault", PLANTED.values(), ids=PLANTED)
def test_a_fault_is_found_once_and_its_story_plays(
    office: Office, tmp_path: Path, fault: Planted
) -> None:
    faulty = planted(office, tmp_path / "definitions", fault)
    definition = faulty.definition(fault.definition)
    (discovery,) = search(faulty, definition)
    assert discovery.broken.what == fault.what
    scenario = tmp_path / "story.yaml"
    story = shortened(faulty, definition, discovery)
    scenario.write_text(scenario_of(definition, story), encoding="utf-8")
    report = rehearse(faulty, scenario)
    assert report.steps
    assert report.held
