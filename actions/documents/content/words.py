"""Words and lengths of time as a document's content holds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

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


def _words(given: Any) -> Any:
    """Pairs come as a mapping out of JSON; names and people's own sentences come as they are."""
    if isinstance(given, Mapping) and set(given) == {"en", "sr"}:
        given = Text(given["en"], given["sr"])
    said = (given.en, given.sr) if isinstance(given, Text) else (given,)
    if all(isinstance(word, str) and word.strip() for word in said):
        return given
    raise ValueError("is neither words nor a pair of words in English and Serbian")


Words = Annotated[str | Text, PlainValidator(_words)]
"""Printed as they are, or a pair of which the document's language picks one."""
