"""The two media of a mail, plain text and HTML: how what was written once is set in each.

A template is rendered once, into words with marks in them: `strong` around what is stressed, a
`fact` with its label, blank lines between paragraphs. Here the marks become plain text or HTML.
The HTML uses inline styles and tables only: mail clients drop style sheets, and many know no other
layout.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape
from typing import Any, Final

STRONG, END, LABELLED, FACT = "\x01", "\x02", "\x1f", "\x1e"
"""The marks: what is stressed begins, and ends; a fact's label ends, and the fact."""

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

P = '<p style="margin:0 0 14px 0;line-height:1.55">'
LABEL = (
    '<td valign="top" width="34%" style="padding:6px 12px 6px 0;border-bottom:1px solid #e3e7ee;'
    'color:#526078">'
)
VALUE = '<td valign="top" style="padding:6px 0;border-bottom:1px solid #e3e7ee;color:#1b2430">'


Setting = Callable[[str], str]
Medium = Mapping[str, Setting]
"""How each piece of a letter is set."""


class Marked(str):
    """Words with marks in them: said already, and so not said again."""

    __slots__ = ()


def escaped(text: str) -> str:
    """Text as it may stand in HTML."""
    return escape(text)


def unmarked(text: str) -> str:
    """What a person typed without control characters: no mark of ours comes from outside."""
    return _CONTROL.sub("", text)


def marks(said: Callable[[Any], str]) -> dict[str, Callable[..., str]]:
    """The filters of a letter; `said` is how its environment says a value.

    `fact` is a line with a label, and nothing where the value is not known; `strong` stresses.
    """

    def fact(value: Any, label: str) -> str:
        known = value is not None and value != ""
        return Marked(f"{said(label)}{LABELLED}{said(value)}{FACT}") if known else Marked()

    return {"fact": fact, "strong": lambda value: Marked(f"{STRONG}{said(value)}{END}")}


def _paragraphs(text: str) -> list[str]:
    """Blank lines part paragraphs; the lines in between are the author's and mean nothing."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part and not part.isspace()]


def _facts(text: str) -> list[list[str]]:
    """Labels and values."""
    return [fact.strip().split(LABELLED) for fact in text.split(FACT) if LABELLED in fact]


_kept: Final = lru_cache(maxsize=1024)
"""Pieces set before: the mails of one list share most of their sentences."""


def _plain(text: str) -> str:
    return text.replace(STRONG, "").replace(END, "")


@_kept
def _plain_facts(text: str) -> str:
    lines = "\n".join([f"{label}: {value}" for label, value in _facts(_plain(text))]).split("\n")
    return "\n".join([f"  {line}" for line in lines if line])


def _html(text: str) -> str:
    return escaped(text).replace(STRONG, "<strong>").replace(END, "</strong>")


@_kept
def _html_facts(text: str) -> str:
    """Rows of the layout's table."""
    facts = _facts(_html(text))
    return "".join([f"<tr>{LABEL}{label}</td>{VALUE}{value}</td></tr>" for label, value in facts])


@_kept
def _plain_paragraphs(text: str) -> str:
    return "\n\n".join(_paragraphs(_plain(text)))


@_kept
def _html_paragraphs(text: str) -> str:
    return "".join([f"{P}{part}</p>\n" for part in _paragraphs(_html(text))])


def _medium(words: Setting, paragraphs: Setting, facts: Setting) -> Medium:
    return {
        **dict.fromkeys(("number", "glance", "greeting", "button", "url"), words),
        **dict.fromkeys(("happened", "means", "next"), paragraphs),
        **dict.fromkeys(("facts", "event", "attached"), facts),
    }


TEXT: Final = _medium(_plain, _plain_paragraphs, _plain_facts)
HTML: Final = _medium(_html, _html_paragraphs, _html_facts)
