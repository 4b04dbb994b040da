"""What the forms say: the agreement as signed, and an incoming student's Transcript of Records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from actions.content.parts import (
    Head,
    Institution,
    Share,
    Signatory,
    Student,
    refuse_reversed,
)
from actions.content.words import Part, Words
from states.dossier import Agreement


@dataclass(frozen=True, slots=True)
class AgreedCourse(Part):
    """A course agreed on: the host's code and title, and the home course that it replaces."""

    title: str
    ects: Decimal
    code: str | None = None
    home: str | None = None
    home_ects: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Change(Part):
    """A course that this version deletes from the one before it, or adds to it (BMU-8e)."""

    kind: Literal["added", "deleted"]
    title: str
    ects: Decimal | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Clause(Part):
    """What an agreement without courses agrees on: outcomes, tasks, evaluation, activity."""

    heading: Words
    text: Words


@dataclass(frozen=True, slots=True)
class AgreementForm(Part):
    """An agreement as its parties signed it (BMU-8b to 8e; its model is annex 2).

    `teaching_language` is the language of the courses, `changes` those against the version
    before; a signature without a date prints an empty line to sign on.
    """

    head: Head
    agreement: Agreement
    version: int
    student: Student
    home: Institution
    host: Institution
    academic_year: str
    first_day: date
    last_day: date
    signatures: tuple[Signatory, ...]
    semesters: int | None = None
    teaching_language: Words | None = None
    courses: tuple[AgreedCourse, ...] = ()
    clauses: tuple[Clause, ...] = ()
    changes: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        refuse_reversed(self.first_day, self.last_day)
        if not (self.courses or self.clauses):
            raise ValueError("the agreement agrees on no course and on no activity")

    def totals(self) -> Mapping[str, Decimal]:
        """ECTS credits of the courses at the host."""
        return {"ects": sum((course.ects for course in self.courses), Decimal(0))}


@dataclass(frozen=True, slots=True)
class Result(Part):
    """A course that an incoming student took, with the local and the ECTS grade."""

    title: str
    ects: Decimal
    grade: str
    code: str | None = None
    ects_grade: str | None = None
    duration: Literal["1S", "2S", "Y", "1T", "2T"] = "1S"


@dataclass(frozen=True, slots=True)
class TranscriptOfRecords(Part):
    """An incoming student's results (BMU-12b; its model is annex 7), with the grading system."""

    head: Head
    student: Student
    home: Institution
    academic_year: str
    first_day: date
    last_day: date
    results: tuple[Result, ...]
    scale: tuple[Share, ...]
    signatures: tuple[Signatory, ...]

    def __post_init__(self) -> None:
        refuse_reversed(self.first_day, self.last_day)
        if not self.scale:
            raise ValueError("a transcript explains its grades, and the scale is empty")

    def totals(self) -> Mapping[str, Decimal]:
        """ECTS credits of all results."""
        return {"ects": sum((result.ects for result in self.results), Decimal(0))}
