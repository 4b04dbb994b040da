"""The numbers of the report that are no counts: how a page says each, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from persistence.year_report import EctsOfSpan
from rules.grants import money_text
from states.frozen import frozen
from states.money import CENTS
from states.text import Text

NONE = Text("–", "–")
"""What is said where there is nothing to count."""


@frozen
class Figure(Text):
    """A number in words; `number` is what a spreadsheet counts with, in `unit` where it has one."""

    number: Decimal
    unit: str = ""


Number = int | Text
"""A count, a figure, or NONE."""


def money_figure(cents: int, currency: str) -> Figure:
    """An amount, given in hundredths of its currency."""
    words = money_text(cents, currency)
    return Figure(words.en, words.sr, Decimal(cents) / CENTS, currency)


def ects_figure(ects: EctsOfSpan | None) -> Figure:
    """ECTS of a span together; none at all are 0."""
    return _figure(Decimal(ects.hundredths if ects else 0) / 100)


def share_figure(recognised_ects: EctsOfSpan | None, agreed_ects: EctsOfSpan | None) -> Text:
    """What was recognised in whole per cent of what was agreed; NONE where nothing was."""
    if agreed_ects is None or not agreed_ects.hundredths:
        return NONE
    hundredths = recognised_ects.hundredths if recognised_ects else 0
    share = round(100 * hundredths / agreed_ects.hundredths)
    return Figure(f"{share} %", f"{share}%", Decimal(share), "%")


def days_figure(days: Sequence[int], of: Callable[[Sequence[int]], float]) -> Text:
    """A number of days that stands for many, such as their median; NONE where there are none."""
    return _figure(Decimal(f"{of(days):g}")) if days else NONE


def _figure(number: Decimal) -> Figure:
    whole_or_fraction = f"{number.normalize():f}"
    return Figure(whole_or_fraction, whole_or_fraction.replace(".", ","), number)
