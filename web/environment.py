"""Pages from templates: an environment for each language, in which every Text shows itself."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Final

from babel.numbers import format_decimal as format_number
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from rules.regulation import DatedNumber
from rules.remedy_words import title_against
from states.field_labels import label_of
from states.localization import format_day, format_decimal, locale_of
from states.moments import BELGRADE, civil_date
from states.text import Language, Text
from states.vocabulary import ROLES
from web.forms.typed import day_input_type
from web.messages.counts import counted, due_in_words
from web.messages.pages import MESSAGES
from web.messages.rules import UNITS
from web.messages.values import LANGUAGE_NAMES, STATUSES, value_text
from web.messages.work import FILTERS

TEMPLATES: Final = Path(__file__).parent / "templates"


@cache
def environment(language: Language) -> Environment:
    """The environment of a language, made once; a name that a template misspells is an error."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=partial(format_value, language=language),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    templates.filters |= {"text": partial(format_value, language=language),
                     "moment": partial(_moment, language), "size": partial(_size, language),
                     "ended": partial(_ended, language),
                     "role": lambda role: ROLES[role].in_(language),
                     "day_input": day_input_type,
                     "receipt": lambda receipt: receipt.lines(language)}  # fmt: skip
    templates.globals |= {
        "word": SimpleNamespace(**{name: text.in_(language) for name, text in MESSAGES.items()}),
        "word_of": _word_of,
        "title_against": title_against,
        "filter_title": FILTERS.__getitem__,
        "label": label_of,
        "rule_number": _rule_number,
        "day_of": civil_date,
        "language": language,
        "language_names": LANGUAGE_NAMES,
        "counted": counted,
        "due_in_words": due_in_words,
    }
    return templates


def format_value(value: object, language: Language) -> object:
    """What a template prints of a value: texts in the language, dates and numbers as written."""
    if isinstance(value, str):  # nine of ten
        return value
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, datetime):
        return _moment(language, value)
    if isinstance(value, date):
        return format_day(value, language)
    if isinstance(value, Decimal):
        return format_decimal(value, language)
    return "" if value is None else value


def _ended(language: Language, value: object) -> str:
    """The end of a sentence with its full stop: a Serbian date has its own."""
    text = str(format_value(value, language))
    return text if text.endswith(".") else f"{text}."


def _moment(language: Language, instant: datetime) -> Markup:
    local = instant.astimezone(BELGRADE)
    text = f"{format_day(local.date(), language)} {local:%H:%M}"
    return Markup('<time datetime="{}">{}</time>').format(local.isoformat("T", "minutes"), text)


def _size(language: Language, size: int) -> str:
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    megabytes = format_number(size / 1_000_000, "0.0", locale=locale_of(language))
    return f"{megabytes} MB"


def _word_of(name: str, value: object) -> Text:
    return STATUSES[str(value)] if name == "status" else value_text(name, value)


def _rule_number(entry: DatedNumber) -> Text:
    """A rule's number with what it counts; a list item by item."""
    value = entry.value
    text = ", ".join(value) if isinstance(value, tuple) else str(value).replace("_", " ")
    unit = UNITS[entry.unit]
    return Text(f"{text} ({unit.en})", f"{text} ({unit.sr})")
