"""How the rules say what they found: a sentence in both languages, its facts filled in for each.

Dates, numbers and titles are written as each language writes them; a Serbian date brings its own
full stop, so a Serbian sentence that ends with one needs no other.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from states.localization import format_day, format_decimal
from states.text import Text

Fact = Text | date | Decimal | Fraction | int | str


def format_text(en: str, sr: str, /, **facts: Fact) -> Text:
    """A sentence with its `{facts}` filled in, in English and in Serbian Cyrillic."""
    return Text(
        en.format(**{name: _format_fact(fact, "en") for name, fact in facts.items()}),
        sr.format(**{name: _format_fact(fact, "sr") for name, fact in facts.items()}),
    )


def listed(items: Iterable[Fact]) -> Text:
    """The items with commas between them."""
    facts = list(items)
    en = ", ".join(_format_fact(fact, "en") for fact in facts)
    return Text(en, ", ".join(_format_fact(fact, "sr") for fact in facts))


def _format_fact(fact: Fact, language: str) -> str:
    if isinstance(fact, Text):
        return fact.in_(language)
    if isinstance(fact, date):
        return format_day(fact, language)
    if isinstance(fact, Decimal | Fraction):
        return _figure(fact, language)
    return str(fact)


def _figure(number: Decimal | Fraction, language: str) -> str:
    """At most two decimals: what is compared is exact, what is shown need not be."""
    return format_decimal(Decimal(f"{float(number):.2f}"), language)
