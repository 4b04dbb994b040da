"""How a peer is asked, line by line: to walk a case, or how many bytes a case takes.

Runs in the peers' own environment: it imports nothing but the standard library.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.peers.timing import Took, timed

STEPS = 10


def answer(version: str, database: Path, case: Callable[[], Callable[[], None]]) -> None:
    """Says the version, then answers until the other side is done.

    `case` opens a case and returns what takes its next step.
    """
    say(version)
    before, cases = size_of(database), 0
    for line in sys.stdin:
        if line.strip() == "case":
            cases += 1
            say(json.dumps(walked(case())))
        else:
            say(json.dumps((size_of(database) - before) / max(cases, 1)))


def walked(step: Callable[[], None]) -> list[Took]:
    """What each of ten steps took."""
    return [timed(step) for _ in range(STEPS)]


def size_of(database: Path) -> int:
    """Bytes of the pages in use of an SQLite database."""
    connection = sqlite3.connect(database)
    try:
        pages, free, size = (
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)
    finally:
        connection.close()


def say(line: str) -> None:
    """One line to the other side, at once."""
    print(line, flush=True)
