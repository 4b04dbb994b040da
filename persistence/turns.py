"""Who waits to write to SQLite is next: nobody who writes without a pause comes in before.

SQLite lets a waiting program ask again after a while, up to a tenth of a second; one that begins
its next transaction as soon as the last has ended is in again long before. So each writer takes its
turn first, and holds it while it waits for the database: whoever has just written stands behind.
The turn is a lock on the data folder, which ends with the process that holds it, however that ends.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import sleep
from typing import Final

TURN: Final = "turn"
"""Under which a connection's `info` has its turn."""

_SHORTEST, _LONGEST = 0.001, 0.02
"""Seconds between two tries to take the turn."""


class Turn:
    """The turn at the databases of a folder, as one connection takes it."""

    def __init__(self, folder: Path, patience: float) -> None:
        """`patience`: seconds after which a writer no longer waits for its turn, and asks the
        database all the same: that says then who holds it up."""
        self._patience = patience
        self._folder = os.open(folder, os.O_RDONLY)
        self._is_ours = False

    def __del__(self) -> None:
        """The folder is closed with the connection."""
        os.close(self._folder)

    def __enter__(self) -> None:
        """Ours for as long as a transaction begins."""
        self._is_ours = self._take()

    def __exit__(self, *of_error: object) -> None:
        """The next writer's; one that gave up waiting never had it."""
        if self._is_ours:
            _unlock(self._folder)

    def _take(self) -> bool:
        if _lock(self._folder):
            return True
        seconds_waited, pause = 0.0, _SHORTEST
        while seconds_waited < self._patience:
            sleep(pause)
            if _lock(self._folder):
                return True
            seconds_waited, pause = seconds_waited + pause, min(2 * pause, _LONGEST)
        return False


def turn_in(database: str | None, patience: float) -> Turn | None:
    """The turn of a database's file; none where there is no file, or it is only read, or this
    system has no such locks."""
    if sys.platform == "win32" or not database or database == ":memory:":
        return None
    return None if database.startswith("file:") else Turn(Path(database).parent, patience)


if sys.platform != "win32":
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
