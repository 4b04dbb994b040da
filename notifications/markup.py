"""What a mail's templates may mark, `fact`, `strong` and paragraphs, as plain text and as HTML.

The HTML has inline styles and tables only: mail clients drop style sheets, and many know no other
layout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, Literal

from markupsafe import Markup, escape

Form = Literal["txt", "html"]
Say = Callable[[object], str]
"""How a language writes a value."""

_CELL: Final = "border-bottom:1px solid #e3e7ee;color:"
LABEL: Final = f'<td valign="top" width="34%" style="padding:6px 12px 6px 0;{_CELL}#526078">'
VALUE: Final = f'<td valign="top" style="padding:6px 0;{_CELL}#1b2430">'
PARAGRAPH: Final = '<p style="margin:0 0 14px 0;line-height:1.55">'


def filters_of(form: Form, say: Say) -> dict[str, Callable[..., str]]:
    """The marks as Jinja2's filters.

    `value | fact(label)` is a line of its own, and nothing where the value is not known.
    """
    strong, fact = (_strong, _fact) if form == "html" else (_plain, _plain_fact)

    def labelled(value: object, label: str) -> str:
        return "" if value is None or value == "" else fact(say(label), say(value))

    return {
        "strong": lambda words: strong(say(words)),
        "fact": labelled,
        "paragraphs": _html_paragraphs if form == "html" else _paragraphs,
        "rows": _rows,
    }


def _plain(words: str) -> str:
    return words


def _strong(words: str) -> Markup:
    return Markup(f"<strong>{escape(words)}</strong>")


def _plain_fact(label: str, value: str) -> str:
    return "".join(f"  {line}\n" for line in f"{label}: {value}".split("\n"))


def _fact(label: str, value: str) -> Markup:
    return Markup(f"{_labelled(label)}{escape(value)}</td></tr>")


@lru_cache(maxsize=256, typed=True)
def _labelled(label: str) -> str:
    """The row up to its value: labels are few. (`typed` tells marked text from plain.)"""
    return f"<tr>{LABEL}{escape(label)}</td>{VALUE}"


def _split(text: str) -> Iterator[str]:
    """Blank lines part paragraphs; the lines in between are the author's and mean nothing.

    The text is taken as plain: each word of marked text would be marked text of its own.
    """
    return (" ".join(part.split()) for part in str(text).split("\n\n") if part.strip())


@lru_cache(maxsize=256, typed=True)
def _paragraphs(text: str) -> str:
    return "\n\n".join(_split(text))


@lru_cache(maxsize=256, typed=True)
def _html_paragraphs(text: str) -> Markup:
    """Many mails mean the same; marked text is taken as it is, plain text is escaped."""
    return Markup("".join(f"{PARAGRAPH}{part}</p>\n" for part in _split(escape(text))))


def _rows(text: str) -> str:
    """Facts without the blank lines that the unknown ones leave."""
    rows = "\n".join(line for line in str(text).split("\n") if line.strip())
    return Markup(rows) if isinstance(text, Markup) else rows
