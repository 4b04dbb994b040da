"""Jinja2 for mails: an environment for each language and each of: the letter's own words, its two
layouts; so that nothing is looked up or decided while a mail is rendered.

A mail's sentences are written and rendered once, in `letter`, with marks that `notifications.media`
sets in plain text and in HTML; the layouts and the plans' tables are of one medium each.

In the HTML environment every value is escaped: `finalize` does it, which Jinja2 calls on whatever
an expression gives. Its own autoescape does the same at three times the cost, and a ranking list is
a thousand mails.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, Final, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from notifications import media, words
from states.localization import format_decimal
from states.text import Language, to_latin
from states.vocabulary import CRITERIA, DOCUMENT_KINDS, PARTIES, ROLES

Finalizer = Callable[[Any], str]
Kind = Literal["letter", "txt", "html"]
TEMPLATES: Final = Path(__file__).parent / "templates"

_WORD = re.compile(r"\bword\.(?P<name>\w+)")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")


def transliterated(text: str) -> str:
    """Each Cyrillic word in Latin letters; every other character, Latin above all, untouched."""
    if text.isascii():
        return text
    return _CYRILLIC.sub(lambda word: to_latin(word.group()), text)


@cache
def environment(language: Language, kind: Kind) -> Environment:
    """The environment for the letters of a language or one of their layouts, made once."""
    said = _finalizer(language, kind)
    made = Environment(
        loader=_SourceOf(language),
        autoescape=False,  # the finalizer escapes: see the module's text
        undefined=StrictUndefined,
        finalize=said,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.filters |= _filters(language) | media.marks(said)
    made.globals |= {
        "plan": f"plan.{kind}",
        "due": _set_once(made, f"due.{kind}", "awaited"),
        "desk": _set_once(made, f"desk.{kind}", "office"),
        "number": partial(format_decimal, language=language),
        "language": language,
    }
    return made


def _set_once(made: Environment, template: str, fact: str) -> Callable[[Any], str]:
    """A piece of the layout, kept for as long as the same fact comes: a list's mails share it."""

    @lru_cache(maxsize=64)
    def piece(value: Any) -> str:
        return Markup(made.get_template(template).render({fact: value}))

    return piece


class _SourceOf(FileSystemLoader):
    """Templates of one language, with all that is known beforehand already written into them.

    A label, `word.due`, becomes its words; Serbian in Latin letters is the Cyrillic source turned
    letter by letter. Jinja2 folds both into the text between two values, so they cost nothing
    when a mail is rendered.
    """

    def __init__(self, language: Language) -> None:
        super().__init__(TEMPLATES)
        self._language = language

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, path, is_current = super().get_source(environment, template)
        source = _WORD.sub(self._written_out, source)
        return transliterated(source) if self._language == "sr-Latn" else source, path, is_current

    def _written_out(self, label: re.Match[str]) -> str:
        return f'"{words.FRAME[label["name"]].in_(self._language)}"'


def _finalizer(language: Language, kind: Kind) -> Finalizer:
    """How a value is said: no date or number reaches a reader as Python writes it.

    What `notifications.media` has marked or set already stays as it is.
    """
    done = media.Marked if kind == "letter" else Markup
    as_written = kind != "html" and language != "sr-Latn"  # but for control characters

    @lru_cache(maxsize=4096)  # a thousand mails of one list share all but the name and the points
    def in_letters(text: str) -> str:
        latin = transliterated(text) if language == "sr-Latn" else text
        plain = media.unmarked(latin)
        return media.escaped(plain) if kind == "html" else plain

    def said(value: Any) -> str:
        if type(value) is done:
            return value
        if isinstance(value, str):
            return value if as_written and value.isprintable() else in_letters(value)
        if isinstance(value, Decimal):
            return format_decimal(value, language)
        if isinstance(value, date):
            return words.as_day(value, language)
        return in_letters(str(value))

    return said


def _filters(language: Language) -> dict[str, Callable[..., Any]]:
    return {
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
