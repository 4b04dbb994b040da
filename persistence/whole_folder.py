"""A folder that is written whole or not at all: beside, and swapped.

`SHA256SUMS` in it names every file, so that it can be checked without this program
(`sha256sum -c SHA256SUMS`), and tells what was written by it from what is somebody's own.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from states.frozen import frozen
from states.text import Text
from states.validation_error import ValidationError

SUMS: Final = "SHA256SUMS"


@frozen
class Modes:
    """Who may read what is written: permissions of folders and of files."""

    folder: int
    file: int


FOR_EVERYBODY: Final = Modes(0o755, 0o644)
FOR_ITS_OWNER: Final = Modes(0o700, 0o600)


@contextmanager
def whole_folder(folder: Path, modes: Modes) -> Iterator[Path]:
    """Gives a folder to write into, which takes the place of `folder` once all is written.

    Raises ValidationError for a folder that holds what was not written so, and OSError for one that
    can't be written; nothing of it changes then, nor where writing breaks off.
    """
    check_is_ours(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    new_folder, former = beside / "new", beside / "before"
    try:
        new_folder.mkdir()
        yield new_folder
        _sum_up(new_folder, modes)
        if folder.exists():
            folder.rename(former)
        try:
            new_folder.rename(folder)
        except OSError:
            if former.exists():
                former.rename(folder)
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def check_is_ours(folder: Path) -> None:
    """Raises ValidationError where a folder holds anything that was not written so, or was changed
    since: it would be lost."""
    if not folder.exists() and not folder.is_symlink():
        return
    if folder.is_symlink() or not folder.is_dir():
        raise _refused(f"{folder} is not a folder", f"{folder} није фасцикла")
    digests_by_name = _written_in(folder)
    files = (path for path in sorted(folder.rglob("*")) if path.is_symlink() or not path.is_dir())
    for path in files:
        name = path.relative_to(folder).as_posix()
        if name != SUMS and digests_by_name.get(name) != _digest(path):
            raise _refused(
                f"{folder} holds what was not published there, or was changed since, such as "
                f"{name}: choose an empty folder. Nothing was changed",
                f"{folder} садржи нешто што одавде није објављено или је накнадно мењано, на "
                f"пример {name}: изаберите празну фасциклу. Ништа није промењено",
            )


def _refused(en: str, sr: str) -> ValidationError:
    return ValidationError(Text(f"{en}.", f"{sr}."))


def _written_in(folder: Path) -> Mapping[str, str]:
    """The files that were written into a folder, each with its digest."""
    sums = folder / SUMS
    lines = sums.read_text(encoding="utf-8").splitlines() if sums.is_file() else []
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def _digest(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sum_up(folder: Path, modes: Modes) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{_digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in files]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")
    for path in (folder, *folder.rglob("*")):
        path.chmod(modes.folder if path.is_dir() else modes.file)
