"""Guards of the Transcript of Records that a student of ours asks for: BMU-12a (article 12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rules.guards.wording import guard_reason, listed
from rules.parameters import Parameters, grading_scale
from states.dossier import Dossier
from states.reasons import GuardReason
from states.recognition import Transcript


def own_transcript_complete(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-12a: exams passed with name, grade and ECTS, and the length of the study programme.

    Grades are those of the home `grading_scale`. Without exams there is nothing to certify.
    """
    transcript = dossier.transcript
    if transcript is None or not any(course.passed for course in transcript.courses):
        message = ("No passed exam has been recorded.", "Није евидентиран ниједан положен испит.")
        remedy = (
            "Record the transcript: each exam with its name, grade and ECTS.",
            "Евидентирати препис оцена: сваки испит са називом, оценом и ЕСПБ.",
        )
        return [guard_reason(message, remedy)]
    return [*_without_length(transcript), *_foreign_grades(transcript, parameters)]


def _without_length(transcript: Transcript) -> Iterator[GuardReason]:
    if transcript.programme_semesters is None:
        message = (
            "The length of the study programme is not recorded.",
            "Није евидентирано трајање студијског програма.",
        )
        remedy = (
            "Record the transcript with `programme_semesters`.",
            "Евидентирати препис оцена са бројем семестара студијског програма.",
        )
        yield guard_reason(message, remedy)


def _foreign_grades(transcript: Transcript, parameters: Parameters) -> Iterator[GuardReason]:
    home_grades = [share.grade for share in grading_scale(parameters)]
    for course in transcript.courses:
        if course.passed and course.grade.strip() not in home_grades:
            message = (
                "Grade {grade} in “{title}” is not a grade of ours: {known}.",
                "Оцена {grade} из предмета „{title}“ није наша оцена: {known}.",
            )
            remedy = ("Record the grade as it was given.", "Евидентирати оцену како је дата.")
            yield guard_reason(
                message, remedy, grade=course.grade, title=course.title, known=listed(home_grades)
            )
