"""What every process of the office does first of all, so that it answers and ends at once."""

from __future__ import annotations

import atexit
import gc
import os

GARBAGE_AFTER = 200_000
"""New objects between two looks for garbage, instead of Python's 700: a short command makes
120,000 in all."""

LITTLE_MEMORY = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "131072"}
"""The environment of a process that runs for months: what its threads have freed goes back to the
machine. By itself glibc keeps for each of them what it once needed, a hundred megabytes in all."""

PRIVATE = 0o077
"""Whatever a process of the office makes, only its owner can read."""


def start_fast() -> None:
    """To be called before anything large is imported.

    While modules load, or a list of a thousand cases is made, hardly anything is garbage: looking
    for it took a tenth of the time. And no package of ours brings pydantic plugins: reading what
    each installed one offers is spared. What a process leaves at its end goes with it as a whole:
    Python would look through all of it for garbage, which took a short command a fifth of its time.
    """
    os.umask(PRIVATE)
    gc.set_threshold(GARBAGE_AFTER)
    atexit.register(gc.freeze)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


GARBAGE_OF_MONTHS = 20_000
"""New objects between two looks for garbage in a process that runs for months."""


def stay_small() -> None:
    """To be called once all is loaded, by a process that runs for months: it keeps no garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_OF_MONTHS)
