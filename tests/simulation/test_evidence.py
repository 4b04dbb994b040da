"""What a scenario shows of a rule: a step refused under it, and taken once its remedy is done."""

from __future__ import annotations

from pathlib import Path

from simulation.rehearsal.evidence import evidence_in

BEGINNING = """\
scenario: A story
institution: bmu
clock: 2026-02-02 09:00
given: {candidates: {ana: {name: Ana, email: ana@students.example}}}
steps:
"""
REFUSED = (
    "  - {at: 2026-02-03 09:00, by: candidate, do: submit_application, "
    "expect: {refused: [BMU-15a]}}\n"
)
TAKEN = "  - {at: 2026-02-03 09:05, by: candidate, do: submit_application}\n"
OTHER = "  - {at: 2026-02-03 09:05, by: candidate, do: withdraw}\n"
WRONG = (
    "  - {at: 2026-02-03 09:05, by: candidate, do: submit_application, "
    "expect: {wrong_input: [from]}}\n"
)


def shown(folder: Path, *steps: str, name: str = "bmu") -> dict[tuple[str, str], tuple[str, ...]]:
    """What one scenario of these steps shows."""
    path = folder / name / "a-story.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(BEGINNING + "".join(steps), encoding="utf-8")
    return dict(evidence_in(folder))


def test_a_step_that_is_refused_and_then_taken_shows_the_rule(tmp_path: Path) -> None:
    assert shown(tmp_path, REFUSED, TAKEN) == {("bmu", "BMU-15a"): ("bmu/a-story",)}


def test_a_refusal_alone_shows_nothing(tmp_path: Path) -> None:
    assert shown(tmp_path, REFUSED) == {}
    assert shown(tmp_path, REFUSED, OTHER) == {}
    assert shown(tmp_path, REFUSED, WRONG) == {}
    assert shown(tmp_path, TAKEN) == {}


def test_a_beginning_that_others_go_on_from_shows_nothing_itself(tmp_path: Path) -> None:
    assert shown(tmp_path, REFUSED, TAKEN, name="base") == {}
