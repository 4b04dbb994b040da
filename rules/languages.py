"""Which language a paper is in, as people write it down."""

from __future__ import annotations

from typing import Final

from states.text import to_latin
from states.vocabulary import SPOKEN

_CODES: Final = {
    name.casefold(): code
    for code, text in SPOKEN.items()
    for name in (text.en, text.sr, to_latin(text.sr))
}
"""The codes by the languages' names, in English and in Serbian of both scripts."""


def language_code(text: str | None) -> str:
    """The language's own code of `en`, ` EN`, `en-GB`, `sr-Latn`, `English` or `енглески`.

    Empty where none is recorded. Neither a country nor a script makes another language of it.
    """
    name = (text or "").strip().casefold()
    return _CODES.get(name) or name.replace("_", "-").partition("-")[0]
