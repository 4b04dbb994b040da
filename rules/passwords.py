"""Which passwords are good enough: long ones that nobody guesses, in any script, with any signs.

No mixture of kinds of signs is asked for, and no change after some time: length is what counts, and
that it is none of those which are tried first. Those are told by rule: repetitions, rows of the
keyboard and the alphabet, and the words that everybody thinks of, the person's own among them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from states.text import Text, to_latin

SHORTEST: Final = 12
LONGEST: Final = 200
_LEAST_APART: Final = 5
"""So many different letters must be left once the obvious is taken away."""

TOO_SHORT: Final = Text(
    f"Choose at least {SHORTEST} characters: some words with spaces between them do well.",
    f"Изаберите најмање {SHORTEST} знакова: неколико речи са размацима је сасвим добро.",
)
TOO_LONG: Final = Text(
    f"Choose at most {LONGEST} characters.", f"Изаберите највише {LONGEST} знакова."
)
TOO_REGULAR: Final = Text(
    "This repeats itself, or follows the keyboard or the alphabet: it is among the first that "
    "somebody tries. Choose words that have nothing to do with each other.",
    "Ово се понавља или прати ред на тастатури или у азбуци, па је међу првима које ће неко "
    "покушати. Изаберите речи које немају везе једна с другом.",
)
TOO_OBVIOUS: Final = Text(
    "This consists of words that others think of first: names, the office, the institution, "
    "“password” and the like. Add words that have nothing to do with you and the office.",
    "Ово се састоји од речи на које се прво помисли: имена, назив установе, „лозинка“ и слично. "
    "Додајте речи које немају везе ни с Вама ни с Центром.",
)

_OBVIOUS: Final = (
    "password", "passwort", "passphrase", "lozinka", "sifra", "admin", "administrator", "root",
    "welcome", "dobrodosli", "dobrodosao", "letmein", "changeme", "promeni", "secret", "tajna",
    "login", "prijava", "user", "korisnik", "test", "demo", "default", "master", "iloveyou",
    "volimte", "ljubav", "sunshine", "sunce", "princess", "princeza", "dragon", "zmaj", "monkey",
    "football", "fudbal", "partizan", "zvezda", "mobility", "mobilnost", "erasmus", "office",
    "kancelarija", "centar", "center", "university", "univerzitet", "fakultet", "faculty",
    "student", "profesor", "professor", "rektor", "rector", "dekan", "dean", "koordinator",
    "coordinator", "beograd", "belgrade", "srbija", "serbia", "novi", "sad", "nis", "spring",
    "summer", "autumn", "winter", "prolece", "leto", "jesen", "zima",
)  # fmt: skip
_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "asdfghjkl",
    "zxcvbnm", "yxcvbnm", "abvgddjezzijklljmnnjoprstcufhccdzs",
)  # fmt: skip
_LOOKS_LIKE: Final = str.maketrans("0134578@$!|", "oieastbasii")
_UNDER_STROKE: Final = str.maketrans({"đ": "dj", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae"})
_RUN: Final = 4
"""So many signs in the order of a row are a run."""


def password_problem(password: str, own_words: Iterable[str] = ()) -> Text | None:
    """What is wrong with a new password; None where it is good.

    `own_words` are what belongs to the person and the office: name, login, address, institution.
    """
    password = normal_form(password)
    if len(password) < SHORTEST:
        return TOO_SHORT
    if len(password) > LONGEST:
        return TOO_LONG
    folded_password = _folded(password)
    if _is_regular(folded_password):
        return TOO_REGULAR
    return TOO_OBVIOUS if _is_obvious(folded_password, own_words) else None


def normal_form(password: str) -> str:
    """A password as it is checked and kept: the same signs, however a keyboard composes them."""
    return unicodedata.normalize("NFC", password)


def _is_regular(folded_password: str) -> bool:
    """Whether a short piece is repeated, or hardly anything stands beside rows of keys."""
    repeats = re.fullmatch(r"(.{1,7}?)\1+.{0,6}", folded_password)
    is_repeated = repeats is not None and folded_password.startswith(repeats[1] * 2)
    return is_repeated or len(set(_without_runs(folded_password))) < _LEAST_APART


def _is_obvious(folded_password: str, own_words: Iterable[str]) -> bool:
    """Whether hardly a letter is left once what everybody thinks of is taken away."""
    own = (part for words in own_words for part in re.findall(r"\w{3,}", _folded(words)))
    words = sorted({*_OBVIOUS, *own}, key=len, reverse=True)
    obvious = re.compile("|".join(map(re.escape, words)))
    plain = re.sub(r"\d{1,4}\b", " ", folded_password)
    readings = (plain, folded_password.translate(_LOOKS_LIKE))
    remainders = (re.sub(r"[\W\d_]", "", obvious.sub(" ", reading)) for reading in readings)
    return any(len(set(rest)) < _LEAST_APART for rest in remainders)


def _without_runs(folded_password: str) -> str:
    """What stands beside the rows of keys and letters, forwards or backwards."""
    rest = folded_password
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        for length in range(len(row), _RUN - 1, -1):
            for first in range(len(row) - length + 1):
                rest = rest.replace(row[first : first + length], "")
    return rest


def _folded(words: str) -> str:
    """In small Latin letters without marks, so that one list serves both scripts."""
    latin = to_latin(words).casefold().translate(_UNDER_STROKE)
    decomposed_words = unicodedata.normalize("NFKD", latin)
    return "".join(sign for sign in decomposed_words if not unicodedata.combining(sign))
