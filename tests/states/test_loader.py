"""The loader: what is shipped loads, and what is wrong is said all at once with its places."""

from __future__ import annotations

from pathlib import Path

import pytest

from office.wiring import Office
from states.definition import ProcessDefinition
from states.loader import definition_files
from tests.states.small_definition import SOUND, load, said_of


@pytest.mark.parametrize(
    "path", definition_files(), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_what_is_shipped_loads_under_the_name_of_its_file(office: Office, path: Path) -> None:
    definition = office.definition(f"{path.parent.name}/{path.stem}")
    assert definition.key == f"{path.parent.name}/{path.stem}"
    assert definition.states[definition.initial].awaits


def test_three_errors_are_all_shown_with_their_lines(tmp_path: Path) -> None:
    text = SOUND.replace("initial: call", "inital: call")
    text = text.replace("in_force: 2026-01-01", "in_force: 2026-13-01")
    text = text.replace(
        "  finish:\n    title: {en: Finish, sr: Крај}", "  finish:\n    title: {en: F}"
    )
    assert said_of(tmp_path, text) == [
        "1:1: initial: is missing",
        "3:1: in_force: '2026-13-01' is not a date that exists (write YYYY-MM-DD)",
        "5:1: inital: is not a known key here",
        "38:5: transitions.finish.title.sr: is missing",
    ]


def test_a_key_given_twice_is_shown_beside_what_else_is_wrong(tmp_path: Path) -> None:
    text = SOUND.replace("takes: application", "takes: application\n    takes: reason")
    text = text.replace("end: true", "end: perhaps")
    problems = said_of(tmp_path, text)
    assert problems[0].startswith("25:41: states.done.end: ")
    assert problems[1] == "34:5: transitions.apply.takes: this key stands here a second time"


def test_a_list_of_one_may_be_written_without_brackets(tmp_path: Path) -> None:
    definition = load(tmp_path)
    assert definition.transitions["finish"].sources == ("applied",)
    assert definition.transitions["apply"].documents == ("decree",)


def test_the_digest_is_that_of_the_text(tmp_path: Path) -> None:
    assert load(tmp_path).digest == load(tmp_path).digest
    assert load(tmp_path, SOUND + "# a word more\n").digest != load(tmp_path).digest


def test_a_definition_cannot_be_changed(tmp_path: Path) -> None:
    definition: ProcessDefinition = load(tmp_path)
    with pytest.raises(AttributeError):
        definition.initial = "done"  # type: ignore[misc]
