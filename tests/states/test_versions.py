"""Which state of another version a state answers to, and what `replaces` may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from states.definition import ProcessDefinition
from states.versions import counterpart
from tests.states.small_definition import SOUND, load, said_of

LATER = (
    SOUND.replace("in_force: 2026-01-01", "in_force: 2027-01-01\nreplaces: {applied: received}")
    .replace("  applied:\n", "  received:\n")
    .replace("to: applied", "to: received")
    .replace("from: applied", "from: received")
)


@pytest.fixture
def old(tmp_path: Path) -> ProcessDefinition:
    return load(tmp_path)


@pytest.fixture
def new(tmp_path: Path) -> ProcessDefinition:
    return load(tmp_path, LATER)


def test_a_state_of_the_same_name_is_the_same_milestone(
    old: ProcessDefinition, new: ProcessDefinition
) -> None:
    assert counterpart(old, new, "call") == "call"


def test_a_renamed_state_is_found_on_the_way_there_and_on_the_way_back(
    old: ProcessDefinition, new: ProcessDefinition
) -> None:
    assert counterpart(old, new, "applied") == "received"
    assert counterpart(new, old, "received") == "applied"


def test_a_state_that_is_gone_and_was_not_replaced_has_no_counterpart(
    tmp_path: Path, old: ProcessDefinition
) -> None:
    unsaid = load(tmp_path, LATER.replace("\nreplaces: {applied: received}", ""))
    assert counterpart(old, unsaid, "applied") is None


def test_of_two_states_that_became_one_only_who_came_from_it_finds_the_way_back(
    tmp_path: Path, old: ProcessDefinition
) -> None:
    with_one_state = load(
        tmp_path, LATER.replace("{applied: received}", "{applied: received, started: received}")
    )
    before = load(
        tmp_path,
        SOUND.replace("in_force: 2026-01-01", "in_force: 2025-01-01")
        .replace("  done: {", "  started: {title: {en: Begun, sr: Почето}, awaits: {step: go, "
                 "owner: rector, deadline: {rule: INN-1, on: closing}}}\n  done: {")
        .replace("transitions:\n", "transitions:\n  begin: {title: {en: B, sr: Б}, rule: INN-1, "
                 "from: call, to: started, roles: rector}\n  go: {title: {en: G, sr: Г}, "
                 "rule: INN-1, from: started, to: done, roles: rector}\n"),
    )  # fmt: skip
    assert counterpart(before, with_one_state, "started") == "received"
    assert counterpart(with_one_state, before, "received") is None
    assert counterpart(with_one_state, before, "received", {before.key: "started"}) == "started"


@pytest.mark.parametrize(
    ("replaces", "sentence"),
    [
        ("{call: received}", "`call` is a state of this version: nothing has taken its place"),
        ("{applied: nowhere}", "`nowhere` is not a known state"),
        ("{applied: done}", "`done` is an end: another version ends no case"),
    ],
)
def test_what_replaces_says_must_make_sense(tmp_path: Path, replaces: str, sentence: str) -> None:
    (problem,) = said_of(tmp_path, LATER.replace("{applied: received}", replaces))
    assert problem.startswith("4:")
    assert sentence in problem
