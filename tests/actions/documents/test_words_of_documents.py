"""The words that documents print: Serbian as an office writes it, and no ids in either language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import actions.documents
from states.strict_yaml import load_yaml_file
from states.text import Text
from tests.serbian import NAMES, put_aside

HERE = Path(actions.documents.__file__).parent
TEMPLATES = sorted((HERE / "templates").glob("*.yaml"))
MODELS = sorted((HERE / "form_models").glob("*.yaml"))


def texts_of(value: object) -> Iterator[dict[str, str]]:
    """Every pair of English and Serbian in a file, however deep."""
    if isinstance(value, dict):
        if set(value) == {"en", "sr"}:
            yield value
            return
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_of(part)


def words_in(path: Path) -> list[Text]:
    """All that a file gives to print."""
    content, _ = load_yaml_file(dict[str, object], path)
    return [Text(pair["en"], pair["sr"]) for pair in texts_of(content)]


@pytest.mark.parametrize("path", [*TEMPLATES, *MODELS], ids=lambda path: path.stem)
def test_serbian_words_are_serbian_and_say_nothing_that_was_put_aside(path: Path) -> None:
    words = words_in(path)
    assert words or path.stem == "agreement_form"
    for text in words:
        prose = re.sub(r"\{[a-z_]+\}", "", text.sr)
        latin = set(re.findall("[A-Za-z]+", prose)) - NAMES
        assert not latin, (text.sr, latin)
        assert not put_aside(text.sr), text.sr


@pytest.mark.parametrize("path", [*TEMPLATES, *MODELS], ids=lambda path: path.stem)
def test_no_words_name_a_rule_by_its_id(path: Path) -> None:
    for text in words_in(path):
        assert not re.search(r"\b(BMU|BEE|ICO)-?[A-Z0-9]", f"{text.en} {text.sr}"), text
