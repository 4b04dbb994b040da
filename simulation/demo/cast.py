"""The demo's candidates: names, studies and marks drawn by a generator that its seed fixes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import permutations
from random import Random
from typing import Final

from simulation.demo.material import Material, Partner, People, Programme
from states.frozen import frozen
from states.text import Text, to_latin


@frozen
class Part:
    """A candidate with the host that they apply for; `merit` is the share of points they get."""

    key: str
    candidate: dict[str, object]
    programme: Programme
    partner: Partner
    merit: float

    @property
    def name(self) -> str:
        """The candidate's name."""
        return str(self.candidate["name"])

    @property
    def writes_in(self) -> str:
        """The language in which the candidate writes."""
        return str(self.candidate["writes_in"])


class Cast:
    """Draws one candidate after another; no name comes twice."""

    def __init__(self, material: Material, random: Random) -> None:
        self._material, self._random = material, random
        self._names = _names(material.people, random)
        self._drawn = 0

    def draw(self, partner: Partner, merit: float) -> Part:
        """The next candidate, who applies for a place at a partner."""
        programme = self._random.choice(self._material.programmes)
        self._drawn += 1
        key = f"candidate-{self._drawn:03d}"
        return Part(key, self._candidate(programme, Random(key)), programme, partner, merit)

    def _candidate(self, programme: Programme, of_details: Random) -> dict[str, object]:
        """`of_details` draws what documents alone name, so that it decides nothing of the story."""
        name, random = next(self._names), self._random
        master = random.random() < 0.2
        year = random.choice((2, 3, 3, 4))
        earlier = int(random.random() < 0.15)
        return {
            "name": name,
            "email": f"{_ascii(name)}@students.example",
            "level": "master" if master else "undergraduate",
            "year": 1 if master else year,
            "ects_earned": 0 if master else (year - 1) * 60 + random.choice((0, 6, 12, 24)),
            "months_abroad": 0 if master else 5 * earlier,
            "earlier_mobilities": earlier,
            "grade_average": str(Decimal(random.randint(740, 990)) / 100),
            "language": {"en": random.choice(("B2", "B2", "C1"))},
            "student_card": f"{random.randint(1000, 5999)}/{random.randint(2021, 2024)}",
            "study_programme": programme.programme,
            **self._for_documents(name, programme, of_details),
            "writes_in": random.choice(("sr", "sr", "sr", "sr", "sr-Latn", "en")),
        }

    def _for_documents(self, name: str, programme: Programme, random: Random) -> dict[str, object]:
        people = self._material.people
        birth_date = date(random.randint(2001, 2005), random.randint(1, 12), random.randint(1, 28))
        return {
            "birth_date": birth_date.isoformat(),
            "birth_place": random.choice(people.towns),
            "sex": "female" if name.partition(" ")[0] in people.women else "male",
            "salutation": "f" if name.partition(" ")[0] in people.women else "m",
            "name_in_other_script": cyrillic_of(name),
            "matriculated_on": date(birth_date.year + 19, 10, 1).isoformat(),
            "field_of_study": programme.field,
        }


_SERBIAN_LETTERS: Final = "абвгдђежзијклљмнњопрстћуфхцчџшАБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ"


def _names(people: People, random: Random) -> Iterator[str]:
    """Every name once, in an order that the generator fixes; then women with two surnames."""
    names = [f"{first} {surname}" for first in (*people.women, *people.men)
             for surname in people.surnames]  # fmt: skip
    random.shuffle(names)
    yield from names
    pairs = [" ".join(pair) for pair in permutations(people.surnames, 2)]
    names = [f"{first} {pair}" for first in people.women for pair in pairs]
    random.shuffle(names)
    yield from names


def _ascii(name: str) -> str:
    plain = name.lower().replace(" ", ".").replace("đ", "dj")
    return plain.translate(str.maketrans("čćžš", "cczs"))


def cyrillic_of(serbian_name: str) -> str:
    """A Serbian name of the cast in Cyrillic, where two Latin letters may stand for one."""
    of_latin = {to_latin(letter): letter for letter in _SERBIAN_LETTERS}
    longest_first = sorted(of_latin, key=len, reverse=True)
    return re.sub("|".join(longest_first), lambda latin: of_latin[latin[0]], serbian_name)


def in_words(sentence: Text, writes_in: str) -> str:
    """A sentence as the candidate would write it."""
    return sentence.en if writes_in == "en" else _serbian(sentence.sr, writes_in)


def _serbian(cyrillic: str, writes_in: str) -> str:
    return to_latin(cyrillic) if writes_in == "sr-Latn" else cyrillic
