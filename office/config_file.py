"""Which config.yaml holds, and what it was found to say: a look-up need not read it anew.

The forms that judge a config.yaml, and pydantic below them, are a fifth of a short command. So who
found the file sound leaves a note in the data folder: the digest of its text, and whose office it
is. As long as the digest fits, a look-up takes the note's word.
"""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

SHIPPED = Path(__file__).parents[1] / "config.yaml"
REGULATIONS = Path(__file__).parents[1] / "rules" / "regulations"
RATES = Path(__file__).parents[1] / "rules" / "rates"
NOTE = "config.sound.json"

_JUDGES = "*settings*.py"
"""The modules of this room that say what is sound: the note of an older program does not hold."""


def settings_file(data: Path) -> Path:
    """The config.yaml that holds: the data folder's own, or the one shipped."""
    of_folder = data / "config.yaml"
    return of_folder if of_folder.is_file() else SHIPPED


def regulations_of(data: Path) -> Path:
    """The folder of an office's regulations: `regulations` in its own, else the one shipped."""
    of_folder = data / "regulations"
    return of_folder if of_folder.is_dir() else REGULATIONS


def rates_of(data: Path) -> Path:
    """The folder of an office's rates of grants: `rates` in its own, else the one shipped."""
    of_folder = data / "rates"
    return of_folder if of_folder.is_dir() else RATES


def digest_of(path: Path) -> str | None:
    """The digest of a config.yaml and of what judges it; None where it can't be read."""
    judges = sorted(Path(__file__).parent.glob(_JUDGES))
    try:
        texts = [file.read_bytes() for file in (path, *judges)]
        return sha256(b"\0".join(texts)).hexdigest()
    except OSError:
        return None


def institution_noted(data: Path, digest: str | None) -> str | None:
    """Whose office it is, where the note is of this very digest; None otherwise.

    Only an office whose database is in its data folder has a note.
    """
    try:
        note = json.loads((data / NOTE).read_bytes())
        return str(note["institution"]) if note["digest"] == digest else None
    except (OSError, ValueError, TypeError, LookupError):
        return None


def note_down(data: Path, digest: str | None, institution: str) -> None:
    """Leaves the note, unless it is there; a folder that can't be written stays without."""
    if institution_noted(data, digest) == institution:
        return
    with suppress(OSError):
        note = {"digest": digest, "institution": institution}
        (data / NOTE).write_text(json.dumps(note), encoding="utf-8")
