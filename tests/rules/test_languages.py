"""A paper's language is known however its code is written."""

from __future__ import annotations

import pytest

from rules.languages import language_code


@pytest.mark.parametrize("text", ["en", " EN ", "en-GB", "en_US"])
def test_neither_letters_nor_a_country_make_another_language_of_english(text: str) -> None:
    assert language_code(text) == "en"


def test_a_script_makes_no_other_language_and_nothing_is_none() -> None:
    assert language_code("sr-Latn") == language_code("sr-Cyrl") == "sr"
    assert language_code(None) == language_code(" ") == ""
