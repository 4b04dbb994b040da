"""A copy of the project that a test may extend, as a developer extends the project itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
NO_PROJECT = (".*", "*.egg-info", "docs", "data", "dist", "build")
LEFT_OUT = shutil.ignore_patterns(*NO_PROJECT, "__pycache__")
NOT_COPIED = shutil.ignore_patterns(*NO_PROJECT, "*-pytest-*.pyc", "*.pyc.*")
"""What is compiled goes along, so that only what is changed is compiled again; but not what pytest
made of tests, which names the place it was made from, nor what is just being written."""


@dataclass(frozen=True, slots=True)
class ProjectCopy:
    """The project in a folder of its own."""

    folder: Path

    def write(self, path: str, text: str) -> None:
        """A file that the project does not have yet."""
        assert not (self.folder / path).exists(), f"{path} is there already"
        (self.folder / path).write_text(text, encoding="utf-8")

    def insert(self, path: str, text: str, *, before: str = "", after: str = "") -> None:
        """Some lines into a file, before or after words that stand in it once."""
        anchor = before or after
        source = (self.folder / path).read_text(encoding="utf-8")
        assert source.count(anchor) == 1, f"{path}: {anchor!r} stands there {source.count(anchor)}×"
        lines = text + anchor if before else anchor + text
        (self.folder / path).write_text(source.replace(anchor, lines), encoding="utf-8")

    def changed_files(self) -> list[str]:
        """The files that are not as they are in the project."""
        return sorted(
            path
            for path in set(_files(self.folder)) | set(_files(ROOT))
            if _content(self.folder / path) != _content(ROOT / path)
        )

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Python in the copy, which finds nothing of the project itself."""
        environment = {**os.environ, "PYTHONPATH": str(self.folder)}
        return subprocess.run(
            [sys.executable, *words],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )


def copy_project(folder: Path) -> ProjectCopy:
    """The project as it stands, without what is only made from it."""
    shutil.copytree(ROOT, folder, ignore=NOT_COPIED)
    return ProjectCopy(folder)


def _files(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        left_out = LEFT_OUT(place, [*folders, *names])
        folders[:] = [name for name in folders if name not in left_out]
        for name in names:
            if name not in left_out:
                yield (Path(place) / name).relative_to(folder).as_posix()


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
