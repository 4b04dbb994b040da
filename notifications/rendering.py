"""A written mail as people read it: its words set as plain text and as HTML.

A mail is set when it leaves or is opened, not in the transaction that writes it. The layouts add
form alone: a mail reads in ten years as it read on the day, whatever the templates say by then.
"""

from __future__ import annotations

import json
import re
from functools import cache
from html import unescape
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from notifications.mail import RenderedMail, WrittenMail

TEMPLATES: Final = Path(__file__).parent / "templates"

_STRONG: Final = re.compile("</?strong>")
_GAP: Final = re.compile(r"\n{3,}")


def render(mail: WrittenMail) -> RenderedMail:
    """A mail in both its forms; one of an earlier version as it was kept."""
    if mail.words is None:
        return RenderedMail(mail.subject, mail.text, mail.html)
    words = json.loads(mail.words)
    text = _GAP.sub("\n\n", _layout("txt").render(words)).strip() + "\n"
    return RenderedMail(mail.subject, text, _layout("html").render(words))


def plain(words: str) -> str:
    """Words without their marks and escapes."""
    return unescape(_STRONG.sub("", words)) if "<" in words or "&" in words else words


def _plain_unless_set(value: str) -> str:
    """What a layout prints; a plan is text already, and says so by `safe`."""
    return value if isinstance(value, Markup) else plain(value)


@cache
def _layout(form: str) -> Template:
    """A form's layout. The words are escaped already: Jinja2 is not to do it again."""
    layouts = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,
        undefined=StrictUndefined,
        finalize=_plain_unless_set if form == "txt" else None,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    return layouts.get_template(f"layout.{form}")
