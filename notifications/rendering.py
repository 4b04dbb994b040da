"""A mail of the catalogue as people read it: its subject, and its body as plain text and as HTML.

Each mail has three templates a language: `subject.txt`; `glance.txt`, which an inbox shows beside
the subject; and `body.txt`, whose blocks stand in `layout.txt` and again in `layout.html`. Serbian
is written in Cyrillic, and set in Latin letters from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from notifications import words
from notifications.catalogue import CATALOGUE
from notifications.context import MailContext
from notifications.mail import RenderedMail
from notifications.markup import Form, filters_of
from states.localization import format_decimal
from states.text import LANGUAGES, Language, to_latin
from states.vocabulary import CRITERIA, DOCUMENT_KINDS, PARTIES, ROLES

TEMPLATES: Final = Path(__file__).parent / "templates"

_NAMES: Final = (
    *(field.name for field in fields(MailContext)),
    *(name for name, value in vars(MailContext).items() if isinstance(value, property)),
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LABEL: Final = re.compile(r"\bword\.(\w+)")
_GAP: Final = re.compile(r"\n{3,}")


def render(mail: str, language: Language, context: MailContext) -> RenderedMail:
    """The mail of that name in a language.

    Raises `LookupError` where the catalogue has no such mail or the office no such language.
    """
    facts = {name: getattr(context, name) for name in _NAMES} | _of_the_catalogue(mail, language)

    def rendered(form: Form, part: str) -> str:
        template = _environment(language, form).get_template(f"{_folder(mail, language)}/{part}")
        return template.render(facts)

    return RenderedMail(
        subject=" ".join(rendered("txt", "subject.txt").split()),
        text=_GAP.sub("\n\n", rendered("txt", "body.txt")).strip() + "\n",
        html=rendered("html", "body.txt"),
    )


@cache
def _of_the_catalogue(mail: str, language: str) -> dict[str, str]:
    """What the layouts say of a mail by its entry in the catalogue."""
    if mail not in CATALOGUE:
        raise LookupError(f"the catalogue has no mail {mail!r}; it has: {', '.join(CATALOGUE)}")
    if language not in LANGUAGES:
        raise LookupError(f"no mail is written in {language!r}; there are: {', '.join(LANGUAGES)}")
    entry = CATALOGUE[mail]
    return {
        "title": entry.title.in_(language),
        "attached": ", ".join(DOCUMENT_KINDS[kind].in_(language) for kind in entry.attaches),
        "glance": f"{_folder(mail, language)}/glance.txt",
    }


def _folder(mail: str, language: str) -> str:
    return f"{mail}/{'en' if language == 'en' else 'sr'}"


class _Templates(FileSystemLoader):
    """The templates of a language; Serbian in Latin letters is templates from the Cyrillic.

    A label, `word.due`, becomes its words here, so that Jinja2 compiles them into the text.
    """

    def __init__(self, language: str) -> None:
        super().__init__(TEMPLATES)
        self._language = language

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """A template's source."""
        source, path, is_current = super().get_source(environment, template)
        source = _LABEL.sub(lambda word: f'"{words.LABELS[word[1]].in_(self._language)}"', source)
        return to_latin(source) if self._language == "sr-Latn" else source, path, is_current


@cache
def _environment(language: str, form: Form) -> Environment:
    """Jinja2 for a language and a form of mail; each template is compiled once in a process."""
    say = partial(_say, language)
    templates = Environment(
        loader=_Templates(language),
        autoescape=form == "html",
        undefined=StrictUndefined,
        finalize=say,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    templates.filters |= {
        **filters_of(form, say),
        "counted": words.counted_in(language),
        "day": partial(words.as_day, language=language),
        "period": partial(words.period, language=language),
        "spoken": partial(words.spoken_day, language=language),
        "role": partial(words.titled, ROLES, language=language),
        "party": partial(words.titled, PARTIES, language=language),
        "kind": partial(words.titled, DOCUMENT_KINDS, language=language),
        "level": partial(words.titled, words.LEVELS, language=language),
        "criterion": partial(words.titled, CRITERIA, language=language),
        "sentence": lambda text: text[:1].upper() + text[1:],
    }
    templates.globals |= {
        "language": language,
        "layout": f"layout.{form}",
        "tables": f"tables.{form}",
        "number": partial(format_decimal, language=language),
    }
    return templates


def _say(language: str, value: object) -> str:
    """How a value is written: no date or number as Python has it, no control characters."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        text = value if value.isprintable() else _CONTROL.sub("", value)
        return to_latin(text) if language == "sr-Latn" and not text.isascii() else text
    if isinstance(value, Decimal):
        return format_decimal(value, language)
    if isinstance(value, date):
        return words.as_day(value, language)
    return str(value)
