"""Texts in the office's two languages: English, and Serbian written once in Cyrillic.

Serbian Latin is made from the Cyrillic by transliteration, never written twice.
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import Literal

from states.frozen import frozen

Language = Literal["en", "sr", "sr-Latn"]
LANGUAGES: tuple[Language, ...] = ("en", "sr", "sr-Latn")

_CYRILLIC = "АБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШабвгдђежзијклљмнњопрстћуфхцчџш"
_LATIN = (
    "A B V G D Đ E Ž Z I J K L Lj M N Nj O P R S T Ć U F H C Č Dž Š "
    "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š"
).split()
_TO_LATIN = {ord(cyrillic): latin for cyrillic, latin in zip(_CYRILLIC, _LATIN, strict=True)}
_CAPITAL = "[А-ЯЂЈЉЊЋЏA-ZČĆŽŠĐ]"
_SHOUTED = re.compile(f"(?<={_CAPITAL})[ЉЊЏ]|[ЉЊЏ](?={_CAPITAL})")
"""A letter of two letters that stands beside a capital: `ЉУБАВ` is LJUBAV, `Љубав` is Ljubav."""


_CYRILLIC_LETTER = re.compile(r"[\u0400-\u04ff]")


@frozen
class Text:
    """One sentence or title in English and in Serbian Cyrillic: in a file, both."""

    __pydantic_config__ = MappingProxyType({"extra": "forbid"})

    en: str
    sr: str

    def in_(self, language: str) -> str:
        """The text in one of `LANGUAGES`; Latin is transliterated from the Cyrillic."""
        if language == "sr":
            return self.sr
        return to_latin(self.sr) if language == "sr-Latn" else self.en

    def capitalised(self) -> Text:
        """The text as it opens a line: its first letter a capital, the others as they are."""
        return Text(self.en[:1].upper() + self.en[1:], self.sr[:1].upper() + self.sr[1:])

    def in_sentence(self) -> Text:
        """A title within a sentence: Serbian writes it with a small letter, English as it is."""
        return Text(self.en, self.sr[:1].lower() + self.sr[1:])

    def __str__(self) -> str:
        return self.en


def to_latin(cyrillic: str) -> str:
    """Serbian Cyrillic in Latin letters; anything else in the text stays as it is."""
    text = _SHOUTED.sub(lambda match: _TO_LATIN[ord(match.group())].upper(), cyrillic)
    return text.translate(_TO_LATIN)


def serbian_in_latin(text: str) -> str:
    """What somebody typed, in Latin letters; as it is where a letter shows other Cyrillic."""
    foreign = any(ord(letter) not in _TO_LATIN for letter in _CYRILLIC_LETTER.findall(text))
    return text if foreign else to_latin(text)


def in_cyrillic(text: str) -> bool:
    """Whether a text holds a Cyrillic letter."""
    return _CYRILLIC_LETTER.search(text) is not None


def alike(title: str) -> str:
    """A title as it is compared: names are the same without regard to case, blanks and script."""
    return as_key(to_latin(unicodedata.normalize("NFC", title)))


def as_key(title: str) -> str:
    """A title as registers are looked up by it: without regard to case and blanks."""
    return " ".join(title.split()).casefold()
