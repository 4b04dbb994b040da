"""Guards of the transcripts that we issue: BMU-12a to students of ours, BMU-12b to guests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from rules.guards.wording import guard_reason, listed
from rules.parameters import Parameters, grading_scale, words
from states.dossier import Dossier
from states.facts import FACTS, fact_title
from states.reasons import GuardReason
from states.recognition import Transcript
from states.text import Text

TRANSCRIPT: Final = "transcript"
"""The fact of which it is known what its results are: courses."""

PASSED: Final = Text("passed", "положено")
NOT_PASSED: Final = Text("not passed", "није положено")


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
        return [guard_reason(message, remedy, by=("transcript",))]
    return [*_without_length(transcript), *_foreign_grades(transcript, parameters)]


def results_recorded(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BMU-12b: what is issued certifies results, so at least one of the facts in `of` is there.

    A transcript without a single course certifies nothing.
    """
    facts = words(parameters, "of")
    if any(_has_results(dossier, fact) for fact in facts):
        return []
    message = (
        "No results of {name} are recorded: there is nothing to certify.",
        "{name}: резултати нису евидентирани, па се нема шта потврдити.",
    )
    remedy = (
        "Record what was done and achieved: {facts}.",
        "Евидентирати шта је урађено и постигнуто: {facts}.",
    )
    titles = listed(fact_title(fact) for fact in facts)
    return [guard_reason(message, remedy, name=dossier.candidate.name, facts=titles, by=facts)]


def nothing_to_certify(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-12b: who has results is issued what certifies them, so none of the facts in `of` has any.

    An exam that was not passed is a result, too.
    """
    recorded_facts = [fact for fact in words(parameters, "of") if _has_results(dossier, fact)]
    if not recorded_facts:
        return []
    message = (
        "Results of {name} are recorded, and are certified: {facts}.",
        "{name}: резултати су евидентирани и потврђују се: {facts}.",
    )
    remedy = (
        "Issue what certifies them; what was recorded wrongly is withdrawn first.",
        "Издати исправу о резултатима; оно што је погрешно евидентирано претходно повући.",
    )
    titles = listed(fact_title(fact) for fact in recorded_facts)
    name = dossier.candidate.name
    return [guard_reason(message, remedy, name=name, facts=titles, by=("withdrawn_record",))]


def grades_are_ours(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BMU-12b: the transcript that we issue explains our grades, so it holds no others.

    What was passed has one of the home `grading_scale`, what was not one of `failing_grades`.
    """
    return list(_foreign_grades(dossier.transcript, parameters)) if dossier.transcript else []


def _has_results(dossier: Dossier, fact: str) -> bool:
    if fact == TRANSCRIPT:
        return dossier.transcript is not None and bool(dossier.transcript.courses)
    return bool(FACTS[fact].recorded_in(dossier)) if fact in FACTS else False


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
        yield guard_reason(message, remedy, by=("transcript",))


def _foreign_grades(transcript: Transcript, parameters: Parameters) -> Iterator[GuardReason]:
    passing_grades = [share.grade for share in grading_scale(parameters)]
    failing = words(parameters, "failing_grades") if "failing_grades" in parameters else None
    for course in transcript.courses:
        home_grades = passing_grades if course.passed else failing
        if home_grades is not None and course.grade.strip() not in home_grades:
            message = (
                "Grade {grade} in “{title}” ({passed}) is not a grade of ours: {known}.",
                "Оцена {grade} из предмета „{title}“ ({passed}) није наша оцена: {known}.",
            )
            remedy = (
                "Record the transcript with the grade that was given by our scale.",
                "Евидентирати препис са оценом датом по нашој скали.",
            )
            yield guard_reason(
                message,
                remedy,
                grade=course.grade,
                title=course.title,
                passed=PASSED if course.passed else NOT_PASSED,
                known=listed(home_grades),
                by=("transcript",),
            )
