"""Content out of and into plain data: for JSON, and in the words of a document's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

from actions.content.words import Days
from states.text import Text, to_latin

_TIED = "\N{NO-BREAK SPACE}"
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "sr": "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра "
    "децембра",
}


def as_content(document: Any) -> dict[str, Any]:
    """A document's dataclass as JSON can hold it; dates in ISO form, decimals as text."""
    made: dict[str, Any] = _each(document, _for_json)
    return made


def in_words(part: Any, language: str) -> Any:
    """Content as it's printed in one of `LANGUAGES`: words picked, dates and numbers written."""
    return _each(part, lambda leaf: _written(leaf, language))


def say_day(day: date, language: str) -> str:
    """A civil date as official papers write it, its day tied to its month: `12 March 2027`."""
    if language == "en":
        return f"{day.day}{_TIED}{_MONTHS['en'].split()[day.month - 1]} {day.year}"
    written = f"{day.day}.{_TIED}{_MONTHS['sr'].split()[day.month - 1]} {day.year}."
    return to_latin(written) if language == "sr-Latn" else written


_LEAVES: Final = {str, int, bool, type(None), Decimal, date, Text, Days}


@cache
def _parts(kind: Any) -> tuple[str, ...]:
    return tuple(part.name for part in fields(kind))


def _each(value: Any, leaf: Callable[[Any], Any]) -> Any:
    kind: Any = type(value)
    if kind in _LEAVES:
        return leaf(value)
    if is_dataclass(value):
        return {name: _each(getattr(value, name), leaf) for name in _parts(kind)}
    if isinstance(value, Mapping):
        return {key: _each(part, leaf) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_each(part, leaf) for part in value]
    return leaf(value)


def _for_json(leaf: Any) -> Any:
    if isinstance(leaf, Text):
        return {"en": leaf.en, "sr": leaf.sr}
    if isinstance(leaf, Days):
        return {"count": leaf.count, "working": leaf.working}
    if isinstance(leaf, date):
        return leaf.isoformat()
    return str(leaf) if isinstance(leaf, Decimal) else leaf


def _written(leaf: Any, language: str) -> Any:
    if isinstance(leaf, Text | Days):
        return leaf.in_(language)
    if isinstance(leaf, date):
        return say_day(leaf, language)
    if isinstance(leaf, Decimal):
        return _say_number(leaf, language)
    return str(leaf) if isinstance(leaf, int) and not isinstance(leaf, bool) else leaf


def _say_number(number: Decimal, language: str) -> str:
    plain = f"{number:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain if language == "en" else plain.replace(".", ",")
