"""How sentences and facts are set in the two media of a mail: plain text and HTML.

Both media offer the same names, so that a template is written once. The HTML uses inline styles
and tables only: mail clients drop style sheets, and many know no other layout.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

_BLANK_LINES = re.compile(r"\n\s*\n")

P = '<p style="margin:0 0 14px 0;line-height:1.55">'
H2 = '<p style="margin:22px 0 6px 0;font-weight:bold;color:#14325c">'
TABLE = (
    '<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%"'
    ' style="border-collapse:collapse;margin:4px 0 18px 0">'
)
LABEL = (
    '<td valign="top" width="34%" style="padding:6px 12px 6px 0;border-bottom:1px solid #e3e7ee;'
    'color:#526078">'
)
VALUE = '<td valign="top" style="padding:6px 0;border-bottom:1px solid #e3e7ee;color:#1b2430">'


def filters(medium: str) -> dict[str, Callable[..., str]]:
    """`paragraphs`, `facts`, `section` and `strong` of a medium."""
    if medium == "txt":
        return {
            "paragraphs": _text_paragraphs,
            "facts": _text_facts,
            "section": _text_section,
            "strong": str,
        }
    return {
        "paragraphs": _html_paragraphs,
        "facts": _html_facts,
        "section": _html_section,
        "strong": _html_strong,
    }


def pieces(medium: str, said: Callable[[Any], Any]) -> dict[str, Callable[..., str]]:
    """`fact(label, value)`: one line of what is known; none where the value is not known."""

    def text_fact(label: str, value: Any) -> str:
        return "" if value is None or value == "" else f"{label}: {said(value)}\n"

    def html_fact(label: str, value: Any) -> str:
        if value is None or value == "":
            return ""
        return Markup(f"<tr>{LABEL}{escape(label)}</td>{VALUE}{escape(said(value))}</td></tr>\n")

    return {"fact": text_fact if medium == "txt" else html_fact}


def _paragraphs(text: str) -> list[str]:
    """Blank lines part paragraphs; the lines in between are the author's and mean nothing."""
    return [" ".join(part.split()) for part in _BLANK_LINES.split(str(text)) if part.strip()]


def _text_paragraphs(text: str) -> str:
    return "\n\n".join(_paragraphs(text))


def _html_paragraphs(text: str) -> Markup:
    return Markup("".join(f"{P}{part}</p>\n" for part in _paragraphs(text)))


def _text_facts(text: str) -> str:
    return "\n".join(f"  {line.strip()}" for line in text.splitlines() if line.strip())


def _html_facts(text: str) -> Markup:
    rows = str(text).strip()
    return Markup(f"{TABLE}{rows}</table>" if rows else "")


def _text_section(text: str, title: str) -> str:
    return f"{title}\n{_text_paragraphs(text)}" if text.strip() else ""


def _html_section(text: str, title: str) -> Markup:
    if not text.strip():
        return Markup("")
    return Markup(f"{H2}{escape(title)}</p>\n") + _html_paragraphs(text)


def _html_strong(text: str) -> Markup:
    return Markup(f"<strong>{escape(text)}</strong>")
