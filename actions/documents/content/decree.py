"""What the Decree on Academic Recognition says (BMU-16; its model is annex 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Literal

from actions.documents.content.parts import (
    DocumentContent,
    Institution,
    Remedy,
    Share,
    Signatory,
    Student,
    refuse_reversed,
)
from actions.documents.content.words import Part, Words
from states.frozen import frozen
from states.text import Text


@frozen
class PassedCourse(Part):
    """A course passed at the host, under its original title; `hours` are class hours."""

    title: str
    ects: Decimal
    grade: str
    hours: Decimal | None = None


@frozen
class ReplacedCourse(Part):
    """A passed course and the home course as which it counts (BMU-22.1), in whole."""

    host: PassedCourse
    home: str
    ects: Decimal
    grade: str | Text
    hours: Decimal | None = None


@frozen
class OwedCourse(Part):
    """A course of the home institution: still to be passed (BMU-20), or what a stay counts as."""

    title: str
    ects: Decimal | None = None
    hours: Decimal | None = None


@frozen
class TraineeshipDone(Part):
    """A traineeship as the Transcript of Work certifies it (BMU-13), and what it counts as.

    `hours` are hours of work; without `counts_as` it is noted in the Diploma Supplement only.
    """

    company: str
    certified: Words | None = None
    tasks: str | None = None
    skills: str | None = None
    hours: Decimal | None = None
    counts_as: OwedCourse | None = None


@frozen
class GradeReceipt(Part):
    """How one grade became its equivalent (BMU-22.4, 23): a line for each step."""

    course: str
    host_grade: str
    home_grade: str
    lines: tuple[Words, ...]


@frozen
class Conversion(Part):
    """The rule and both tables by which grades were converted (BMU-22.4), best grade first.

    `table` says whether the host's or the home's own statistics stood (`annex_10`) or the scale
    that takes their place (`annex_11`). `chosen` tells which tables were taken and why, `ties`
    each tie and how it was settled.
    """

    rule: Literal["largest_overlap", "best", "worst"]
    table: Literal["annex_10", "annex_11"]
    host_table: tuple[Share, ...]
    home_table: tuple[Share, ...]
    receipts: tuple[GradeReceipt, ...]
    ties: tuple[Words, ...] = ()
    chosen: tuple[Words, ...] = ()

    def __post_init__(self) -> None:
        if not (self.host_table and self.home_table):
            raise ValueError("grades are converted by two tables, and one of them is empty")


@frozen
class Corrected(Part):
    """The first Decree that this one replaces after an appeal was upheld (BMU-24b).

    `upheld` is what was upheld against it, under the remedy that it bore (article 24, annex 9);
    `uncertified_on` the day on which its certification was refused (BEE-R2).
    """

    number: str
    on: date
    decision: str | None = None
    upheld: Literal["appeal", "complaint"] = "appeal"
    uncertified_on: date | None = None


@frozen
class Decree(DocumentContent):
    """All parts of BMU-16 in the order of annex 9; periods are civil dates, both included.

    Course by course: `replaced` and `supplement` (BMU-22.1 to 22.7), and `recognised` for free
    electives (BMU-22.9). Semester for semester: `recognised`, with nothing owed (BMU-22.8).
    Without `conversion` grades stay as they were. `grading_system` is the host's, as its
    transcript describes it (BMU-22.2), `petition_on` the civil date on which the student's petition
    was received. A `traineeship` may stand beside courses or by itself; it
    brings no grade.
    """

    student: Student
    academic_year: str
    semesters: tuple[Literal["winter", "summer"], ...]
    first_day: date
    last_day: date
    host: Institution
    basis: Literal["erasmus", "bilateral"]
    method: Literal["course_by_course", "semester_for_semester"]
    submitted: tuple[Words, ...]
    signatures: tuple[Signatory, ...]
    deliver_to: tuple[Words, ...]
    petition_on: date | None = None
    remedy: Remedy | None = None
    replaced: tuple[ReplacedCourse, ...] = ()
    supplement: tuple[PassedCourse, ...] = ()
    recognised: tuple[PassedCourse, ...] = ()
    conversion: Conversion | None = None
    grading_system: Words | None = None
    remaining: tuple[OwedCourse, ...] = ()
    remarks: tuple[Words, ...] = ()
    reasons: tuple[Words, ...] = ()
    appendices: tuple[Words, ...] = ()
    corrects: Corrected | None = None
    joint: tuple[Words, ...] = ()
    """How a home course that several courses replaced enters the average, once (BMU-22.5)."""
    traineeship: TraineeshipDone | None = None
    sources: Mapping[str, Words] = field(default_factory=dict)
    """What stands in brackets behind a sentence: where the regulation has its rule."""
    averaged: bool = True
    """Whether any grade of a replaced course enters the average: a pass without one does not."""

    def __post_init__(self) -> None:
        refuse_reversed(self.first_day, self.last_day)
        by_course = self.method == "course_by_course"
        if not by_course and (self.replaced or self.supplement or self.remaining):
            raise ValueError("semester for semester, no course is replaced, noted apart or owed")
        if not self.signatures:
            raise ValueError("nobody signs the Decree")

    def totals(self) -> Mapping[str, Decimal]:
        """ECTS of courses: passed at the host, as which they count, taken over, noted only, owed.

        Two courses abroad may replace one at home, and one abroad two: each counts once.
        """
        passed_ects = {line.host.title: line.host.ects for line in self.replaced}
        replaced_ects = {line.home: line.ects for line in self.replaced}
        return {
            "host": sum(passed_ects.values(), Decimal(0)),
            "replaced": sum(replaced_ects.values(), Decimal(0)),
            "recognised": sum((course.ects for course in self.recognised), Decimal(0)),
            "noted": sum((course.ects for course in self.supplement), Decimal(0)),
            "owed": sum((course.ects or Decimal(0) for course in self.remaining), Decimal(0)),
        }
