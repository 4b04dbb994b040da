"""Serbian as an office writes it: every text is read against the list of what was put aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import notifications
from states.strict_yaml import load_yaml_file
from tests.serbian import CYRILLIC, latin_words, put_aside, sentences_of

ROOT = Path(notifications.__file__).parent.parent
ROOMS = ("states", "rules", "notifications", "office", "actions", "workflows", "web", "cli")
LETTERS = sorted((ROOT / "notifications" / "templates").glob("*/sr/*.txt"))
LAWS = [*ROOT.glob("states/definitions/*/*.yaml"), *ROOT.glob("rules/regulations/*.yaml")]
MODULES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
PAPERS = sorted((ROOT / "actions" / "documents").rglob("*.yaml"))
HANDBOOK = ROOT / "docs" / "office.sr.md"
COMMANDS = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)", re.DOTALL)
FILE_FORMATS = {"PDF", "PNG", "JPEG", "DOCX", "ODT", "XLSX", "CSV"}
JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
NOT_IN_LETTERS = {
    "дугме": "a letter is read as text too, where there is none",
    r"Кандидат \{\{": "the name stands where no verb tells whether she or he does it",
    r"евр[ао]": "money is written one way, by the filter",
    "Добре вести": "an office is pleased to inform",
    "на нивоу установе": "what the source calls final is final",
    "свој део посла|стоји на путу|ништа се није догодило": "an office does not speak so",
}
SAID = re.compile(r'"([^"]*)"')


def serbian_in(value: object) -> Iterator[str]:
    """Every Serbian text of a file, however deep."""
    if isinstance(value, dict):
        for part in value.values():
            yield from serbian_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from serbian_in(part)
    elif isinstance(value, str) and CYRILLIC.search(value):
        yield value


def outside_of_jinja(source: str) -> str:
    """What a template says itself, with the words that stand in its expressions."""
    phrases = " ".join(word for block in JINJA.findall(source) for word in SAID.findall(block))
    words = [word for word in phrases.split() if CYRILLIC.search(word)]
    return JINJA.sub(" ", source) + " " + " ".join(words)


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_letters_are_written_as_an_office_writes(letter: Path) -> None:
    source = letter.read_text(encoding="utf-8")
    assert not put_aside(source)
    latin = set(re.findall(r"[A-Za-z]+", outside_of_jinja(source)))
    assert not latin, latin
    assert not [f"{bad}: {why}" for bad, why in NOT_IN_LETTERS.items() if re.search(bad, source)]


def test_the_handbook_is_too_but_for_its_commands_and_addresses() -> None:
    prose = COMMANDS.sub("", HANDBOOK.read_text(encoding="utf-8")).replace("*n*", "")
    assert len(prose) > 20_000
    assert not put_aside(prose)
    assert not latin_words(prose) - FILE_FORMATS


@pytest.mark.parametrize("path", [*LAWS, *PAPERS], ids=lambda path: path.stem)
def test_definitions_regulations_and_papers_are_too(path: Path) -> None:
    content, _ = load_yaml_file(dict[str, object], path)
    for text in serbian_in(content):
        assert not put_aside(text), text
        assert not latin_words(text), text


@pytest.mark.parametrize("room", ROOMS)
def test_refusals_labels_and_sentences_are_too(room: str) -> None:
    for module in MODULES:
        if module.is_relative_to(ROOT / room):
            for text in sentences_of(module):
                assert not put_aside(text), (str(module.relative_to(ROOT)), text)
                assert "guards" not in module.parts or not latin_words(text), text


@pytest.mark.parametrize(
    ("text", "is_put_aside"),
    [
        ("Поштовани/а", True),
        ("Молимо вас", True),
        ("Вашој установи", False),
        ("Молимо Вас", False),
        ("жалба кандидата {name}", True),
        ("жалба (кандидат: {name})", False),
        ("до поноћи", True),
        ("Правило BMU-24b", True),
        ("члан 24. став 1. Правилника", False),
        ("поука о правном леку", True),
        ("упутство о правном средству", False),
        ("ваши предмети", True),
        ("доносите ви", True),
        ("није изабран(а)", True),
        ("прерачуната оцена", True),
        ("важи за све", False),
    ],
)
def test_the_list_finds_what_it_is_for(text: str, is_put_aside: bool) -> None:
    assert bool(put_aside(text)) is is_put_aside
