"""Where the folders of tests stand: thousands of databases, each of which waits for the disk.

None is there to outlast a power cut, so that memory serves them as well.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

MEMORY: Final = Path("/dev/shm")
ENOUGH: Final = 4 << 30
"""Bytes that must be free: a run needs some hundred million, and others are left the rest."""


def memory_for_folders(
    environment: Mapping[str, str] = os.environ, memory: Path = MEMORY, enough: int = ENOUGH
) -> Path | None:
    """A folder in memory; None where there is none with room, or whoever starts the tests said
    where their folders are to stand."""
    if "TMPDIR" in environment or not os.access(memory, os.W_OK):
        return None
    return memory if shutil.disk_usage(memory).free >= enough else None
