"""What a new version of an agreement changes, in words: courses with their ECTS, and its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from rules.guards.agreement import TRAINING_PARTS
from rules.wording import listed
from states.agreements import STUDY_PLAN, CourseChange, Differences, TermChange
from states.dossier import Course
from states.localization import decimal_text
from states.text import Text, serbian_in_latin
from states.vocabulary import DOCUMENT_KINDS, SPOKEN

CHANGES: Final = {
    "added": Text("added", "додато"),
    "removed": Text("removed", "изостављено"),
    "replaced": Text("replaced", "замењено"),
    "changed": Text("changed", "измењено"),
}
"""What can happen to a course between two versions."""

TERMS: Final = {
    **TRAINING_PARTS,
    "activity": Text("activity", "активност"),
    "teaching_hours": Text("hours of teaching", "часови наставе"),
    "language": Text("language", "језик"),
    "semesters": Text("number of semesters", "број семестара"),
    "purpose": Text("purpose", "сврха"),
    "insurance_agreed_otherwise": Text(
        "insurance otherwise, by the agreement between the institutions",
        "осигурање другачије уређено споразумом установа",
    ),
    "further_documents": Text("further documents after the return", "друга документа по повратку"),
}
"""The parts of an agreement that are no courses (BMU-8c, BMU-11, BMU-30, BMU-31a, 31b)."""

PURPOSES: Final[Mapping[str, Text]] = {
    "study": Text("studies", "студије"),
    "thesis": Text("work on the final thesis", "израда завршног рада"),
    "doctoral": Text("work on the doctoral dissertation", "израда докторске дисертације"),
}
"""What a student's mobility is for, as papers say it."""

_NAMED: Final[Mapping[str, Mapping[str, Text]]] = {"language": SPOKEN, "purpose": PURPOSES}
"""The parts whose values are keys, and the words of each."""

YES_NO: Final = {True: Text("yes", "да"), False: Text("no", "не")}
_NOTHING: Final = Text("not given", "није наведено")


def name_of(number: int) -> Text:
    """How a version is named: the Study Plan, version 1, version 2."""
    if number == STUDY_PLAN:
        return DOCUMENT_KINDS["study_plan"]
    return Text(f"version {number}", f"верзија {number}")


def difference_lines(differences: Differences) -> Iterator[Text]:
    """A line for each change, and the ECTS of all courses before and after (BMU-8e)."""
    for change in differences.courses:
        yield course_line(change)
    for term in differences.terms:
        yield term_line(term)
    if differences.courses:
        before, after = plain(differences.ects_before), plain(differences.ects_after)
        yield Text(
            f"ECTS in all: {before.en} → {after.en}", f"ЕСПБ укупно: {before.sr} → {after.sr}"
        )


def course_line(change: CourseChange) -> Text:
    """`replaced: FRA.001 French, 4 ECTS → GER.001 German for Beginners, 6 ECTS`."""
    kind = CHANGES[change.kind]
    courses = [
        course_words(course) for course in (change.before, change.after) if course is not None
    ]
    return Text(
        f"{kind.en}: {' → '.join(course.en for course in courses)}",
        f"{kind.sr}: {' → '.join(course.sr for course in courses)}",
    )


def course_words(course: Course, with_ects: bool = True) -> Text:
    """A course in one line: code, title, ECTS, semester, and the home course that it replaces."""
    name = " ".join(part for part in (course.code, course.title) if part)
    ects, home = plain(course.ects), course.replaces
    ects_part = Text(f", {ects.en} ECTS", f", {ects.sr} ЕСПБ") if with_ects else Text("", "")
    term = course.semester
    taken_in = Text(f", semester {term}", f", семестар {term}") if term else Text("", "")
    return Text(
        f"{name}{ects_part.en}{taken_in.en}"
        + (f" (for {serbian_in_latin(home.title)})" if home else ""),
        f"{name}{ects_part.sr}{taken_in.sr}" + (f" (за: {home.title})" if home else ""),
    )


def term_line(change: TermChange) -> Text:
    """`tasks: Write tests → Write and run tests`."""
    name, (before, after) = TERMS[change.name], sides_of(change)
    return Text(f"{name.en}: {before.en} → {after.en}", f"{name.sr}: {before.sr} → {after.sr}")


def sides_of(change: TermChange) -> tuple[Text, Text]:
    """What stood before and what stands after, in words."""
    names = _NAMED.get(change.name, {})
    before, after = (names.get(value) or plain(value) for value in (change.before, change.after))
    return before, after


def plain(value: object) -> Text:
    """A value of an agreement as people write it; one that is not there says so."""
    if value in (None, "", ()):
        return _NOTHING
    if isinstance(value, bool):
        return YES_NO[value]
    if isinstance(value, tuple):
        return listed(DOCUMENT_KINDS[kind] for kind in value)
    if isinstance(value, Decimal):
        return decimal_text(value)
    return Text(str(value), str(value))
