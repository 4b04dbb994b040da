"""What our own transcripts say: of records (annex 7) and of work (annex 8)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from actions.documents.content.parts import (
    DocumentContent,
    Institution,
    Share,
    Signatory,
    Student,
    refuse_reversed,
)
from actions.documents.content.words import Part, Words
from states.frozen import frozen
from states.recognition import Duration


@frozen
class Result(Part):
    """A course that the student passed here, with the local and the ECTS grade."""

    title: Words
    ects: Decimal
    grade: str
    code: str | None = None
    ects_grade: str | None = None
    duration: Duration | None = None


@frozen
class Contact(Part):
    """The ECTS coordinator of an institution, whom a reader of the transcript may ask."""

    name: Words | None = None
    phone: str | None = None
    fax: str | None = None
    email: str | None = None


@frozen
class NotPassed(Part):
    """The grade with which an exam is not passed, and its ECTS letter."""

    grade: str
    ects_grade: str
    meaning: Words


@frozen
class TranscriptOfRecords(DocumentContent):
    """A student's results with our grading system (BMU-12a, BMU-12b; its model is annex 7).

    Of an incoming student `home`, whom to ask there and the stay's civil dates are known; a student
    of ours has none of these. `faculty` is the one of ours that the student belongs to.
    `programme_semesters` is how long the study programme lasts (article
    12). What nobody recorded is left open, to be filled in by hand.
    """

    student: Student
    academic_year: str
    results: tuple[Result, ...]
    scale: tuple[Share, ...]
    signatures: tuple[Signatory, ...]
    home: Institution | None = None
    first_day: date | None = None
    last_day: date | None = None
    programme_semesters: int | None = None
    faculty: Words | None = None
    coordinator: Contact | None = None
    home_coordinator: Contact | None = None
    not_passed: NotPassed | None = None
    remarks: Words | None = None

    def __post_init__(self) -> None:
        refuse_reversed(self.first_day, self.last_day)
        if not self.scale:
            raise ValueError("a transcript explains its grades, and the scale is empty")

    def totals(self) -> Mapping[str, Decimal]:
        """ECTS credits of all results."""
        return {"ects": sum((result.ects for result in self.results), Decimal(0))}


@frozen
class TranscriptOfWork(DocumentContent):
    """What a trainee did here (BMU-13; its model is annex 8); the stay's days are civil dates.

    What nobody recorded is left open, to be filled in by hand before the document is signed.
    """

    student: Student
    first_day: date
    last_day: date
    signatures: tuple[Signatory, ...]
    company: str | None = None
    student_address: str | None = None
    home: Institution | None = None
    company_type: str | None = None
    address: Words | None = None
    country: Words | None = None
    tasks: str | None = None
    skills: str | None = None
    hours_per_day: Decimal | None = None
    days_per_week: int | None = None
    hours: Decimal | None = None

    def __post_init__(self) -> None:
        refuse_reversed(self.first_day, self.last_day)
