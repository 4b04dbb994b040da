"""A definition that extends another: what it takes over, what it leaves out, and in which order."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from states.loader import read_extended
from states.strict_yaml import InvalidFile

BASE = """\
process: base
in_force: 2021-06-29
title: Base
states:
  call: {awaits: {step: apply, deadline: {rule: A-1, on: closing}}}
  ranking: {awaits: {step: nominate}}
  closed: {end: true}
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def extending(folder: Path, text: str) -> dict[str, object]:
    written(folder, "a/base", BASE)
    data: dict[str, object] = read_extended(written(folder, "a/own", text))[0].data
    return data


def test_what_is_not_named_is_taken_over_down_to_the_last_word(tmp_path: Path) -> None:
    own = "extends: base\nprocess: own\nstates:\n  call: {awaits: {deadline: {rule: B-1}}}\n"
    data = extending(tmp_path, own)
    awaits = {"step": "apply", "deadline": {"rule": "B-1", "on": "closing"}}
    assert data["states"]["call"] == {"awaits": awaits}  # type: ignore[index]
    assert (data["title"], data["process"]) == ("Base", "own")
    assert "in_force" not in data, "each version has its own date"


def test_a_part_given_as_null_is_left_out(tmp_path: Path) -> None:
    data = extending(tmp_path, "extends: base\nstates: {ranking: null}\n")
    assert list(data["states"]) == ["call", "closed"]  # type: ignore[call-overload]


def test_a_new_part_stands_where_it_is_written(tmp_path: Path) -> None:
    own = "extends: base\nstates:\n  ranking: null\n  accepted: {}\n  here: {}\n"
    data = extending(tmp_path, own)
    assert list(data["states"]) == ["call", "accepted", "here", "closed"]  # type: ignore[call-overload]


def test_a_list_takes_the_place_of_the_map_that_stood_there(tmp_path: Path) -> None:
    own = "extends: base\nstates:\n  call: {awaits: [{step: close}]}\n"
    data = extending(tmp_path, own)
    assert data["states"]["call"] == {"awaits": [{"step": "close"}]}  # type: ignore[index]


def test_a_problem_is_shown_where_the_part_was_written(tmp_path: Path) -> None:
    written(tmp_path, "a/base", BASE)
    own = written(tmp_path, "b/own", "extends: ../a/base\nstates:\n  call: {title: B}\n")
    marked_data, _ = read_extended(own)
    base_problem = marked_data.problem(("states", "ranking"), "what is taken over")
    own_problem = marked_data.problem(("states", "call", "title"), "what is changed")
    assert (Path(base_problem.file).name, base_problem.line) == ("base.yaml", 6)
    assert (Path(own_problem.file).name, own_problem.line) == ("own.yaml", 3)


def test_what_each_file_says_for_itself_is_missed_in_its_own_file(tmp_path: Path) -> None:
    written(tmp_path, "a/base", BASE)
    marked_data, _ = read_extended(written(tmp_path, "a/own", "extends: base\n"))
    problem = str(marked_data.problem(("process",), "is missing"))
    assert problem == f"{tmp_path}/a/own.yaml:1:1: process: is missing"


def test_the_digest_changes_with_the_file_that_is_extended(tmp_path: Path) -> None:
    written(tmp_path, "a/base", BASE)
    own = written(tmp_path, "b/own", "extends: ../a/base\nprocess: own\n")
    before = digest(own)
    written(tmp_path, "a/base", BASE.replace("Base", "Other"))
    assert digest(own) != before


@pytest.mark.parametrize("base", ["base", "../a/base"])
def test_files_that_extend_each_other_in_a_circle_are_named(tmp_path: Path, base: str) -> None:
    written(tmp_path, "a/base", "extends: ../b/own\n")
    own = written(tmp_path, "b/own", f"extends: {base}\n")
    if base == "base":
        written(tmp_path, "b/base", "extends: own\n")
    with pytest.raises(InvalidFile, match="goes round in a circle: own → base → own"):
        read_extended(own)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    own = written(tmp_path, "b/own", "extends: ../a/nobody\n")
    with pytest.raises(InvalidFile, match=r"own.yaml:1:1: extends: there is no file .*nobody.yaml"):
        read_extended(own)


def digest(path: Path) -> str:
    return hashlib.sha256("\0".join(read_extended(path)[1]).encode()).hexdigest()
