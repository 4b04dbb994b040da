"""Incoming students are not ranked: who tries to score one is told so in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from office.wiring import open_office
from simulation.rehearsal.report import rehearse

STORY = """\
scenario: Somebody scores an incoming student
institution: bmu
process: incoming-studies
clock: 2026-10-01 09:00
given:
  call:
    title: Incoming
    published: 2026-10-01
    closes: 2026-11-02
    criteria: {average: 10}
    commission: [m.ilic]
  candidates:
    lea: {name: Lea Huber, email: lea@uni-graz.example}
steps:
"""
SCORED = (
    "{by: commission_member, call: score, with: {member: m.ilic, case: lea, points: {average: 9}}}"
)
INTERVIEWED = "{by: candidate, call: interview, with: {case: lea, on: 2026-10-02}}"
PUBLISHED = "{by: mobility_coordinator, call: publish_list}"


@pytest.mark.parametrize("step", [SCORED, INTERVIEWED, PUBLISHED])
def test_an_incoming_student_is_not_scored_interviewed_or_ranked(tmp_path: Path, step: str) -> None:
    story = tmp_path / "story.yaml"
    story.write_text(f"{STORY}  - {step.replace('{', '{at: 2026-10-02 09:00, ', 1)}\n")
    (only,) = rehearse(open_office(tmp_path), story).steps
    assert only.problems == (
        "can't be done: bmu/incoming-studies.2021-06-29 has no list: "
        "nobody is scored, interviewed or ranked",
    )
