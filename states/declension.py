"""Serbian names as they stand in a sentence: „Јовану Петровићу“, „с Аном Петровић“.

Only whole names are declined, each word in the same case, so that „Јована Петровић“, who is
somebody else, is none of the forms of „Јован Петровић“: his is „Јована Петровића“. A name that ends
otherwise than Serbian names do stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product, takewhile
from typing import Final

from states.text import in_cyrillic, to_latin

CASES: Final = ("genitive", "dative", "accusative", "vocative", "instrumental")
"""The locative is as the dative."""

Endings = tuple[tuple[str, ...], ...]
_CONSONANT: Final[Endings] = (("a",), ("u",), ("a",), ("e", "u"), ("om", "em"))
_IN_A: Final[Endings] = (("e",), ("i",), ("u",), ("o", "a"), ("om",))
_IN_I: Final[Endings] = (("og", "oga"), ("om", "ome", "omu"), ("og", "oga"), ("i",), ("im",))
"""The endings of each case: of `Jovan` and `Marko`, of `Ana`, of `Zagorski`."""

_FLEETING: Final = ("ar", "ac", "ak", "al")
"""Endings whose `a` may go: `Petar`, `Petra`."""
_CYRILLIC: Final = str.maketrans("aeioumg", "аеиоумг")


def declined(name: str) -> frozenset[str]:
    """The other forms of a whole name, first and last words apart; none of a single word."""
    words = name.split()
    if len(words) < 2:
        return frozenset()
    first, *other_words = words
    forms = {
        " ".join(form)
        for case in range(len(CASES))
        for form in product(_forms(first, case), *_family(first, other_words, case))
    }
    return frozenset(forms - {name})


def stems(name: str) -> tuple[str, ...]:
    """What each word of a name has alike in all of its forms."""
    columns = zip(*(form.split() for form in (name, *declined(name))), strict=True)
    return tuple(_alike(min(words), max(words)) for words in columns)


def _alike(first: str, last: str) -> str:
    """The beginning that two words have alike, and so has each that comes between them."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(letter for letter, _ in pairs)


def _family(first: str, other_words: Sequence[str], case: int) -> list[list[str]]:
    """Further words decline with the first; of who is called as women mostly are, they may not."""
    has_both_forms = to_latin(first)[-1:] == "a" or _forms(first, case) == [first]
    return [[*_forms(word, case), *([word] if has_both_forms else [])] for word in other_words]


def _forms(word: str, case: int) -> list[str]:
    """A word in a case; a double name with its last part declined, and with both."""
    *fixed_parts, last = word.split("-")
    forms = [f"{stem}{_written(ending, word)}" for stem, ending in _ends(last, case)]
    if not forms:
        return [word]
    if not fixed_parts:
        return forms
    before = ["-".join(fixed_parts)]
    if len(fixed_parts) == 1:
        before += _forms(fixed_parts[0], case)
    return ["-".join(pair) for pair in product(before, forms)]


def _ends(word: str, case: int) -> Iterator[tuple[str, str]]:
    """The stem of a word with each ending that it may have in a case."""
    latin = to_latin(word).casefold()
    if len(latin) < 3 or not latin.isalpha():
        return
    last = latin[-1]
    if last == "a":
        stems, endings = [word[:-1]], _IN_A
    elif latin.endswith(("ski", "ški", "čki", "ki")):
        stems, endings = [word[:-1]], _IN_I
    elif last in "oe":
        stems, endings = [word[:-1]], _CONSONANT
    elif last not in "aeiou":
        stems, endings = [word], _CONSONANT
        if latin.endswith(_FLEETING):
            stems.append(word[:-2] + word[-1])
    else:
        return
    yield from product(stems, endings[case])


def _written(ending: str, word: str) -> str:
    in_script = ending.translate(_CYRILLIC) if in_cyrillic(word) else ending
    return in_script.upper() if word.isupper() else in_script
