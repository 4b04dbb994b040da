"""Jinja2 for mails: one environment for each language and medium, so that nothing is looked up
or decided while a mail is rendered.

A mail's sentences are written once, in `body.txt`; `body.html` extends it, and the layout of the
medium sets them. In the HTML environment everything is escaped, also what comes from `body.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, Literal

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from notifications import media, words
from states.text import Language, to_latin
from states.vocabulary import DOCUMENT_KINDS, PARTIES, ROLES

Medium = Literal["txt", "html"]
TEMPLATES: Final = Path(__file__).parent / "templates"

_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")


def transliterated(text: str) -> str:
    """Each Cyrillic word in Latin letters; every other character, Latin above all, untouched."""
    if text.isascii():
        return text
    latin = _CYRILLIC.sub(lambda word: to_latin(word.group()), text)
    return Markup(latin) if isinstance(text, Markup) else latin


@lru_cache(maxsize=None)
def environment(language: Language, medium: Medium) -> Environment:
    """The environment for one language and medium, made once."""
    made = Environment(
        loader=_loader(language),
        autoescape=medium == "html",
        undefined=StrictUndefined,
        finalize=_said(language),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.filters |= _filters(language) | media.filters(medium)
    made.globals |= media.pieces(medium, _said(language)) | {
        "layout": f"layout.{medium}",
        "plan": f"plan.{medium}",
        "word": SimpleNamespace(**{name: t.in_(language) for name, t in words.FRAME.items()}),
        "counted": words.counted_in(language),
        "number": words.plain_number,
        "period": partial(words.period, language=language),
        "language": language,
    }
    return made


def _loader(language: Language) -> BaseLoader:
    """Serbian in Latin letters is compiled from the Cyrillic source, turned letter by letter."""
    return _LatinLoader(TEMPLATES) if language == "sr-Latn" else FileSystemLoader(TEMPLATES)


class _LatinLoader(FileSystemLoader):
    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, path, is_current = super().get_source(environment, template)
        return transliterated(source), path, is_current


def _said(language: Language) -> Callable[[Any], Any]:
    """How a value is said: dates and decimals never reach a reader as Python writes them."""
    in_script = transliterated if language == "sr-Latn" else _unchanged

    def said(value: Any) -> Any:
        if isinstance(value, str):
            return in_script(value)
        if isinstance(value, Decimal):
            return words.plain_number(value)
        return words.as_day(value, language) if isinstance(value, date) else value

    return said


def _unchanged(text: str) -> str:
    return text


def _filters(language: Language) -> dict[str, Callable[..., Any]]:
    return {
        "day": partial(words.as_day, language=language),
        "spoken": partial(words.spoken_day, language=language),
        "role": partial(words.titled, ROLES, language=language),
        "party": partial(words.titled, PARTIES, language=language),
        "kind": partial(words.titled, DOCUMENT_KINDS, language=language),
        "level": partial(words.titled, words.LEVELS, language=language),
        "criterion": partial(words.titled, words.CRITERIA, language=language),
        "sentence": lambda text: text[:1].upper() + text[1:],
    }
