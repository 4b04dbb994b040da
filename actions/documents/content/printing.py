"""Content out of and into plain data: for JSON, and in the words of a document's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic_core import to_jsonable_python

from actions.documents.content.parts import DocumentContent
from actions.documents.content.words import Days, Part
from states.localization import format_decimal, format_long_day
from states.text import Text, serbian_in_latin

_TIED = "\N{NO-BREAK SPACE}"


def as_content(document: DocumentContent) -> dict[str, object]:
    """A document's dataclass as JSON can hold it; dates in ISO form, decimals as text."""
    content: dict[str, object] = to_jsonable_python(document)
    return content


def in_words(value: object, language: str) -> object:
    """Content as it's printed in one of `LANGUAGES`: words picked, dates and numbers written."""
    return _printed(value, _written_in(language))


def members_in_words(whole: Part | Mapping[str, object], language: str) -> dict[str, object]:
    """A document, or values by name, as `in_words` gives each of its members."""
    return _printed_members(whole, _written_in(language))


def say_day(day: date, language: str) -> str:
    """A civil date as official documents write it, its day tied to its month: `12 March 2027`."""
    return format_long_day(day, language).replace(" ", _TIED, 1)


Leaves = Mapping[type, Callable[[Any], object]]
"""What becomes of each kind of value that has no parts."""


def _as_it_is(leaf: object) -> object:
    return leaf


@cache
def _written_in(language: str) -> Leaves:
    return {
        **dict.fromkeys((bool, type(None)), _as_it_is),
        # What people typed follows the script of the document; Latin stays, for it may be foreign.
        str: _as_it_is if language == "sr" else serbian_in_latin,
        **dict.fromkeys((Text, Days), lambda words: words.in_(language)),
        int: str,
        date: lambda day: say_day(day, language),
        Decimal: lambda number: format_decimal(number, language),
    }


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(member.name for member in fields(kind)) if is_dataclass(kind) else ()


def _printed(value: object, leaves: Leaves) -> object:
    if type(value) in leaves:
        return leaves[type(value)](value)
    if isinstance(value, Part | Mapping):
        return _printed_members(value, leaves)
    if isinstance(value, tuple | list):
        return [_printed(element, leaves) for element in value]
    raise TypeError(f"a document can't hold {value!r}")


def _printed_members(whole: Part | Mapping[str, object], leaves: Leaves) -> dict[str, object]:
    if isinstance(whole, Part):
        kind: type = type(whole)
        return {name: _printed(getattr(whole, name), leaves) for name in _names(kind)}
    return {name: _printed(value, leaves) for name, value in whole.items()}
