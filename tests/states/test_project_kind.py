"""A process is of a mobility or of a project: each has what belongs to it, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from states.mobility_kind import OF_A_SUBJECT, MobilityKind
from tests.states.small_definition import SOUND, load, said_of

DIRECTION = "  direction: outgoing\n"
PROJECT = (
    SOUND.replace(f"{DIRECTION}  who: student", "  who: project")
    .replace("in_force: 2026-01-01\n", "in_force: 2026-01-01\nby_request: true\n")
    .replace("    takes: application\n", "")
    .replace("candidate: [level]", "candidate: []")
)


def test_a_project_has_nobody_who_goes(tmp_path: Path) -> None:
    kind = load(tmp_path, PROJECT).kind
    assert kind.of_project and kind.direction is None and not kind.incoming and not kind.of_staff
    assert asked_of(kind) == set(OF_A_SUBJECT)


def asked_of(kind: MobilityKind) -> set[str]:
    names = ("name", "email", "writes_in", "name_in_other_script", "level", "birth_date", "sex")
    return {name for name in names if kind.has_field("candidate", name)}


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("  who: project", f"{DIRECTION}  who: project", "kind.direction: a project goes nowhere"),
        ("by_request: true\n", "", "by_request: a project is opened by itself, in no call"),
        (
            "    roles: candidate\n",
            "    roles: candidate\n    takes: application\n",
            "transitions.apply.takes: `application` is for who goes to a host",
        ),
        ("  document: {", "  stay: {", "facts.stay: is no fact of a project"),
    ],
)
def test_what_belongs_to_a_mobility_is_refused_of_a_project(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    assert old in PROJECT
    assert any(sentence in line for line in said_of(tmp_path, PROJECT.replace(old, new, 1)))


def test_what_belongs_to_a_project_is_refused_of_a_mobility(tmp_path: Path) -> None:
    (line,) = said_of(tmp_path, SOUND.replace(DIRECTION, ""))
    assert line.endswith("kind: `direction` is missing: a student goes out or comes in")
    text = SOUND.replace("  document: {", "  project_grant: {")
    (line,) = said_of(tmp_path, text)
    assert line.endswith("facts.project_grant: is no fact of a mobility")


def test_a_mobility_may_name_the_project_that_it_belongs_to(tmp_path: Path) -> None:
    assert "of_project" in load(tmp_path, SOUND.replace("  document: {", "  of_project: {")).facts


def test_an_agreement_of_who_goes_is_none_of_a_project(tmp_path: Path) -> None:
    agreement = (
        "  agreement: {document: learning_agreement, form: guest_book, parties: [student]}\n"
    )
    problems = said_of(tmp_path, PROJECT.replace("  forms: [", f"{agreement}  forms: ["))
    assert any("kind.agreement: a project has nobody who goes" in line for line in problems)
