"""What a scenario shows of a rule: a step refused under it, and taken once its remedy is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from office.wiring import Office
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
BY_THE_CALL = REFUSED.replace("[BMU-15a]", "[BMU-15a], guards: [call_is_open]")
BY_THE_WRONG_ROLE = BY_THE_CALL.replace("by: candidate", "by: rector")
IN_THE_WRONG_STATE = BY_THE_CALL.replace("]}", "], state: nominated}")
UNDER_NO_GUARD = REFUSED.replace("[BMU-15a]", "[BMU-16]")
EARLIER_ELSEWHERE = (
    "  - {at: 2026-02-02 10:00, by: candidate, do: withdraw, expect: {state: withdrawn}}\n"
)


def shown(
    office: Office, folder: Path, *steps: str, name: str = "bmu"
) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """What one scenario of these steps shows."""
    path = folder / name / "a-story.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(BEGINNING + "".join(steps), encoding="utf-8")
    return dict(evidence_in(folder, office))


def test_a_step_that_is_refused_and_then_taken_shows_the_guard_that_is_named(
    office: Office, tmp_path: Path
) -> None:
    stories = shown(office, tmp_path, BY_THE_CALL, TAKEN)
    assert stories == {
        ("bmu/outgoing-studies", "submit_application", "call_is_open"): ("bmu/a-story",)
    }


def test_of_several_guards_that_cite_the_rule_a_refusal_without_names_shows_none(
    office: Office, tmp_path: Path
) -> None:
    assert shown(office, tmp_path, REFUSED, TAKEN) == {}


def test_the_one_guard_that_cites_a_rule_needs_no_name(office: Office, tmp_path: Path) -> None:
    stories = shown(office, tmp_path, REFUSED.replace("[BMU-15a]", "[BMU-5]"), TAKEN)
    assert set(stories) == {("bmu/outgoing-studies", "submit_application", "months_on_level")}


@pytest.mark.parametrize(
    "steps", [(BY_THE_CALL,), (BY_THE_CALL, OTHER), (BY_THE_CALL, WRONG), (TAKEN,)]
)
def test_a_refusal_alone_shows_nothing(
    office: Office, tmp_path: Path, steps: tuple[str, ...]
) -> None:
    assert shown(office, tmp_path, *steps) == {}


@pytest.mark.parametrize(
    "steps",
    [
        (BY_THE_WRONG_ROLE, TAKEN),
        (IN_THE_WRONG_STATE, TAKEN),
        (EARLIER_ELSEWHERE, BY_THE_CALL, TAKEN),
        (UNDER_NO_GUARD, TAKEN),
    ],
    ids=["a wrong role", "a wrong state", "a state known from before", "a rule of no guard"],
)
def test_a_refusal_that_no_guard_answers_for_shows_nothing(
    office: Office, tmp_path: Path, steps: tuple[str, ...]
) -> None:
    """It names the step's own rule: that a guard enforces it is not seen by that."""
    assert shown(office, tmp_path, *steps) == {}


def test_a_step_that_only_time_makes_is_taken_once_the_case_is_in_its_state(
    office: Office, tmp_path: Path
) -> None:
    early = (
        "  - {at: 2026-02-03 09:00, by: system, do: close_unselected, "
        "expect: {refused: [BMU-15c], state: ranking}}\n"
    )
    later = "  - {at: 2026-03-03 09:00, expect: {state: STATE}}\n"
    place = ("bmu/outgoing-studies", "close_unselected", "no_appeal_possible_or_open")
    assert shown(office, tmp_path, early, later.replace("STATE", "ranking")) == {}
    stories = shown(office, tmp_path, early, later.replace("STATE", "not_selected"))
    assert set(stories) == {place}


def test_a_beginning_that_others_go_on_from_shows_nothing_itself(
    office: Office, tmp_path: Path
) -> None:
    assert shown(office, tmp_path, BY_THE_CALL, TAKEN, name="base") == {}
