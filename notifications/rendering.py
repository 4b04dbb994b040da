"""Rendering: a mail of the catalogue, in one language, as subject, text and HTML."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Final, NamedTuple

from jinja2 import Template

from notifications.catalogue import CATALOGUE
from notifications.context import MailContext
from notifications.environments import Medium, environment
from states.text import LANGUAGES, Language
from states.vocabulary import DOCUMENT_KINDS

_DERIVED: Final = tuple(n for n, v in vars(MailContext).items() if isinstance(v, property))
_NAMES: Final = (*(field.name for field in fields(MailContext)), *_DERIVED)


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
        text=_without_gaps(templates.text.render(known)),
        html=templates.html.render(known).strip() + "\n",
    )


def _without_gaps(text: str) -> str:
    """One blank line at most, whatever a mail leaves out."""
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip() + "\n"


@cache
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
    template = environment(language, medium).get_template(
        f"{mail}/{folder}/{name}", globals=_of_the_mail(mail, language)
    )
    template.globals = dict(template.globals)  # a chain of maps is copied at each render: 10 µs
    return template


def _of_the_mail(mail: str, language: Language) -> dict[str, Any]:
    entry = CATALOGUE[mail]
    attached = (DOCUMENT_KINDS[kind].in_(language) for kind in entry.attaches)
    return {"title": entry.title.in_(language), "attached": ", ".join(attached)}
