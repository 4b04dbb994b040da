"""How far a long command is: a line on stderr now and then."""

from __future__ import annotations

import sys


class Progress:
    """Says `words`, which hold `{number}`, each time that so many more are done."""

    def __init__(self, words: str, interval: int) -> None:
        self._words, self._each = words, interval
        self._next = interval

    def __call__(self, number: int) -> None:
        """So many are done by now."""
        if number >= self._next:
            self._next = (number // self._each + 1) * self._each
            print(self._words.format(number=f"{number:,}"), file=sys.stderr, flush=True)
