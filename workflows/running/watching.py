"""Watching whether others live: their beats must change, by a clock of our own that nobody moves.

What a worker holds is free for others once its beat stood still for a lease's length on the
watcher's monotonic clock. No hour of any machine is compared with another's, so a clock that is
put forward or back neither frees what is held nor holds what was left.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

from persistence.claiming import LEASE


class _Seen(NamedTuple):
    """A beat, and since when it stands still, in seconds of the monotonic clock."""

    beat: int | None
    since: float


class Watch:
    """What one process has seen of the beats of all others."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._seen: dict[str, _Seen] = {}
        self._lock = threading.Lock()

    def silent(self, beats: Mapping[str, int | None]) -> frozenset[str]:
        """Those whose beat stood still for a lease's length, as far as this process has seen."""
        with self._lock:
            now = self._monotonic()
            self._seen = {
                name: self._seen[name]
                if name in self._seen and self._seen[name].beat == beat
                else _Seen(beat, now)
                for name, beat in beats.items()
            }
            longest = LEASE.total_seconds()
            return frozenset(
                n for n, last_seen in self._seen.items() if now - last_seen.since >= longest
            )
