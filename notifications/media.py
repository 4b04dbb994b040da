"""How sentences and facts are set in the two media of a mail: plain text and HTML.

Both media offer the same names, so that a template is written once. The HTML uses inline styles
and tables only: mail clients drop style sheets, and many know no other layout.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from markupsafe import Markup, escape

_NOTHING = Markup("")

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


def escaped(text: str) -> str:
    """Text as it may stand in HTML."""
    return str(escape(text))


def filters(medium: str, said: Callable[[Any], str]) -> dict[str, Callable[..., str]]:
    """The filters by which a template is set; `said` is how the environment says a value.

    `paragraphs` sets sentences and `section` gives them a heading; `facts` sets a table of what
    `fact` makes, one line each, and none where the value is not known; `strong` stresses.
    """
    if medium == "txt":
        return {
            "paragraphs": _text_paragraphs,
            "section": _text_section,
            "facts": _text_facts,
            "fact": partial(_text_fact, said),
            "strong": said,
        }
    return {
        "paragraphs": _html_paragraphs,
        "section": _html_section,
        "facts": _html_facts,
        "fact": partial(_html_fact, said),
        "strong": lambda value: Markup(f"<strong>{said(value)}</strong>"),
    }


def _paragraphs(text: str) -> list[str]:
    """Blank lines part paragraphs; the lines in between are the author's and mean nothing."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part and not part.isspace()]


def _text_paragraphs(text: str) -> str:
    return "\n\n".join(_paragraphs(text))


def _html_paragraphs(text: str) -> str:
    return "".join([f"{P}{part}</p>\n" for part in _paragraphs(text)])


def _text_section(text: str, title: str) -> str:
    return f"{title}\n{_text_paragraphs(text)}" if text.strip() else ""


def _html_section(text: str, title: str) -> str:
    return f"{H2}{title}</p>\n{_html_paragraphs(text)}" if text.strip() else ""


def _text_facts(text: str) -> str:
    return "\n".join([f"  {line}" for line in text.split("\n") if line])


def _html_facts(text: str) -> str:
    rows = text.strip()
    return f"{TABLE}{rows}</table>" if rows else ""


def _text_fact(said: Callable[[Any], str], value: Any, label: str) -> str:
    known = value is not None and value != ""
    return Markup(f"{said(label)}: {said(value)}") if known else _NOTHING


def _html_fact(said: Callable[[Any], str], value: Any, label: str) -> str:
    known = value is not None and value != ""
    row = f"<tr>{LABEL}{said(label)}</td>{VALUE}{said(value)}</td></tr>"
    return Markup(row) if known else _NOTHING
