"""A mail: its words, fixed when it is written; as it is kept; and as people read it."""

from __future__ import annotations

from typing import TypedDict

from states.frozen import frozen

Facts = tuple[tuple[str, str], ...]
"""Labels, each with its value."""


class MailWords(TypedDict):
    """All that a mail says, apart from its subject: the layouts add no word.

    Each is written as in HTML: `&`, `<` and quotes are escaped, and `<strong>` is the only mark.
    `comes_next` is a heading, the step, who takes it, by when and why; `office` the name, the
    institution and where it is reached. A plan, which few mails have, is set when it is written.
    """

    language: str
    title: str
    glance: str
    office: tuple[str, ...]
    case: str
    greeting: str
    happened: tuple[str, ...]
    facts: Facts
    means: tuple[str, ...]
    plan_text: str
    plan_html: str
    comes_next: tuple[str, ...]
    receipt: tuple[str, ...]
    to_do: str
    next: tuple[str, ...]
    button: str
    url: str
    rule: str
    closing: tuple[str, ...]


@frozen
class WrittenMail:
    """A mail as it is kept: its `MailWords` as JSON, or, written by an earlier version, both forms.

    The subject is plain text, in one line.
    """

    subject: str
    words: str | None
    text: str = ""
    html: str = ""


@frozen
class RenderedMail:
    """A mail in both its forms. The subject is one line; the text ends with a new line."""

    subject: str
    text: str
    html: str
