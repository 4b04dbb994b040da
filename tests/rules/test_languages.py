"""A paper's language is known however its code is written."""

from __future__ import annotations

import pytest

from rules.languages import language_code
from states.text import Text, to_latin
from states.vocabulary import SPOKEN


@pytest.mark.parametrize(
    "text", ["en", " EN ", "en-GB", "en_US", "English", "engleski", "енглески"]
)
def test_neither_letters_nor_a_country_make_another_language_of_english(text: str) -> None:
    assert language_code(text) == "en"


@pytest.mark.parametrize(("code", "text"), SPOKEN.items())
def test_a_language_is_known_by_its_name(code: str, text: Text) -> None:
    names = {text.en, text.sr, to_latin(text.sr), text.en.upper(), f" {text.sr} "}
    assert {language_code(name) for name in names} == {code}


def test_a_script_makes_no_other_language_and_nothing_is_none() -> None:
    assert language_code("sr-Latn") == language_code("sr-Cyrl") == "sr"
    assert language_code(None) == language_code(" ") == ""
