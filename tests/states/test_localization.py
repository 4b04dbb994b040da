"""Days, numbers and counted nouns, as each of the office's languages writes them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from states.localization import (
    CountedNoun,
    decimal_text,
    format_day,
    format_decimal,
    format_long_day,
    plural,
)
from states.text import to_latin

DAY = CountedNoun(("day", "days"), ("дан", "дана", "дана"))
YEAR = [date(2026, 1, 1) + timedelta(days=days) for days in range(365)]


def test_a_day_is_written_with_its_weekday() -> None:
    friday = date(2026, 11, 20)
    assert format_day(friday) == "Fri 20 Nov 2026"
    assert format_day(friday, "sr") == "пет 20.11.2026."
    assert format_day(friday, "sr-Latn") == "pet 20.11.2026."


def test_a_day_in_a_sentence_has_its_month_in_words() -> None:
    assert format_long_day(date(2026, 8, 3), "en") == "3 August 2026"
    assert format_long_day(date(2026, 8, 3), "sr") == "3. августа 2026."
    assert format_long_day(date(2026, 8, 3), "sr-Latn") == "3. avgusta 2026."


def test_serbian_puts_each_month_in_the_genitive() -> None:
    months = (format_long_day(date(2026, month, 1), "sr").split()[1] for month in range(1, 13))
    assert " ".join(months) == (
        "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра"
    )


@pytest.mark.parametrize("format_of_day", [format_day, format_long_day])
def test_latin_days_are_the_cyrillic_ones_letter_by_letter(format_of_day) -> None:
    assert [format_of_day(day, "sr-Latn") for day in YEAR] == [
        to_latin(format_of_day(day, "sr")) for day in YEAR
    ]


@pytest.mark.parametrize(
    ("number", "serbian"),
    [(0, "0 дана"), (1, "1 дан"), (2, "2 дана"), (5, "5 дана"), (11, "11 дана"), (21, "21 дан")],
)
def test_serbian_counts_days(number: int, serbian: str) -> None:
    assert DAY.counted(number).sr == serbian
    assert DAY.counted_in(number, "sr-Latn") == to_latin(serbian)


@pytest.mark.parametrize(("number", "english"), [(0, "0 days"), (1, "1 day"), (21, "21 days")])
def test_english_has_one_and_many(number: int, english: str) -> None:
    assert DAY.counted(number).en == english


@pytest.mark.parametrize(
    ("number", "form"),
    [(1, "one"), (3, "few"), (5, "many"), (12, "many"), (22, "few"), (111, "many"), (101, "one")],
)
def test_serbian_has_three_forms_after_a_number(number: int, form: str) -> None:
    assert plural(number, ("one", "few", "many"), "sr") == form


@pytest.mark.parametrize(
    ("number", "english"),
    [
        ("84.50", "84.5"),
        ("100", "100"),
        ("1E+2", "100"),
        ("-2.50", "-2.5"),
        ("12000.125", "12000.125"),
    ],
)
def test_a_number_keeps_its_tens_and_loses_its_trailing_zeros(number: str, english: str) -> None:
    assert format_decimal(Decimal(number), "en") == english
    assert format_decimal(Decimal(number), "sr-Latn") == english.replace(".", ",")
    assert decimal_text(Decimal(number)).sr == english.replace(".", ",")
