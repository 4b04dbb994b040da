"""A long change of many rows as short transactions: others come between, and it is told how far.

Each portion is whole, and says by itself what of it is left to do: stopped in the middle, the next
start goes on; nothing is lost and nothing repeated, and two that do it at once do each case once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from time import monotonic, sleep
from typing import Final

from sqlalchemy import Connection, Engine

from persistence.database import write_transaction
from states.frozen import frozen, replace

PORTION: Final = 200
"""Cases that are changed in one transaction: what others wait for meanwhile."""

BREATH: Final = 0.11
"""Seconds between two transactions of a long change: SQLite asks for a busy database again after a
tenth at most, so that who waits gets in."""

TOLD_EACH: Final = 5.0
"""Seconds between two lines that say how far it is."""


@frozen
class Portion:
    """What a long change does next: the instant, after which id, and how many rows at most."""

    at: datetime
    after: int = 0
    most: int = PORTION


class _Progress:
    """Says how far a long change is, beside what a command answers."""

    def __init__(self, subject: str) -> None:
        self._what, self._told_at, self._done = subject, monotonic(), 0

    def add(self, number: int) -> None:
        self._done += number
        if monotonic() - self._told_at >= TOLD_EACH:
            self._told_at = monotonic()
            print(f"{self._what}: {self._done:,} so far", file=sys.stderr, flush=True)


def in_portions(
    engine: Engine,
    subject: str,
    first: Portion,
    work: Callable[[Connection, Portion], Sequence[int]],
) -> None:
    """Does portions from the first on, in the order of ids; `work` returns the ids it has found."""
    progress, portion = _Progress(subject), first
    while True:
        with write_transaction(engine) as connection:
            ids = work(connection, portion)
        progress.add(len(ids))
        if len(ids) < portion.most:
            return
        portion = replace(portion, after=ids[-1])
        sleep(BREATH)


def each_portion(
    engine: Engine,
    subject: str,
    ids: Sequence[int],
    work: Callable[[Connection, Sequence[int]], int],
) -> int:
    """Does these cases, portion by portion; `work` returns how many of its cases changed."""
    progress, number = _Progress(subject), 0
    for first in range(0, len(ids), PORTION):
        if first:
            sleep(BREATH)
        batch = ids[first : first + PORTION]
        with write_transaction(engine) as connection:
            number += work(connection, batch)
        progress.add(len(batch))
    return number
