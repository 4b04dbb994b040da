"""Our own transcripts: of records (BMU-12a, BMU-12b; annex 7) and of work (BMU-13; annex 8)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from actions.documents.content import (
    Contact,
    NotPassed,
    Result,
    Signatory,
    TranscriptOfRecords,
    TranscriptOfWork,
)
from actions.documents.context import DocumentContext
from actions.documents.letterhead import letterhead_of
from actions.documents.people import (
    home_and_host,
    signed_by_step,
    student_of,
)
from actions.documents.recognitions import scale_of
from actions.documents.stays import academic_year, spent_period
from rules.regulation import GradingScale
from states.recognition import TranscriptCourse
from states.text import Text, serbian_in_latin
from states.traineeships import Traineeship

MEANINGS: Final = {
    "A": Text("excellent with distinction", "одличан – изузетан"),
    "B": Text("excellent", "одличан"),
    "C": Text("very good", "врло добар"),
    "D": Text("good", "добар"),
    "E": Text("sufficient", "довољан"),
}
"""What the grades of annexes 7 and 11 mean, by their ECTS letters."""

NOT_PASSED: Final = NotPassed("5", "F", Text("insufficient", "недовољан"))
"""The grade below the scale (annexes 7 and 11)."""

_PROVIDER: Final = Text(
    "Name and function of the internship provider", "Име и функција лица одговорног за праксу"
)


def transcript_of_records(context: DocumentContext) -> TranscriptOfRecords:
    """What the student passed here, with local and ECTS grades and our grading system.

    An incoming student's names the stay and the home institution; one that a student of ours asks
    for names neither, and the academic year is that of its day.
    """
    transcript = context.file.transcript
    courses = transcript.courses if transcript else ()
    scale = context.regulation.grading_scale
    first_day, last_day = spent_period(context) if context.incoming else (None, None)
    home = home_and_host("transcript_of_records", context)[0] if context.incoming else None
    return TranscriptOfRecords(
        head=letterhead_of("transcript_of_records", context),
        student=student_of(context),
        home=home,
        academic_year=academic_year(first_day or context.today, last_day or context.today),
        first_day=first_day,
        last_day=last_day,
        results=tuple(_result(scale, course) for course in courses if course.passed),
        scale=tuple(
            replace(share, meaning=MEANINGS.get(share.ects_grade or ""))
            for share in scale_of(scale)
        ),
        signatures=signed_by_step(context, "academic_coordinator"),
        programme_semesters=transcript.programme_semesters if transcript else None,
        faculty=_faculty(context),
        coordinator=_coordinator(context),
        home_coordinator=Contact(home.contact, email=home.email) if home else None,
        not_passed=NOT_PASSED,
        remarks=(transcript.remarks or None) if transcript else None,
    )


def transcript_of_work(context: DocumentContext) -> TranscriptOfWork:
    """What an incoming trainee did here, as recorded: what was agreed on certifies nothing."""
    traineeship = context.file.traineeship
    first_day, last_day = spent_period(context)
    home, _ = home_and_host("transcript_of_work", context)
    head = letterhead_of("transcript_of_work", context)
    certified_values = _certified(traineeship) if traineeship else {}
    return TranscriptOfWork(
        head=head,
        student=student_of(context),
        home=home,
        first_day=first_day,
        last_day=last_day,
        signatures=_of_the_provider(context, traineeship),
        **certified_values,
    )


def _certified(traineeship: Traineeship) -> dict[str, Any]:
    """What the transcript says as the traineeship's record has it."""
    names = (
        "company", "company_type", "address", "country", "tasks", "skills", "hours_per_day",
        "days_per_week", "hours", "student_address",
    )  # fmt: skip
    return {name: getattr(traineeship, name) for name in names}


def _of_the_provider(
    context: DocumentContext, traineeship: Traineeship | None
) -> tuple[Signatory, ...]:
    """Who answered for the trainee, who writes the name where it is not recorded; who issues it."""
    provider = Signatory(
        (traineeship and traineeship.function) or _PROVIDER,
        traineeship.provider if traineeship else None,
    )
    return provider, *signed_by_step(context, "academic_coordinator")


def _faculty(context: DocumentContext) -> Text | None:
    """The faculty of ours that is recorded of the student (annexes 6 and 7)."""
    faculty = context.office.settings.home.faculty(context.file.candidate.faculty)
    return faculty.name if faculty else None


def _coordinator(context: DocumentContext) -> Contact:
    desk = context.office.settings.institution
    if desk.key != context.definition.institution:
        return Contact(context.signers.get("academic_coordinator"))
    return Contact(
        context.signers.get("academic_coordinator"),
        desk.phone or None,
        desk.fax or None,
        desk.email,
    )


def _result(scale: GradingScale, course: TranscriptCourse) -> Result:
    letters = {step.grade: step.letter for step in scale.steps}
    grade = course.grade.strip()
    return Result(
        title=Text(course.english or serbian_in_latin(course.title), course.title),
        ects=course.ects,
        grade=grade,
        code=course.code,
        ects_grade=letters.get(grade),
        duration=course.duration,
    )
