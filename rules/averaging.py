"""The one grade with which a home course enters the average, where several courses replaced it.

The rulebook is silent here: BMU-22.1 lets the home course count as passed, once, with its own ECTS
(BMU-22.6), and so it can enter the average only once (BMU-22.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from rules.wording import format_text, listed
from states.frozen import frozen
from states.recognition import GradeShare, HomeCourse, TranscriptCourse
from states.text import Text


@frozen
class Joint:
    """A home course that several host courses replaced together, each with its converted grade."""

    home: HomeCourse
    parts: tuple[tuple[TranscriptCourse, str], ...]
    grade: str


def joint(
    home: HomeCourse,
    parts: Sequence[tuple[TranscriptCourse, str]],
    scale: Sequence[GradeShare],
) -> Joint:
    """The mean of the converted grades on the home scale, weighted by the host's ECTS.

    It is taken to the nearest grade, a half to the better one; courses that carry no ECTS at all
    weigh the same. The scale runs from the best grade down and holds every part's grade, else
    ValueError.
    """
    passing_grades = [share.grade for share in scale if share.passing]
    places = [Fraction(passing_grades.index(grade)) for _, grade in parts]
    weights = [Fraction(course.ects) for course, _ in parts]
    if not any(weights):
        weights = [Fraction(1)] * len(places)
    mean = sum(p * w for p, w in zip(places, weights, strict=True)) / sum(weights)
    return Joint(home, tuple(parts), passing_grades[ceil(mean - Fraction(1, 2))])


def counted_once(grade_of_several: Joint) -> Text:
    """With which grade a home course enters the average that several courses replaced."""
    parts = listed(
        format_text("“{title}” {grade}", "„{title}“ {grade}", title=course.title, grade=grade)
        for course, grade in grade_of_several.parts
    )
    return format_text(
        "“{home}” enters the average once, with grade {grade}: the mean of {parts}, weighted by "
        "the host's ECTS, to the nearest grade, a half to the better one",
        "„{home}“ улази у просек једном, са оценом {grade}: просек оцена {parts}, према ЕСПБ "
        "установе домаћина, заокружен на најближу оцену, а половина на бољу",
        home=grade_of_several.home.title,
        grade=grade_of_several.grade,
        parts=parts,
    )
