"""Guards of the Transcript of Records that a student of ours asks for: BMU-12a (article 12)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from rules.guards.wording import guard_reason, listed
from states.dossier import Dossier
from states.reasons import GuardReason
from states.recognition import Transcript


def own_transcript_complete(
    dossier: Dossier, parameters: Mapping[str, Any], now: datetime
) -> list[GuardReason]:
    """BMU-12a: exams passed with name, grade and ECTS, and the length of the study programme.

    Grades are those of the home `grading_scale`. Without exams there is nothing to certify.
    """
    transcript = dossier.transcript
    if transcript is None or not any(course.passed for course in transcript.courses):
        found = ("No passed exam has been recorded.", "Није евидентиран ниједан положен испит.")
        remedy = (
            "Record the transcript: each exam with its name, grade and ECTS.",
            "Евидентирати препис оцена: сваки испит са називом, оценом и ЕСПБ.",
        )
        return [guard_reason(found, remedy)]
    return [*_without_length(transcript), *_foreign_grades(transcript, parameters)]


def _without_length(transcript: Transcript) -> Iterator[GuardReason]:
    if transcript.programme_semesters is None:
        found = (
            "The length of the study programme is not recorded.",
            "Није евидентирано трајање студијског програма.",
        )
        remedy = (
            "Record the transcript with `programme_semesters`.",
            "Евидентирати препис оцена са бројем семестара студијског програма.",
        )
        yield guard_reason(found, remedy)


def _foreign_grades(transcript: Transcript, parameters: Mapping[str, Any]) -> Iterator[GuardReason]:
    known = [share.grade for share in parameters["grading_scale"]]
    for course in transcript.courses:
        if course.passed and course.grade.strip() not in known:
            found = (
                "Grade {grade} in “{title}” is not a grade of ours: {known}.",
                "Оцена {grade} из предмета „{title}“ није наша оцена: {known}.",
            )
            remedy = ("Record the grade as it was given.", "Евидентирати оцену како је дата.")
            yield guard_reason(
                found, remedy, grade=course.grade, title=course.title, known=listed(known)
            )
