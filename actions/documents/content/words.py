"""Words and lengths of time as a document's content holds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, PlainValidator

from states.frozen import frozen
from states.localization import CountedNoun
from states.strict_forms import STRICT
from states.text import Text

_DAY = CountedNoun(("day", "days"), ("дана", "дана", "дана"))
_WORKING_DAY = CountedNoun(
    ("working day", "working days"), ("радног дана", "радна дана", "радних дана")
)


class Part:
    """A part of a document's content: a frozen fact that takes no unknown key."""

    __slots__ = ()
    __pydantic_config__ = STRICT


@frozen
class Days(Part):
    """A length of time in days, or in working days."""

    count: Annotated[int, Field(ge=1, le=365)]
    working: bool = False

    def in_(self, language: str) -> str:
        """Said after "within" / "у року од", in one of `LANGUAGES`."""
        return (_WORKING_DAY if self.working else _DAY).counted_in(self.count, language)


def _words(value: object) -> str | Text:
    """Pairs come as a mapping out of JSON; names and people's own sentences come as they are."""
    if isinstance(value, Mapping) and set(value) == {"en", "sr"}:
        value = Text(value["en"], value["sr"])
    if isinstance(value, Text) and _are_words(value.en) and _are_words(value.sr):
        return value
    if isinstance(value, str) and _are_words(value):
        return value
    raise ValueError("is neither words nor a pair of words in English and Serbian")


def _are_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


Words = Annotated[str | Text, PlainValidator(_words)]
"""Printed as they are, or a pair of which the document's language picks one."""
