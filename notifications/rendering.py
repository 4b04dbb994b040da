"""Rendering: a mail of the catalogue, in one language, as subject, text and HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, Final, NamedTuple

from jinja2 import Template

from notifications.catalogue import CATALOGUE
from notifications.context import MailContext
from notifications.environments import Medium, environment
from states.text import LANGUAGES, Language
from states.vocabulary import DOCUMENT_KINDS

_DERIVED: Final = tuple(n for n, v in vars(MailContext).items() if isinstance(v, property))
_NAMES: Final = (*(field.name for field in fields(MailContext)), *_DERIVED)
_GAPS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class RenderedMail:
    """A mail as people read it. The subject is one line; the text ends with a new line."""

    subject: str
    text: str
    html: str


class _Templates(NamedTuple):
    subject: Template
    text: Template
    html: Template


def render(mail: str, language: Language, context: MailContext) -> RenderedMail:
    """The mail of that name in a language, its templates compiled once in a process.

    Raises `LookupError` where the catalogue has no such mail or the office no such language.
    """
    templates = _compiled(mail, language)
    known = {name: getattr(context, name) for name in _NAMES}
    return RenderedMail(
        subject=" ".join(templates.subject.render(known).split()),
        text=_GAPS.sub("\n\n", templates.text.render(known)).strip() + "\n",
        html=templates.html.render(known).strip() + "\n",
    )


@lru_cache(maxsize=None)
def _compiled(mail: str, language: Language) -> _Templates:
    if mail not in CATALOGUE:
        raise LookupError(f"the catalogue has no mail {mail!r}; it has: {', '.join(CATALOGUE)}")
    if language not in LANGUAGES:
        raise LookupError(f"no mail is written in {language!r}; there are: {', '.join(LANGUAGES)}")
    return _Templates(
        subject=_template(mail, language, "txt", "subject.txt"),
        text=_template(mail, language, "txt", "body.txt"),
        html=_template(mail, language, "html", "body.html"),
    )


def _template(mail: str, language: Language, medium: Medium, name: str) -> Template:
    folder = "en" if language == "en" else "sr"
    return environment(language, medium).get_template(
        f"{mail}/{folder}/{name}", globals=_of_the_mail(mail, language)
    )


def _of_the_mail(mail: str, language: Language) -> dict[str, Any]:
    entry = CATALOGUE[mail]
    attached = (DOCUMENT_KINDS[kind].in_(language) for kind in entry.attaches)
    return {"title": entry.title.in_(language), "attached": ", ".join(attached)}
