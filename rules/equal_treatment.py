"""Equal treatment: which criterion of a call gives points for a protected attribute (BMU-3).

The words that betray one stand in `equal_treatment.yaml`. They are looked for word by word in the
criterion's name, whatever its alphabet, diacritics, capitals and joints. Whether a harmless name
hides such an attribute stays for people to judge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from states.folding import folded
from states.frozen import frozen
from states.strict_forms import STRICT
from states.strict_yaml import load_yaml_file
from states.text import Text

_TABLE: Final = Path(__file__).with_suffix(".yaml")
_JOINT: Final = re.compile(r"(?<=[a-zа-яђјљњћџ])(?=[A-ZА-ЯЂЈЉЊЋЏ])")
_WORD: Final = re.compile(r"[a-z]+\*?")


@frozen
class Attribute:
    """What nobody may be judged by, and the words that betray it in the name of a criterion."""

    __pydantic_config__ = STRICT

    name: Text
    words: tuple[str, ...]


@frozen
class _Table:
    """The file: the attributes, and the phrases that only sound like one."""

    __pydantic_config__ = STRICT

    attributes: tuple[Attribute, ...]
    harmless: tuple[str, ...]


def protected_attribute(criterion: str) -> Attribute | None:
    """The protected attribute that a criterion's name gives points for, or None (BMU-3)."""
    words = _without_harmless(words_of(criterion))
    for attribute, phrases in _phrases():
        if any(_stands(phrase, words) for phrase in phrases):
            return attribute
    return None


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in plain Latin letters: `полКандидата`, `pol_kandidata` are the same."""
    return tuple(_WORD.findall(folded(_JOINT.sub(" ", name))))


@cache
def _table() -> _Table:
    return load_yaml_file(_Table, _TABLE)[0]


@cache
def _phrases() -> tuple[tuple[Attribute, tuple[tuple[str, ...], ...]], ...]:
    return tuple(
        (attribute, tuple(spelling for word in attribute.words for spelling in _spellings(word)))
        for attribute in _table().attributes
    )


@cache
def _harmless() -> tuple[tuple[str, ...], ...]:
    return tuple(spelling for phrase in _table().harmless for spelling in _spellings(phrase))


def _spellings(phrase: str) -> Sequence[tuple[str, ...]]:
    """As written, and as one word."""
    words = words_of(phrase)
    return tuple(dict.fromkeys((words, ("".join(words),))))


def _without_harmless(words: tuple[str, ...]) -> tuple[str, ...]:
    for phrase in _harmless():
        while (place := _place(phrase, words)) is not None:
            words = (*words[:place], "", *words[place + len(phrase) :])
    return words


def _stands(phrase: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return _place(phrase, words) is not None


def _place(phrase: tuple[str, ...], words: tuple[str, ...]) -> int | None:
    """Where the words of a phrase follow one another, or None."""
    starts = range(len(words) - len(phrase) + 1)
    return next((n for n in starts if all(map(_fits, phrase, words[n:]))), None)


def _fits(pattern: str, word: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern
