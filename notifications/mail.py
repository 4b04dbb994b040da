"""A mail as people read it, wherever it is made, kept or sent."""

from __future__ import annotations

from states.frozen import frozen


@frozen
class RenderedMail:
    """A mail in both its forms. The subject is one line; the text ends with a new line."""

    subject: str
    text: str
    html: str
