"""Content out of and into plain data: for JSON, and in the words of a document's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic_core import to_jsonable_python

from actions.documents.content.words import Days
from states.localization import format_decimal, format_long_day
from states.text import Text

_TIED = "\N{NO-BREAK SPACE}"


def as_content(document: Any) -> dict[str, Any]:
    """A document's dataclass as JSON can hold it; dates in ISO form, decimals as text."""
    made: dict[str, Any] = to_jsonable_python(document)
    return made


def in_words(part: Any, language: str) -> Any:
    """Content as it's printed in one of `LANGUAGES`: words picked, dates and numbers written."""
    return _each(part, _written_in(language))


def say_day(day: date, language: str) -> str:
    """A civil date as official papers write it, its day tied to its month: `12 March 2027`."""
    return format_long_day(day, language).replace(" ", _TIED, 1)


Leaves = Mapping[type, Callable[[Any], Any]]
"""What becomes of each kind of value that has no parts."""


def _as_it_is(leaf: Any) -> Any:
    return leaf


@cache
def _written_in(language: str) -> Leaves:
    return {
        **dict.fromkeys((str, bool, type(None)), _as_it_is),
        **dict.fromkeys((Text, Days), lambda words: words.in_(language)),
        int: str,
        date: lambda day: say_day(day, language),
        Decimal: lambda number: format_decimal(number, language),
    }


@cache
def _parts(kind: Any) -> tuple[str, ...]:
    """The names of a dataclass's parts; none of what is no dataclass."""
    return tuple(part.name for part in fields(kind)) if is_dataclass(kind) else ()


def _each(value: Any, leaves: Leaves) -> Any:
    kind: Any = type(value)
    if kind in leaves:
        return leaves[kind](value)
    if names := _parts(kind):
        return {name: _each(getattr(value, name), leaves) for name in names}
    if isinstance(value, Mapping):
        return {key: _each(part, leaves) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_each(part, leaves) for part in value]
    raise TypeError(f"a document can't hold {value!r}")
