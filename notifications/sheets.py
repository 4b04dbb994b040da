"""Sheets: a mail's words are fixed when it is written, and set in its two media when it is read.

What is the same for all mails of a list, letterhead, rule, due date and whole sentences, is written
once, as the sheet that they share. The pieces that a mail says for itself have their places there.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Final

from notifications.media import HTML, TEXT, Medium
from states.frozen import frozen

SLOT: Final = "\x1a"
"""Around a piece's name, where a layout leaves its place."""

NAMED, ENDED = "\x1d", "\x1c"
"""After the name of a piece, and after the piece, where a mail keeps its pieces: no words of people
hold such a mark (`notifications.media.unmarked`)."""


@frozen
class Sheet:
    """A mail in both media, with the places of its pieces; `digest` is the SHA-256 of both."""

    digest: str
    text: str
    html: str


@frozen
class WrittenMail:
    """A mail as it is kept: its subject, its sheet, and its marked pieces, each after its name."""

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


def kept(pieces: Mapping[str, str]) -> str:
    """Pieces as a mail keeps them."""
    return "".join([f"{name}{NAMED}{piece}{ENDED}" for name, piece in pieces.items()])


def render(mail: WrittenMail) -> RenderedMail:
    """The mail as people read it."""
    pieces = dict(piece.split(NAMED, 1) for piece in mail.pieces.split(ENDED) if piece)
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
