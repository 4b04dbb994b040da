"""Files that people hand in: what they are by their content, not by their name."""

from __future__ import annotations

import errno
import io
import zipfile
from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

from office.wiring import Office
from persistence import files
from states.frozen import frozen
from states.text import Text
from states.validation_error import ValidationError

ODT: Final = "application/vnd.oasis.opendocument.text"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS: Final[Mapping[str, str]] = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    DOCX: "docx",
    ODT: "odt",
}
"""The types that the office takes, each with the ending of its files."""

_BEGINNINGS: Final = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}


@frozen
class Upload:
    """A file that the office takes."""

    content: bytes
    content_type: str


class UnfitFile(ValidationError):
    """A file that the office does not take; its message tells people why."""


def read_upload(content: bytes, name: str, most_mb: int) -> Upload:
    """The file, where type and size are right; raises UnfitFile with a sentence."""
    if not content:
        raise UnfitFile(Text("The file is empty.", "Датотека је празна."))
    if len(content) > most_mb * 1_000_000:
        raise UnfitFile(
            Text(
                f"The file is larger than {most_mb} MB, which is the most that is taken.",
                f"Датотека је већа од {most_mb} MB, колико се највише прима.",
            )
        )
    content_type = content_type_of(content)
    if content_type is None:
        raise UnfitFile(
            Text(
                f"“{name}” is not a PDF, PNG, JPEG, DOCX or ODT file, whatever its name says.",
                f"„{name}“ по садржају није PDF, PNG, JPEG, DOCX нити ODT.",
            )
        )
    return Upload(content, content_type)


def store(connection: Connection, office: Office, upload: Upload) -> str:
    """Enters the file; returns its SHA-256. Raises UnfitFile where the disk does not take it."""
    try:
        return files.enter(connection, office, upload.content, upload.content_type)
    except OSError as error:
        raise not_kept(error) from error


def not_kept(error: OSError) -> UnfitFile:
    """That the disk does not take a file, and why."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return UnfitFile(
            Text(
                "The disk is full: the file was not kept, and nothing was saved. Tell who runs the "
                "system.",
                "Диск је пун: датотека није сачувана и ништа није уписано. Обавестите "
                "администратора система.",
            )
        )
    return UnfitFile(
        Text(
            f"The file can't be kept ({error.strerror}); nothing was saved. Tell who runs the "
            "system.",
            f"Датотека не може да се сачува ({error.strerror}); ништа није уписано. Обавестите "
            "администратора система.",
        )
    )


def content_type_of(content: bytes) -> str | None:
    """The type by the content; None where it is none that the office takes."""
    for beginning, content_type in _BEGINNINGS.items():
        if content.startswith(beginning):
            return content_type
    return _of_archive(content) if content.startswith(b"PK\x03\x04") else None


def _of_archive(content: bytes) -> str | None:
    """DOCX and ODT are archives: known by what they contain, nothing is unpacked but a name."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                return DOCX
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                return ODT if archive.read("mimetype").strip() == ODT.encode() else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return None
    return None
