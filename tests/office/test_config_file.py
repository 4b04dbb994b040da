"""A look-up takes the word of who judged config.yaml last, as long as it is the same file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from office.config_file import NOTE, SHIPPED
from states.strict_yaml import InvalidFile
from workflows.running.bootstrap import open_app
from workflows.running.read_only_office import open_read_only

TEXT = SHIPPED.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office with settings of its own, opened once; each test has a copy."""
    folder = tmp_path_factory.mktemp("opened")
    (folder / "config.yaml").write_text(TEXT, encoding="utf-8")
    open_app(folder, make=True).engine.dispose()
    return folder


@pytest.fixture
def data(template: Path, tmp_path: Path) -> Path:
    """An office with settings of its own."""
    return shutil.copytree(template, tmp_path / "data")


def whose(data: Path) -> str:
    books = open_read_only(data)
    books.engine.dispose()
    return books.institution


def told_instead(data: Path, institution: str) -> None:
    """Somebody else's name in the note, so that it shows who was asked."""
    note = json.loads((data / NOTE).read_text())
    (data / NOTE).write_text(json.dumps(note | {"institution": institution}))


def test_who_opens_the_office_leaves_a_note_and_a_look_up_takes_its_word(data: Path) -> None:
    assert whose(data) == "bmu"
    told_instead(data, "who was asked")
    assert whose(data) == "who was asked"


def test_other_settings_are_read_anew_and_noted(data: Path) -> None:
    told_instead(data, "who was asked")
    (data / "config.yaml").write_text(TEXT.replace("key: bmu", "key: bee"), encoding="utf-8")
    assert whose(data) == "bee"
    assert json.loads((data / NOTE).read_text())["institution"] == "bee"


def test_settings_that_became_wrong_are_refused_with_their_line(data: Path) -> None:
    (data / "config.yaml").write_text(TEXT + "\ncolour: red\n", encoding="utf-8")
    with pytest.raises(InvalidFile, match=rf":{TEXT.count(chr(10)) + 2}:1: colour: is not a known"):
        open_read_only(data)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"institution": "bmu"}'])
def test_a_note_that_cant_be_read_is_written_anew(data: Path, text: str) -> None:
    (data / NOTE).write_text(text)
    assert whose(data) == "bmu"
    assert json.loads((data / NOTE).read_text())["institution"] == "bmu"


def test_an_office_whose_database_is_elsewhere_has_no_note(tmp_path: Path) -> None:
    elsewhere = TEXT.replace("  url:\n", f"  url: sqlite:///{tmp_path / 'elsewhere.db'}\n")
    (tmp_path / "config.yaml").write_text(elsewhere, encoding="utf-8")
    assert whose(tmp_path) == "bmu"
    assert whose(tmp_path) == "bmu"
    assert not (tmp_path / NOTE).exists()


def test_asking_in_a_folder_without_an_office_leaves_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="there is no office"):
        open_read_only(tmp_path)
    assert list(tmp_path.iterdir()) == []
