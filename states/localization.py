"""Days, numbers and counted nouns as people write them in the office's languages.

Names, signs and plural rules are CLDR's, by Babel. Reading CLDR takes some 25 ms, so that only what
needs it loads it: Python itself knows the short English names, and English has two plural forms.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from states.frozen import frozen
from states.text import Text, to_latin

if TYPE_CHECKING:
    from babel import Locale


@frozen
class CountedNoun:
    """A noun in the forms that counting asks for: one and many; in Serbian one, few and many."""

    en: tuple[str, str]
    sr: tuple[str, str, str]

    def counted(self, number: int) -> Text:
        """The number with its noun: `1 case`, `2 предмета`."""
        return Text(self.counted_in(number, "en"), self.counted_in(number, "sr"))

    def counted_in(self, number: int, language: str) -> str:
        """The number with its noun in one of `LANGUAGES`."""
        if language == "en":
            return f"{number} {plural(number, self.en, language)}"
        noun = plural(number, self.sr, language)
        return f"{number} {to_latin(noun) if language == 'sr-Latn' else noun}"


@lru_cache(maxsize=2048)
def format_day(day: date, language: str = "en") -> str:
    """A civil day as lists and receipts have it: `Fri 20 Nov 2026`, `пет 20.11.2026.`"""
    if language == "en":
        weekday, month, *_ = day.ctime().split()
        return f"{weekday} {day.day} {month} {day.year}"
    from babel.dates import format_date

    return format_date(day, "EEE d.M.y.", locale_of(language))


@lru_cache(maxsize=2048)
def format_long_day(day: date, language: str = "en") -> str:
    """A civil day as a sentence has it: `20 November 2026`, `20. новембра 2026.`"""
    month = locale_of(language).months["format"]["wide"][day.month]
    if language == "en":
        return f"{day.day} {month} {day.year}"
    return f"{day.day}. {_genitive(month)} {day.year}."


@lru_cache(maxsize=64)
def _month(month: int, language: str) -> str:
    names: dict[int, str] = locale_of(language).months["stand-alone"]["abbreviated"]
    return names[month]


def month_text(day: date) -> Text:
    """The month of a civil day, short: `Nov`, `нов`."""
    return Text(_month(day.month, "en"), _month(day.month, "sr"))


@lru_cache(maxsize=4096)
def format_decimal(number: Decimal, language: str = "en") -> str:
    """A number as people write it: all digits that say something, no zeros after the last one."""
    from babel.numbers import format_decimal as format_number

    return format_number(
        number, locale=locale_of(language), decimal_quantization=False, group_separator=False
    )


def decimal_text(number: Decimal) -> Text:
    """A number in both languages: `8.5`, `8,5`."""
    return Text(format_decimal(number, "en"), format_decimal(number, "sr"))


def amount_text(number: Decimal) -> Text:
    """An amount of money in both languages: `250,000` and `2,605.60`, `250.000` and `2.605,60`."""
    amount = f"{number:,.2f}".removesuffix(".00")
    return Text(amount, amount.translate(str.maketrans(",.", ".,")))


@lru_cache(maxsize=4096)
def plural(number: int, forms: tuple[str, ...], language: str) -> str:
    """The form that goes with a number: of one and many; in Serbian of one, few and many."""
    if language == "en":
        return forms[number != 1]
    categories = ("one", "few", "other")
    return forms[categories.index(locale_of(language).plural_form(number))]


@cache
def locale_of(language: str) -> Locale:
    """CLDR's locale of one of `LANGUAGES`."""
    from babel import Locale

    return Locale.parse(language, sep="-")


def _genitive(month: str) -> str:
    """A Serbian month as a day has it, which CLDR doesn't tell: `март` → `марта`."""
    stem, vowel = month, "а" if month[0] > "z" else "a"
    if month[-3:] in ("бар", "bar"):  # септембар → септембра
        stem = month[:-2] + month[-1]
    return stem + vowel


@cache
def country_title(code: str) -> Text:
    """A country by its name with its code (ISO 3166), as CLDR has it; a code that is no country's
    stays as it is."""
    en, sr = (locale_of(language).territories.get(code) for language in ("en", "sr"))
    return Text(f"{en} ({code})", f"{sr} ({code})") if en and sr else Text(code, code)
