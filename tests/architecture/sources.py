"""The project's own source files, read once as syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
BELOW = ("states", "rules", "notifications", "office", "persistence", "actions")
"""The rooms in which time is an argument."""

SHELLS = ("workflows", "simulation", "web", "cli")
ROOMS = (*BELOW, *SHELLS)
VERSIONS = ROOT / "persistence" / "migrations" / "versions"


class Source(NamedTuple):
    """A file with its tree; `name` is its path from the project's folder."""

    name: str
    text: str
    tree: ast.Module


@cache
def sources(*rooms: str) -> tuple[Source, ...]:
    """The files of these rooms; migrations are frozen history and left out."""
    return tuple(read(path) for room in rooms for path in files(ROOT / room))


def files(folder: Path) -> Iterator[Path]:
    """The Python files below a folder, in a fixed order."""
    return (path for path in sorted(folder.rglob("*.py")) if VERSIONS not in path.parents)


@cache
def read(path: Path) -> Source:
    """A file with its tree."""
    text = path.read_text(encoding="utf-8")
    return Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text))
