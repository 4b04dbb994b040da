"""What a piece of work takes: by the clock, and how much of that its processor worked for it.

Where others work on the machine the clock says little, and the processor's time is what counts; it
holds no waiting for the disk. Runs in the peers' own environment too: standard library only.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple


class Took(NamedTuple):
    """Milliseconds by the clock, and of the processor (this thread's work, the system's for it)."""

    clock: float
    processor: float


def timed(work: Callable[[], object]) -> Took:
    """What one call took."""
    began_at, worked_from = time.perf_counter(), time.thread_time()
    work()
    worked_until, ended_at = time.thread_time(), time.perf_counter()
    return Took((ended_at - began_at) * 1000, (worked_until - worked_from) * 1000)


def medians(times: Iterable[Took]) -> Took:
    """The median of each of the two."""
    clock, processor = zip(*times, strict=True)
    return Took(statistics.median(clock), statistics.median(processor))
