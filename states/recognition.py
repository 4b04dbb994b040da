"""What recognition rests on: courses, transcripts, grading tables, decisions and precedents.

Frozen facts; those that people record are forms too. ECTS, hours and per cents are exact decimals.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from states.frozen import frozen
from states.strict_forms import (
    STRICT,
    Code,
    Day,
    Ects,
    Grade,
    Hours,
    IscedField,
    Named,
    Spoken,
    Titled,
)

Duration = Literal["1S", "2S", "Y", "1T", "2T"]


@frozen
class HomeCourse:
    """A course of the home institution; `hours` are its class hours."""

    __pydantic_config__ = STRICT

    title: Named
    ects: Ects | None = None
    hours: Hours | None = None


@frozen
class GradeShare:
    """A grade and the share of passing students who get it, in per cent."""

    __pydantic_config__ = STRICT

    grade: Grade
    percent: Annotated[Decimal, Field(ge=0, le=100, decimal_places=6)]
    passing: bool = True


@frozen
class TranscriptCourse:
    """A course as a Transcript of Records shows it.

    On a transcript of our own the title is ours, `english` what it is called in English, and
    `duration` how long it lasted (annex 7).
    """

    __pydantic_config__ = STRICT

    title: Named
    ects: Ects
    grade: Grade
    passed: bool
    code: Code | None = None
    hours: Hours | None = None
    english: Titled | None = None
    duration: Duration | None = None


@frozen
class Transcript:
    """A Transcript of Records, the host's or our own; its grading table runs from the best down.

    `field` is the ISCED-F field of the studies abroad, by which a table of the office is chosen
    where the transcript holds none. On our own, `programme_semesters` is how long the study
    programme lasts, and `remarks` is what else matters (article 12).
    """

    __pydantic_config__ = STRICT

    courses: tuple[TranscriptCourse, ...]
    language: Spoken | None = None
    holds_grading_system: bool | None = None
    grading_table: tuple[GradeShare, ...] = ()
    field: IscedField | None = None
    programme_semesters: Annotated[int, Field(ge=1, le=16)] | None = None
    remarks: str | None = None


@frozen
class RecognitionDecision:
    """What one course at the host counts as: a home course, or a line of the supplement.

    An `elective` is a free elective course that counts as it is (BMU-22.9). `without_grade` where
    the host expresses that it was passed in no grade: none is converted then (BMU-22.1, 22.4).
    """

    __pydantic_config__ = STRICT

    host: Named
    home: HomeCourse | None = None
    supplement: bool = False
    elective: bool = False
    without_grade: bool = False


@frozen
class Recognition:
    """The decisions on all courses; a later record takes the place of the earlier."""

    __pydantic_config__ = STRICT

    decisions: tuple[RecognitionDecision, ...]


@frozen
class HomeCourses:
    """What the student would have had to pass at home in the semester spent abroad."""

    __pydantic_config__ = STRICT

    semester: tuple[HomeCourse, ...]


@frozen
class GradingTable:
    """The grades of an institution in a field and in years, as the office keeps them (annex 10).

    `institution` is a host's name, or None for the office's own; without `field` the table holds
    for every field, without `last_day` from its first day on. Best grade first.
    """

    id: int
    institution: str | None
    field: str | None
    first_day: Day
    last_day: Day | None
    grades: tuple[GradeShare, ...]
    source: str | None = None


@frozen
class Precedent:
    """A course of a host that a Decree recognised as a home course (BEE-L5), and where.

    `together_with` are the other host courses that replaced the same home course in that Decree.
    """

    id: int
    host: str
    course: str
    home: HomeCourse
    case: str
    decree: str
    recognised_on: Day
    together_with: tuple[str, ...] = ()
