"""What people read first is true: commands exist, links lead somewhere, every setting is told."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from typer import Context
from typer.core import TyperGroup
from typer.main import get_command

from cli.main import app
from office.settings import Settings
from run import DOES
from states.text import Text
from tests.architecture.sources import ROOMS
from tests.pictures import OUTSIDE, SHOTS

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = {*(shot.name for shot in SHOTS), *OUTSIDE}
FIRST_SCREEN = README.partition("\n## ")[0]

FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
IMAGE = re.compile(r"!\[[^\]]+\]\(([^)\s]+)\)")
CALLED = re.compile(r"(?:`|bin/)mobility ((?:[a-z][a-z-]+ ?)+)")


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def commands_in(text: str) -> list[str]:
    blocks = "\n".join(FENCED.findall(text))
    return [line for line in blocks.splitlines() if line.startswith("python3 ")]


def test_the_first_screen_has_exactly_the_two_commands_and_they_exist() -> None:
    commands = [line.split("#")[0].strip() for line in commands_in(FIRST_SCREEN)]
    assert commands == ["python3 run.py demo", "python3 run.py tests"]
    assert {command.split()[-1] for command in commands} <= set(DOES)


def test_the_first_screen_shows_a_picture_and_fits_on_a_screen() -> None:
    (picture,) = IMAGE.findall(FIRST_SCREEN)
    assert (ROOT / picture).stat().st_size > 10_000
    assert len(FIRST_SCREEN.splitlines()) <= 30


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    targets = [link for link in LINK.findall(text) if "://" not in link]
    dead_links = [link for link in targets if not leads(page, link)]
    assert not dead_links


def test_each_picture_is_there_in_both_languages_and_shown_by_the_readme() -> None:
    files = {path.name for path in (ROOT / "docs" / "pictures").iterdir()}
    assert files == {f"{name}.{language}.jpg" for name in SHOWN for language in ("en", "sr")}
    assert {name for name in files if f"docs/pictures/{name}" not in README} == set()


def leads(page: Path, link: str) -> bool:
    path, _, heading = link.partition("#")
    target = page.parent / path if path else page
    if not target.exists():
        return False
    return not heading or heading in headings_of(target)


def headings_of(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_no_file_names_where_packages_come_from_or_a_folder_of_one_machine() -> None:
    paths = [*PAGES, ROOT / "requirements.lock", ROOT / "pyproject.toml", ROOT / "run.py"]
    forbidden = re.compile(r"index-url|find-links|(?<![\w.])/(?:home|root|tmp|Users)/")
    hits_by_file = {
        name_of(path): forbidden.findall(path.read_text(encoding="utf-8")) for path in paths
    }
    assert not {name: hits for name, hits in hits_by_file.items() if hits}


def test_every_decision_is_numbered_and_says_why_what_and_what_follows() -> None:
    numbers = [path.name[:4] for path in DECISIONS]
    assert numbers == [f"{number:04d}" for number in range(1, len(DECISIONS) + 1)]
    for path in DECISIONS:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith(f"# {path.name[:4]} ")
        parts = [line for line in lines if line.startswith("## ")]
        assert parts == ["## Context", "## Decision", "## Consequences"], path.name


def keys_of(form: Any, above: str = "") -> Iterator[str]:
    """Every key of config.yaml with its path; a text, a list and a table are one key each."""
    hints = get_type_hints(form)
    for part in fields(form):
        kind = hints[part.name]
        if is_dataclass(kind) and kind is not Text:
            yield from keys_of(kind, f"{above}{part.name}.")
        else:
            yield f"{above}{part.name}"


def test_every_key_of_the_settings_is_named_in_how_it_is_run() -> None:
    page = (ROOT / "docs" / "run.md").read_text(encoding="utf-8")
    keys = list(keys_of(Settings))
    assert "mail.starttls" in keys
    assert "prefect.batch" in keys
    assert not [key for key in keys if f"`{key}`" not in page]
    assert not [key for key in named_keys(page) if key not in keys], "settings that are no more"


CONTRIBUTING = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")


def test_each_file_that_contributors_are_sent_to_is_there() -> None:
    files = re.findall(rf"`((?:{'|'.join((*ROOMS, 'tests'))})/[\w./]+)`", CONTRIBUTING)
    assert len(files) >= 25
    assert not [name for name in files if not (ROOT / name).exists()]


def test_contributors_are_told_of_twenty_places() -> None:
    looked_for = [line for line in CONTRIBUTING.splitlines() if line.startswith("| ")]
    assert len(looked_for) == 1 + 1 + 18
    assert len(re.findall(r"^### (?:A|An) ", CONTRIBUTING, re.MULTILINE)) == 6


def named_keys(page: str) -> list[str]:
    table = page.partition("key by key")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return [key for cell in cells for key in re.findall(r"`([^`]+)`", cell)]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_that_is_told_of_exists(page: Path) -> None:
    unknown_commands = [
        words
        for words in CALLED.findall(page.read_text(encoding="utf-8"))
        if not is_command(words.split())
    ]
    assert not unknown_commands


def is_command(words: list[str]) -> bool:
    """Whether the first words are a command; those after it are its arguments."""
    command: Any = get_command(app)
    for word in words:
        if not isinstance(command, TyperGroup):
            return True
        command = command.get_command(Context(command), word)
        if command is None:
            return False
    return True


def test_the_newest_entry_of_the_changelog_is_this_version_and_says_whom_it_touches() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    entries = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[1:]
    assert entries[0].startswith(version)
    for definition in (ROOT / "states" / "definitions").glob("*/*.yaml"):
        assert f"`{definition.name.partition('.')[0]}`" in entries[-1]
