"""Grade conversion by cumulative comparison of two tables, exact to the last fraction.

BMU-22.4 and 23, annexes 10 and 11. Which tables are compared is the caller's; a grade that can't
be converted is a value, `Unconvertible`, never a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, get_args

from rules.grading_tables import (
    HOME,
    HOST,
    Band,
    bands_of,
    find_passing,
    grading_table_error,
    per_cent,
    total_of,
)
from states.frozen import frozen
from states.recognition import GradeShare
from states.text import Text

ConversionRule = Literal["largest_overlap", "best", "worst"]
RULES: Final[dict[ConversionRule, Text]] = {
    "largest_overlap": Text("largest overlap", "највеће преклапање"),
    "best": Text("best grade touched", "најбоља обухваћена оцена"),
    "worst": Text("worst grade touched", "најслабија обухваћена оцена"),
}
ECTS_LETTERS: Final = "ABCDE"


@frozen
class Conversion:
    """A converted grade; `receipt` tells the comparison, `tie` that the better of two was taken.

    `rule` is None where no tables were compared: the grade was an ECTS letter, or already one of
    the home scale.
    """

    grade: str
    rule: ConversionRule | None
    receipt: tuple[Text, ...]
    tie: bool = False


@frozen
class Unconvertible:
    """Why a grade has no equivalent."""

    grade: str
    why: Text


@frozen
class Ungraded:
    """A pass that the host expresses in no grade: nothing is converted, nothing enters the average.

    The home course counts as passed all the same (BMU-22.1).
    """

    grade: str


def convert(
    grade: str,
    host_table: Sequence[GradeShare],
    home_table: Sequence[GradeShare],
    rule: ConversionRule = "largest_overlap",
) -> Conversion | Unconvertible:
    """The home grade that stands where the host's grade stands, both tables best grade first.

    Failing grades are left out and the rest brought to 100 (BMU-22.4). An exact tie of the largest
    overlap goes to the better grade. Unconvertible: a grade that the host's table doesn't hold or
    that doesn't pass; a table that is empty, names a grade twice, has a negative share or is over
    half a per cent from 100. ValueError: an unknown rule.
    """
    if rule not in get_args(ConversionRule):
        raise ValueError(f"no rule of conversion is called {rule!r}: {', '.join(RULES)}")
    table_error = grading_table_error(host_table, HOST) or grading_table_error(home_table, HOME)
    if table_error:
        return Unconvertible(grade, table_error)
    if isinstance(share := find_passing(grade, host_table), Text):
        return Unconvertible(grade, share)
    span = next(band for band in bands_of(host_table) if band.grade == share.grade)
    return _compare(span, bands_of(home_table), rule, _brought_to_100(host_table))


def convert_letter(grade: str, scale: Sequence[GradeShare]) -> Conversion | Unconvertible:
    """The home grade of an ECTS letter (A is the best of the home scale), or of a home grade.

    For a host that has no table: annex 11, BMU-22.4. The scale runs from the best grade down;
    letters need five grades that pass. Unconvertible: anything else.
    """
    if table_error := grading_table_error(scale, HOME):
        return Unconvertible(grade, table_error)
    if not isinstance(home_share := find_passing(grade, scale), Text):
        return _taken_over(home_share.grade, _own_grade(home_share.grade))
    passing_grades = [share.grade for share in scale if share.passing]
    letter = grade.strip().upper()
    if len(letter) == 1 and letter in ECTS_LETTERS and len(passing_grades) == len(ECTS_LETTERS):
        home = passing_grades[ECTS_LETTERS.index(letter)]
        return _taken_over(home, _letter(letter, home))
    return Unconvertible(grade, _no_table(grade))


def _compare(
    span: Band, home: Sequence[Band], rule: ConversionRule, opening: tuple[Text, ...]
) -> Conversion:
    """Pick among the home grades over the span, best first; `max` keeps the first of equals."""
    over = _over(span, home)
    shares = [band.shared_with(span) for band in over]
    tie = rule == "largest_overlap" and shares.count(max(shares)) > 1
    picked_band = {"best": over[0], "worst": over[-1]}.get(rule) or over[shares.index(max(shares))]
    receipt = (
        *opening,
        _place_of(span),
        _overlaps(span, over),
        _verdict(rule, picked_band.grade, tie),
    )
    return Conversion(picked_band.grade, rule, receipt, tie)


def _over(span: Band, home: Sequence[Band]) -> list[Band]:
    """The home grades that share students with the span, best first.

    A host's grade that nobody gets is a point: the home grades on either side of it.
    """
    if span.start < span.end:
        return [band for band in home if band.shared_with(span)]
    real = (band for band in home if band.start < band.end)
    return [band for band in real if band.start <= span.start <= band.end]


def _brought_to_100(table: Sequence[GradeShare]) -> tuple[Text, ...]:
    total = total_of([share for share in table if share.passing])
    if total == 100:
        return ()
    total_text = per_cent(total, 100)
    return (
        Text(
            f"the host's passing grades add up to {total_text.en} and are brought to 100 %",
            f"прелазне оцене установе домаћина дају збир од {total_text.sr} и своде се на 100 %",
        ),
    )


def _place_of(span: Band) -> Text:
    start, end = per_cent(span.start, span.end), per_cent(span.end, span.start)
    return Text(
        f"grade {span.grade} stands from {start.en} to {end.en} of the host's passing students, "
        "counted from the best",
        f"оцена {span.grade} обухвата од {start.sr} до {end.sr} студената установе домаћина који "
        "су положили, рачунато од најбољих",
    )


def _overlaps(span: Band, over: Sequence[Band]) -> Text:
    overlaps = [band.shared_with(span) for band in over]
    shares = [
        (band.grade, per_cent(overlap, 0, *overlaps))
        for band, overlap in zip(over, overlaps, strict=True)
    ]
    return Text(
        "of that the home grades take: "
        + ", ".join(f"{grade} ({percent.en})" for grade, percent in shares),
        "од тога оцене матичне установе заузимају: "
        + ", ".join(f"{grade} ({percent.sr})" for grade, percent in shares),
    )


def _verdict(rule: ConversionRule, grade: str, tie: bool) -> Text:
    rule_text = RULES[rule]
    if tie:
        return Text(
            f"{rule_text.en}: an exact tie, which goes to the better grade: {grade}",
            f"{rule_text.sr}: потпуно једнако преклапање, узима се боља оцена: {grade}",
        )
    return Text(f"{rule_text.en}: {grade}", f"{rule_text.sr}: {grade}")


def _taken_over(grade: str, why: Text) -> Conversion:
    return Conversion(grade, None, (why,))


def _own_grade(grade: str) -> Text:
    return Text(
        f"the host grades on the home scale: {grade} stays {grade}",
        f"установа домаћин оцењује по скали матичне установе: {grade} остаје {grade}",
    )


def _letter(letter: str, grade: str) -> Text:
    return Text(
        f"the host gives ECTS grades: {letter} is {grade} on the home scale",
        f"установа домаћин даје ЕСПБ оцене: {letter} је {grade} на скали матичне установе",
    )


def _no_table(grade: str) -> Text:
    return Text(
        f"the host has no grading table, and grade {grade.strip()} is neither an ECTS grade "
        "(A to E) nor one of the home scale",
        f"установа домаћин нема табелу оцена, а оцена {grade.strip()} није ни ЕСПБ оцена "
        "(A до E) ни оцена са скале матичне установе",
    )
