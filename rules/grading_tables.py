"""Grading tables: what makes one fit for comparison, and where each grade stands in it.

A table runs from the best grade down; shares are per cent of the students (annex 10).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from states.frozen import frozen
from states.localization import decimal_text
from states.recognition import GradeShare
from states.text import Text

TOLERANCE: Final = Fraction(1, 2)
"""How far from 100 per cent a table's shares may lie, for rounding."""

FEWEST_DECIMALS: Final = 2

HOST: Final = Text("the host's grading table", "табела оцена установе домаћина")
HOME: Final = Text("the home grading table", "табела оцена матичне установе")


@frozen
class Band:
    """A grade's place among the passing students, in per cent from the best one down."""

    grade: str
    start: Fraction
    end: Fraction

    def shared_with(self, other: Band) -> Fraction:
        """How many per cent of the students lie in both bands."""
        return max(min(self.end, other.end) - max(self.start, other.start), Fraction(0))


def bands_of(table: Sequence[GradeShare]) -> tuple[Band, ...]:
    """The passing grades of a fit table, failing ones left out and the rest brought to 100."""
    passing_shares = [share for share in table if share.passing]
    whole = total_of(passing_shares)
    bands, start = [], Fraction(0)
    for share in passing_shares:
        end = start + Fraction(share.percent) * 100 / whole
        bands.append(Band(share.grade, start, end))
        start = end
    return tuple(bands)


def grading_table_error(table: Sequence[GradeShare], owner: Text) -> Text | None:
    """What makes a table unfit for comparison, or None."""
    if not any(share.passing and share.percent for share in table):
        return _about(owner, "holds no grade that passes", "не садржи ниједну прелазну оцену")
    if negative := next((share.grade for share in table if share.percent < 0), None):
        sr = f"оцени {negative} додељује негативан удео"
        return _about(owner, f"gives grade {negative} a negative share", sr)
    if twice := _named_twice(table):
        return _about(owner, f"names grade {twice} twice", f"двапут наводи оцену {twice}")
    return _bad_total(total_of(table), owner)


def _named_twice(table: Sequence[GradeShare]) -> str | None:
    keys = [_key(share.grade) for share in table]
    return next((share.grade for share in table if keys.count(_key(share.grade)) > 1), None)


def _bad_total(total: Fraction, owner: Text) -> Text | None:
    if abs(total - 100) <= TOLERANCE:
        return None
    percent = per_cent(total, 100 - TOLERANCE, 100 + TOLERANCE)
    return _about(
        owner,
        f"adds up to {percent.en}, which is more than the tolerance of 0.5 from 100 %",
        f"даје збир од {percent.sr}, што од 100 % одступа за више од дозвољених 0,5",
    )


def is_no_grade(grade: str, table: Sequence[GradeShare]) -> bool:
    """Whether a host may have written so that a course was passed, and given no grade for it.

    That is a word which its table does not hold; what has a figure in it is a grade.
    """
    table_keys = {_key(share.grade) for share in table}
    return _key(grade) not in table_keys and not any(map(str.isdigit, grade))


def find_passing(grade: str, table: Sequence[GradeShare]) -> GradeShare | Text:
    """The table's row for a grade that passes, or why there is none."""
    row = next((share for share in table if _key(share.grade) == _key(grade)), None)
    if row is None:
        return Text(
            f"grade {grade.strip()} does not stand in the host's grading table",
            f"оцена {grade.strip()} не постоји у табели оцена установе домаћина",
        )
    if not row.passing:
        return Text(f"grade {row.grade} is not a passing grade", f"оцена {row.grade} није прелазна")
    return row


def total_of(table: Sequence[GradeShare]) -> Fraction:
    """The sum of the shares, in per cent, failing grades included."""
    return sum((Fraction(share.percent) for share in table), Fraction(0))


def _key(grade: str) -> str:
    """`30L` and ` 30l` are one grade."""
    return grade.strip().casefold()


def per_cent(share: Fraction, *beside: Fraction | int) -> Text:
    """A share as people write it: `15.7 %`, `15,7 %`.

    To two decimals, or to as many as tell it from each other number that stands `beside` it.
    """
    places = FEWEST_DECIMALS
    while any(other != share and _rounded(other, places) == _rounded(share, places)
              for other in beside):  # fmt: skip
        places += 1
    # Only what is shown is rounded: the comparison itself stays exact.
    number = decimal_text(_rounded(share, places))
    return Text(f"{number.en} %", f"{number.sr} %")


def _rounded(share: Fraction | int, places: int) -> Decimal:
    rounded_share = round(Fraction(share), places)
    return Decimal(rounded_share.numerator) / Decimal(rounded_share.denominator)


def _about(owner: Text, en: str, sr: str) -> Text:
    return Text(f"{owner.en} {en}", f"{owner.sr} {sr}")
