"""How long a pile of Decrees takes as PDF, made by as many threads as the machine has cores."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import NamedTuple

from actions.documents.content import as_content
from actions.documents.typesetting import make_document
from states.text import LANGUAGES
from tests.actions.documents.example_decrees import DECREE
from tests.actions.documents.example_parties import AT

COURSES = 6


class Documents(NamedTuple):
    """Seconds of making so many Decrees by so many threads."""

    decrees: int
    threads: int
    seconds: float


def run(decrees: int = 500) -> Documents:
    """Seconds of making so many Decrees, each its own, in all languages in turn."""
    pile = [_content(number) for number in range(decrees)]
    _size_of(0, pile[0])  # fonts and labels are read once in an office's life
    threads = os.cpu_count() or 1
    began_at = time.perf_counter()
    with ThreadPoolExecutor(threads) as hands:
        sizes = list(hands.map(_size_of, range(decrees), pile))
    duration = time.perf_counter() - began_at
    assert len(sizes) == decrees
    assert min(sizes) > 10_000
    return Documents(decrees, threads, duration)


def _size_of(number: int, content: Mapping[str, object]) -> int:
    """Bytes of the PDF."""
    language = LANGUAGES[number % len(LANGUAGES)]
    return len(make_document("decree", content, language, AT))


def _content(number: int) -> dict[str, object]:
    """The tests' own example of a Decree, for another student and with more courses."""
    replacements = [
        replace(DECREE.replaced[place % len(DECREE.replaced)], home=f"Предмет {place} ({number})")
        for place in range(COURSES)
    ]
    return as_content(
        replace(
            DECREE,
            head=replace(DECREE.head, number=f"BMU-D-2027-{number:04d}"),
            student=replace(DECREE.student, name=f"Студент {number}"),
            replaced=tuple(replacements),
        )
    )


if __name__ == "__main__":
    print(run())
