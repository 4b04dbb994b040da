"""The data folder is its owner's alone: what lies in it names people, and some of it opens doors.

New files are so by the process's umask (`process_start`); what was there before is put right as
the office is opened, and what can't be put right is told at the start.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
FOLDERS: Final = ("files", "incoming", "mail", "prefect", "secrets")
FILES: Final = (
    "office.db", "office.db-wal", "office.db-shm", "config.yaml", "config.sound.json", "secret.key",
)  # fmt: skip


def make_private(data: Path) -> None:
    """Takes from everybody else what lies in a data folder; what is not ours to change stays."""
    for folder in (data / name for name in FOLDERS):
        # What lies below is looked at once: it was made while its folder was open to others.
        if _is_open(folder):
            for path in folder.rglob("*"):
                _close(path)
    for path in _private(data):
        _close(path)


def open_to_others(data: Path) -> list[Path]:
    """What others on this machine can still read; nothing of it where the folder itself is shut."""
    return [path for path in _private(data) if _is_open(path)] if _is_open(data) else []


def _private(data: Path) -> Iterator[Path]:
    yield data
    yield from (data / name for name in (*FOLDERS, *FILES))


def _is_open(path: Path) -> bool:
    try:
        return os.name == "posix" and bool(path.stat().st_mode & OTHERS)
    except OSError:
        return False


def _close(path: Path) -> None:
    if not _is_open(path):
        return
    try:
        path.chmod(stat.S_IRWXU if path.is_dir() else stat.S_IRUSR | stat.S_IWUSR)
    except OSError:
        return
