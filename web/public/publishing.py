"""The public pages as a folder for the university's own site: written beside, then swapped.

A folder that holds anything else is left alone, and one that is half written is never seen.
`SHA256SUMS` tells what was published there from what is somebody's own.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from states.text import Text
from states.validation_error import ValidationError
from web.public.edition import Edition
from web.public.site import addresses_of, content_of

SUMS: Final = "SHA256SUMS"


def pages_of(edition: Edition) -> Mapping[str, bytes]:
    """Every page of an edition by its address."""
    pages = {address: content_of(edition, address) for address in addresses_of(edition)}
    return {address: content for address, content in pages.items() if content is not None}


def publish(pages: Mapping[str, bytes], folder: Path) -> None:
    """Puts the pages into a folder, in the place of those that were published there before.

    Raises ValidationError for a folder that holds what was not published by this, and OSError for
    one that can't be written; nothing of either changes.
    """
    check_is_ours(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        made = beside / "new"
        _write(pages, made)
        if folder.exists():
            folder.rename(beside / "before")
        try:
            made.rename(folder)
        except OSError:
            (beside / "before").rename(folder)
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def check_is_ours(folder: Path) -> None:
    """Raises ValidationError where a folder holds anything that was not published by this, or was
    changed since: it would be lost."""
    if not folder.exists() and not folder.is_symlink():
        return
    if folder.is_symlink() or not folder.is_dir():
        raise _refused(f"{folder} is not a folder", f"{folder} није фасцикла")
    published = _published_in(folder)
    files = (path for path in sorted(folder.rglob("*")) if path.is_symlink() or not path.is_dir())
    for path in files:
        name = path.relative_to(folder).as_posix()
        if name != SUMS and published.get(name) != _digest(path.read_bytes()):
            raise _refused(
                f"{folder} holds what was not published there, or was changed since, such as "
                f"{name}: choose an empty folder. Nothing was changed",
                f"{folder} садржи нешто што одавде није објављено или је накнадно мењано, на "
                f"пример {name}: изаберите празну фасциклу. Ништа није промењено",
            )


def _refused(en: str, sr: str) -> ValidationError:
    return ValidationError(Text(f"{en}.", f"{sr}."))


def _published_in(folder: Path) -> Mapping[str, str]:
    """The files that were published in a folder, each with its digest."""
    sums = folder / SUMS
    lines = sums.read_text(encoding="utf-8").splitlines() if sums.is_file() else []
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(pages: Mapping[str, bytes], folder: Path) -> None:
    for address, content in pages.items():
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    lines = (f"{_digest(pages[name])}  {name}\n" for name in sorted(pages))
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
