"""What is wrong with a fact of recognition as a whole: no field shows it alone, all of them do.

A transcript is held against its grading table, decisions against the transcript. Pure; what a form
refuses by itself (a negative number of ECTS) is found before.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from rules.grading_tables import HOST, find_passing, grading_table_error, is_no_grade
from rules.recognition import untaken
from rules.regulation import GradingScale
from rules.table_choice import tables_of
from rules.traineeships import places_of_work
from rules.wording import format_text, listed
from states.dossier import Dossier
from states.fact_declaration import Payload
from states.frozen import frozen
from states.recognition import (
    GradeShare,
    HomeCourses,
    Recognition,
    RecognitionDecision,
    Transcript,
    TranscriptCourse,
)
from states.text import Text, alike

NO_COURSE: Final = Text("no course", "ниједан предмет")


@frozen
class FieldError:
    """What is wrong, at which place of the form (`courses.0.grade`), and what it is about.

    `grades` stand under the rules of conversion; `courses`, `days`, what the `call` offers and what
    the office's own `registers` tell under the rule of the fact or the step itself.
    """

    path: str
    message: Text
    about: Literal["grades", "courses", "days", "call", "registers"]


def wrong_day(path: str, en: str, sr: str, **facts: date) -> FieldError:
    """A day that can't be, in a sentence with the days that it is held against."""
    # As people write it in a form, where the sentence stands beside what they wrote.
    day_texts = {name: Text(day.isoformat(), day.isoformat()) for name, day in facts.items()}
    return FieldError(path, format_text(en, sr, **day_texts), "days")


def payload_errors(
    form: str, value: Payload, dossier: Dossier, scale: GradingScale
) -> tuple[FieldError, ...]:
    """Every fault of a fact that is to go into the dossier; empty for facts that have no checks.

    `scale` is the ECTS scale of the regulation.
    """
    check = _CHECKS.get(form)
    return tuple(check(value, dossier, scale)) if check else ()


def _transcript(value: Transcript, dossier: Dossier, scale: GradingScale) -> Iterator[FieldError]:
    yield from _twice(value.courses)
    if value.grading_table and (wrong := grading_table_error(value.grading_table, HOST)):
        yield FieldError("grading_table", wrong, "grades")
        return
    tables = tables_of(replace(dossier, transcript=value), scale.shares(), scale.source)
    for place, course in enumerate(value.courses):
        if course.passed and tables.host:
            yield from _not_in_table(place, course, tables.host, tables.host_named)


def _not_in_table(
    place: int, course: TranscriptCourse, table: Sequence[GradeShare], table_name: Text
) -> Iterator[FieldError]:
    why = find_passing(course.grade, table)
    if not isinstance(why, Text) or is_no_grade(course.grade, table):
        return
    passing_grades = listed(share.grade for share in table if share.passing)
    sentence = format_text(
        "“{title}” was passed with {grade}, but {why}: grades that pass in {table} are {known}",
        "„{title}“ је положен са оценом {grade}, али {why}: прелазне оцене ({table}) су {known}",
        title=course.title,
        grade=course.grade,
        why=why,
        table=table_name,
        known=passing_grades,
    )
    yield FieldError(f"courses.{place}.grade", sentence, "grades")


def _twice(courses: Sequence[TranscriptCourse]) -> Iterator[FieldError]:
    """A course is decided by its title, and known by its code: neither stands twice."""
    by_code = _again(alike(course.code) if course.code else place
                     for place, course in enumerate(courses))  # fmt: skip
    by_title = _again(alike(course.title) for course in courses)
    for place, before in sorted({**by_code, **by_title}.items()):
        sentence = format_text(
            "“{title}” stands here a second time (first in line {line}); record the attempt that "
            "counts, or tell the two apart by title and code",
            "„{title}“ је наведен други пут (први пут у реду {line}); унесите покушај који се "
            "рачуна или два предмета разликујте називом и шифром",
            title=courses[place].title,
            line=before + 1,
        )
        yield FieldError(f"courses.{place}.title", sentence, "courses")


def _again(keys: Iterable[Hashable]) -> dict[int, int]:
    """The place of each key that stood there before, and where it stood first."""
    first: dict[Hashable, int] = {}
    earliest = ((place, first.setdefault(key, place)) for place, key in enumerate(keys))
    return {place: before for place, before in earliest if before != place}


def _recognition(value: Recognition, dossier: Dossier, scale: GradingScale) -> Iterator[FieldError]:
    decisions = value.decisions
    if dossier.transcript is not None:
        titles = listed(course.title for course in dossier.transcript.courses)
        work = places_of_work(dossier) | {alike(dossier.host or "")}
        for place in untaken(decisions, dossier.transcript, work):
            sentence = format_text(
                "nobody took “{title}”: the transcript holds {taken}",
                "нико није слушао „{title}“: препис садржи {taken}",
                title=decisions[place].host,
                taken=titles if dossier.transcript.courses else NO_COURSE,
            )
            yield FieldError(f"decisions.{place}.host", sentence, "courses")
    courses = (
        (alike(decision.host), alike(decision.home.title) if decision.home else "")
        for decision in decisions
    )
    for place, before in _again(courses).items():
        sentence = format_text(
            "“{title}” is decided here a second time (first in line {line})",
            "о предмету „{title}“ овде је одлучено други пут (први пут у реду {line})",
            title=decisions[place].host,
            line=before + 1,
        )
        yield FieldError(f"decisions.{place}.host", sentence, "courses")
    yield from _contradictory(decisions)


def _contradictory(decisions: Sequence[RecognitionDecision]) -> Iterator[FieldError]:
    """A home course has one number of ECTS and of class hours, whatever replaces it (BMU-22.1)."""
    first_lines: dict[tuple[str, str], tuple[int, Decimal]] = {}
    for place, decision in enumerate(decisions):
        if decision.home is None:
            continue
        for name, number in (("ects", decision.home.ects), ("hours", decision.home.hours)):
            if number is None:
                continue
            key = (alike(decision.home.title), name)
            line, told_number = first_lines.setdefault(key, (place, number))
            if number != told_number:
                sentence = format_text(
                    "“{title}” has {other} here, and {number} in line {line}: it is one course",
                    "„{title}“ овде има {other}, а у реду {line} {number}: предмет је исти",
                    title=decision.home.title,
                    other=number,
                    number=told_number,
                    line=line + 1,
                )
                yield FieldError(f"decisions.{place}.home.{name}", sentence, "courses")


def _home_courses(
    value: HomeCourses, dossier: Dossier, scale: GradingScale
) -> Iterator[FieldError]:
    for place in _again(alike(course.title) for course in value.semester):
        sentence = format_text(
            "“{title}” stands in the semester a second time",
            "„{title}“ је у семестру наведен други пут",
            title=value.semester[place].title,
        )
        yield FieldError(f"semester.{place}.title", sentence, "courses")


Check = Callable[[Any, Dossier, GradingScale], Iterator[FieldError]]

_CHECKS: Final[Mapping[str, Check]] = {
    "transcript": _transcript,
    "recognition": _recognition,
    "home_courses": _home_courses,
}
