"""Courses of the home programmes from a spreadsheet, known by programme and code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from persistence import programme_courses
from persistence.programme_courses import ProgrammeCourse
from states.text import Text, alike
from web.importing.columns import ImportColumn
from web.importing.corrections import CORRECTED, corrections, difference_in_words
from web.importing.kinds import Entered, Entry, ImportKind, ImportPlace, Judgement, at_first
from web.messages.import_columns import COURSE_COLUMNS as WORDS
from web.register_act import register_act
from workflows.registers.programme_courses import (
    add_course,
    change_course,
    course_errors,
    key_of,
)

ByKey = Mapping[tuple[str, str], ProgrammeCourse]
PAGE: Final = "/reference/home-courses"
NEW: Final = Text("new course", "нови предмет")


def _columns(place: ImportPlace) -> tuple[ImportColumn, ...]:
    def column(name: str, **more: object) -> ImportColumn:
        titles, hint, example = WORDS[name]
        return ImportColumn(name, titles, hint, example=example, **more)  # type: ignore[arg-type]

    return (
        column("code", longest=60),
        column("title", required=True),
        column("english"),
        column("programme", longest=200),
        column("semester", kind="whole"),
        column("ects", kind="number"),
        column("hours", kind="number"),
    )


def _judge(connection: Connection, place: ImportPlace, entries: Sequence[Entry]) -> list[Judgement]:
    courses = programme_courses.every(connection, place.institution)
    by_key = {(alike(course.programme), course.key): course for course in courses}
    return [_judged(by_key, _columns(place), entry) for entry in entries]


def _judged(by_key: ByKey, columns: Sequence[ImportColumn], entry: Entry) -> Judgement:
    values, course = entry.values, _found(by_key, entry.values)
    if course is None:
        problems = at_first(entry, course_errors(values))
        return Judgement(problems, about=None if problems else NEW)
    stands, address = _as_row(course), f"{PAGE}/{course.id}"
    if changed_values := corrections(stands, values):
        problems = at_first(entry, course_errors({**stands, **changed_values}))
        about = difference_in_words(columns, stands, changed_values)
        return Judgement(problems, about=about, address=address, corrects=True)
    about = Text("the programme has it already", "програм га већ има")
    return Judgement({}, there=True, about=about, address=address)


def _found(by_key: ByKey, values: Mapping[str, str]) -> ProgrammeCourse | None:
    """The course that a row means."""
    key = key_of(values.get("code"), values.get("title", ""))
    return by_key.get((alike(values.get("programme", "")), key)) if key else None


def _enter(connection: Connection, place: ImportPlace, entry: Entry) -> Entered:
    act, values = register_act(place.context, connection, place.institution), entry.values
    courses = programme_courses.every(connection, place.institution)
    course = _found(
        {
            (alike(listed_course.programme), listed_course.key): listed_course
            for listed_course in courses
        },
        values,
    )
    if course is not None:
        stands = _as_row(course)
        key_values = {"code": course.code or "", "programme": course.programme}
        change_course(act, course.id, {**key_values, **stands, **corrections(stands, values)})
        return Entered(CORRECTED, f"{PAGE}/{course.id}")
    return Entered(Text("see it", "погледај"), f"{PAGE}/{add_course(act, values)}")


def _as_row(course: ProgrammeCourse) -> dict[str, str]:
    """A course as a row has it, but for the code and programme that it is known by."""
    parts = ("title", "english", "semester", "ects", "hours")
    return {name: str(getattr(course, name) or "") for name in parts}


COURSES: Final = ImportKind(
    "home-courses",
    Text("Home courses from a spreadsheet", "Матични предмети из табеле"),
    Text(
        "Each row enters a course of a home programme, known by its code, or by its title where it "
        "has none. One that the programme has already is not entered again; what its row has "
        "otherwise is shown, and corrected only where you tick it.",
        "Сваки ред уписује предмет матичног програма, познат по шифри, а без шифре по називу. "
        "Предмет који програм већ има не уписује се поново; оно што је у реду другачије се "
        "приказује и исправља само ако ред означите.",
    ),
    "keep_partners",
    (("code", "programme"),),
    _columns,
    _judge,
    _enter,
)
