"""A bulk step without Python's collector of cycles, which would look at all of it again and again.

What a list of a thousand cases makes lives until its transaction ends, and nothing of it is a
cycle. The collector goes on afterwards.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Inside, the collector waits; bulk steps may stand in one another, or side by side."""
    waiting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if waiting:
            gc.enable()
