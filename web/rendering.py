"""Pages from templates: an environment for each language, in which every Text says itself."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from rules.regulation import DatedNumber
from states.localization import format_day, format_decimal
from states.moments import BELGRADE, civil_date
from states.text import Language, Text
from states.vocabulary import ROLES
from web.visit import Visit
from web.words.chrome import CHROME, UNITS
from web.words.counts import counted, due_in_words
from web.words.fields import label_of
from web.words.offers import LANGUAGE_NAMES, STATUSES, value_said

TEMPLATES: Final = Path(__file__).parent / "templates"


def page(visit: Visit, template: str, status: int = 200, **known: Any) -> HTMLResponse:
    """A page in the visit's language."""
    html = environment(visit.language).get_template(template).render(visit=visit, **known)
    return HTMLResponse(html, status)


@cache
def environment(language: Language) -> Environment:
    """The environment of a language, made once; a name that a template misspells is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=partial(said, language=language),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"said": partial(said, language=language), "day": partial(_day, language),
                     "moment": partial(_moment, language), "size": partial(_size, language),
                     "role": lambda role: ROLES[role].in_(language),
                     "receipt": lambda receipt: receipt.lines(language)}  # fmt: skip
    made.globals |= {
        "word": SimpleNamespace(**{name: text.in_(language) for name, text in CHROME.items()}),
        "word_of": _word_of,
        "label": label_of,
        "said_number": _number,
        "day_of": civil_date,
        "language": language,
        "language_names": LANGUAGE_NAMES,
        "counted": counted,
        "due_in_words": due_in_words,
    }
    return made


def said(value: Any, language: Language) -> Any:
    """What a template prints of a value: texts in the language, dates and numbers as written."""
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, datetime):
        return _moment(language, value)
    if isinstance(value, date):
        return _day(language, value)
    if isinstance(value, Decimal):
        return format_decimal(value, language)
    return "" if value is None else value


def _day(language: Language, day: date) -> str:
    return format_day(day, language)


def _moment(language: Language, instant: datetime) -> Markup:
    there = instant.astimezone(BELGRADE)
    said_so = f"{format_day(there.date(), language)} {there:%H:%M}"
    return Markup('<time datetime="{}">{}</time>').format(there.isoformat("T", "minutes"), said_so)


def _size(language: Language, size: int) -> str:
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    mark = "." if language == "en" else ","
    return f"{size / 1_000_000:.1f} MB".replace(".", mark)


def _word_of(name: str, value: object) -> Text:
    return STATUSES[str(value)] if name == "status" else value_said(name, value)


def _number(entry: DatedNumber) -> Text:
    """A rule's number with what it counts; a list is said item by item."""
    value = entry.value
    said_so = ", ".join(value) if isinstance(value, tuple) else str(value).replace("_", " ")
    unit = UNITS[entry.unit]
    return Text(f"{said_so} ({unit.en})", f"{said_so} ({unit.sr})")
