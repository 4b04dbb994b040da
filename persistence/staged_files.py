"""Files that were sent and not recorded yet: kept aside until somebody says what they are.

They lie in a folder of their own, by the SHA-256 of their content; no row names them. What nobody
records is deleted after a day, when the next one is kept.
"""

from __future__ import annotations

import hashlib
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

LASTS: Final = timedelta(days=1)


def stage(data: Path, content: bytes, now: datetime) -> str:
    """Keeps a file's content aside; returns its SHA-256. What lies there too long is deleted."""
    folder = data / "incoming"
    folder.mkdir(mode=0o700, exist_ok=True)
    _clear(folder, now - LASTS)
    digest = hashlib.sha256(content).hexdigest()
    path = folder / digest
    try:
        path.write_bytes(content)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    os.utime(path, (now.timestamp(), now.timestamp()))
    return digest


def staged(data: Path, digest: str) -> bytes | None:
    """A file's content that lies aside; None where it was recorded, or lay there too long."""
    try:
        return (data / "incoming" / digest).read_bytes()
    except FileNotFoundError:
        return None


def forget(data: Path, digest: str) -> None:
    """Deletes what was recorded meanwhile, or is not wanted."""
    (data / "incoming" / digest).unlink(missing_ok=True)


def _clear(folder: Path, before: datetime) -> None:
    for path in folder.iterdir():
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
