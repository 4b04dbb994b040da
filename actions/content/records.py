"""What an incoming student's Transcript of Records says."""

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
from actions.content.words import Part


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
