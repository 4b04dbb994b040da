"""How tests wait: for what is to happen, and for as long as the slowest machine may need."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

PATIENCE: Final = 120.0
"""Seconds after which what was to happen is held to have failed; nothing is ever that slow."""


def until(condition: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Whether it happened within so many seconds; returns as soon as it has."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if condition():
            return True
        time.sleep(0.02)
    return condition()
