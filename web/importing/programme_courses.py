"""Courses of the home programmes from a spreadsheet, known by programme and code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection

from persistence import programme_courses
from states.text import Text, alike
from web.importing.columns import ImportColumn
from web.importing.kinds import Entered, Entry, ImportKind, ImportPlace, Judgement, at_first
from web.messages.import_columns import COURSE_COLUMNS as WORDS
from web.register_act import register_act
from workflows.registers.programme_courses import add_course, course_errors, key_of

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
    by_key = {(alike(course.programme), course.key): course.id for course in courses}
    return [_judged(by_key, entry) for entry in entries]


def _judged(by_key: dict[tuple[str, str], int], entry: Entry) -> Judgement:
    values = entry.values
    key = key_of(values.get("code"), values.get("title", ""))
    course_id = by_key.get((alike(values.get("programme", "")), key)) if key else None
    if course_id is None:
        problems = at_first(entry, course_errors(values))
        return Judgement(problems, about=None if problems else NEW)
    about = Text("the programme has it already", "програм га већ има")
    return Judgement({}, there=True, about=about, address=f"{PAGE}/{course_id}")


def _enter(connection: Connection, place: ImportPlace, entry: Entry) -> Entered:
    course_id = add_course(register_act(place.context, connection, place.institution), entry.values)
    return Entered(Text("see it", "погледај"), f"{PAGE}/{course_id}")


COURSES: Final = ImportKind(
    "home-courses",
    Text("Home courses from a spreadsheet", "Матични предмети из табеле"),
    Text(
        "Each row enters a course of a home programme, known by its code, or by its title where it "
        "has none. One that the programme has already is not entered again.",
        "Сваки ред уписује предмет матичног програма, познат по шифри, а без шифре по називу. "
        "Предмет који програм већ има не уписује се поново.",
    ),
    "keep_partners",
    (("code", "programme"),),
    _columns,
    _judge,
    _enter,
)
