"""Names as they are compared and put in order, in whichever script and with whichever marks.

`Đorđević`, `Djordjevic`, `Ђорђевић` and `dordevic` are one name to who looks for it; in a list
Čolić comes before Dejanović, as in the Serbian alphabet, wherever the list is read from.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from states.text import to_latin

_PLAIN: Final = str.maketrans(
    {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"}
)
"""Letters that no mark is taken from, since they are letters of their own."""


def folded(text: str) -> str:
    """A text as a search compares it: small Latin letters without marks, `dj` and `đ` as `d`."""
    return _plain(_latin(text)).replace("dj", "d")


def _latin(text: str) -> str:
    """Marks stand apart from their letters first: of `Ќ` and `й` the letter alone is known."""
    return to_latin(_without_marks(text, keep="čćžš")).casefold()


def _plain(latin: str) -> str:
    return _without_marks(latin).translate(_PLAIN)


def _without_marks(text: str, keep: str = "") -> str:
    return "".join(
        sign if sign.casefold() in keep else _base(sign)
        for sign in unicodedata.normalize("NFKC", text)
    )


def _base(sign: str) -> str:
    parts = unicodedata.normalize("NFKD", sign)
    return "".join(part for part in parts if not unicodedata.combining(part))


_ALPHABET: Final = (
    "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž"
).split()
_SIGN: Final = re.compile("lj|nj|dž|.", re.DOTALL)
_SPACE, _OTHER, _FIRST_DIGIT, _FIRST_LETTER = 10, 11, 20, 30
_PLACES: Final = {
    " ": _SPACE,
    **{str(digit): _FIRST_DIGIT + digit for digit in range(10)},
    **{letter: _FIRST_LETTER + place for place, letter in enumerate(_ALPHABET)},
}
LONGEST_KEY: Final = 120
"""Digits of a key, two a letter: names that agree for so long may stand in either order."""


def sort_key(text: str) -> str:
    """Where a text stands in the order of the Serbian alphabet, whichever script it is in.

    Two digits a letter: every database puts digits in the same order, whatever its collation.
    """
    latin = " ".join(_latin(text).split())
    places = "".join(str(place) for sign in _SIGN.findall(latin) for place in _places(sign))
    return places[:LONGEST_KEY]


def _places(sign: str) -> list[int]:
    if sign in _PLACES:
        return [_PLACES[sign]]
    return [_PLACES.get(letter, _OTHER) for letter in _plain(sign)]
