"""Sheets: a mail's words are fixed when it is written, and set in its two media when it is read.

What a layout says around the pieces of a mail, its letterhead, its rule and its due date, is the
same for all mails of a list. It is written once, as the sheet that they share.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Final

from notifications.media import HTML, TEXT, Medium
from states.frozen import frozen

SLOT: Final = "\x1a"
"""Around a piece's name, where a layout leaves its place."""

_JSON: Final = json.JSONEncoder(ensure_ascii=False)


@frozen
class Sheet:
    """The layouts of a mail, with the places of its pieces; `digest` is the SHA-256 of both."""

    digest: str
    text: str
    html: str


@frozen
class WrittenMail:
    """A mail as it is kept: its subject, its sheet, and its marked pieces by name, as JSON."""

    subject: str
    sheet: Sheet
    pieces: str


@frozen
class RenderedMail:
    """A mail as people read it. The subject is one line; the text ends with a new line."""

    subject: str
    text: str
    html: str


def sheet_of(text: str, html: str) -> Sheet:
    """The sheet of these two layouts."""
    return Sheet(sha256(f"{text}\0{html}".encode()).hexdigest(), text, html)


def written(subject: str, sheet: Sheet, pieces: Mapping[str, str]) -> WrittenMail:
    """The mail of these pieces."""
    return WrittenMail(subject, sheet, _JSON.encode(pieces))


def render(mail: WrittenMail) -> RenderedMail:
    """The mail as people read it."""
    pieces: dict[str, str] = json.loads(mail.pieces)
    text, html = _set(TEXT, mail.sheet.text, pieces), _set(HTML, mail.sheet.html, pieces)
    return RenderedMail(mail.subject, text, html)


def _set(medium: Medium, layout: str, pieces: Mapping[str, str]) -> str:
    words = list(_parted(layout))
    words[1::2] = [medium[name](pieces[name]) for name in words[1::2]]
    return "".join(words)


@lru_cache(maxsize=64)
def _parted(layout: str) -> tuple[str, ...]:
    """The layout's words and, between them, the names of pieces."""
    return tuple(layout.split(SLOT))
