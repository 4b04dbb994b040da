"""An incoming student's Transcript of Records (BMU-12b; its model is annex 7)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from actions.content import Result, TranscriptOfRecords
from rules.regulation import GradingScale
from states.dossier import TranscriptCourse
from states.text import Text
from workflows.paperwork.heading import head_of
from workflows.paperwork.matter import Matter
from workflows.paperwork.people import home_and_host, step_signatory, student_of
from workflows.paperwork.recognitions import scale_of
from workflows.paperwork.stays import academic_year, spent_period

MEANINGS: Final = {
    "A": Text("excellent with distinction", "одличан – изузетан"),
    "B": Text("excellent", "одличан"),
    "C": Text("very good", "врло добар"),
    "D": Text("good", "добар"),
    "E": Text("sufficient", "довољан"),
}
"""What the grades of annexes 7 and 11 mean, by their ECTS letters."""


def transcript_of_records(matter: Matter) -> TranscriptOfRecords:
    """What the student passed here, with local and ECTS grades and our grading system.

    Of a traineeship no results need be recorded; the transcript then says that there are none.
    """
    transcript = matter.file.transcript
    courses = transcript.courses if transcript else ()
    scale = matter.regulation.grading_scale
    first_day, last_day = spent_period(matter)
    home, _ = home_and_host("transcript_of_records", matter)
    return TranscriptOfRecords(
        head=head_of("transcript_of_records", matter),
        student=student_of(matter),
        home=home,
        academic_year=academic_year(first_day),
        first_day=first_day,
        last_day=last_day,
        results=tuple(_result(scale, course) for course in courses if course.passed),
        scale=tuple(
            replace(share, meaning=MEANINGS.get(share.ects_grade or ""))
            for share in scale_of(scale)
        ),
        signatures=(step_signatory(matter, "academic_coordinator"),),
    )


def _result(scale: GradingScale, course: TranscriptCourse) -> Result:
    letters = {step.grade: step.letter for step in scale.steps}
    grade = course.grade.strip()
    return Result(course.title, course.ects, grade, course.code, letters.get(grade))
