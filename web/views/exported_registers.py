"""Registers, the ledger and a ranking list as spreadsheets have them.

Partners, home courses and grading tables have the columns of their import: what was taken along
and corrected can be read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Final

from office.settings import ClosedDays
from persistence.home_courses import NamedCourse
from persistence.partners import Partner
from persistence.precedents import Registered
from persistence.programme_courses import ProgrammeCourse
from persistence.ranking_lists import Place
from rules.calendar import Closure
from states.recognition import GradingTable
from states.text import Text
from states.vocabulary import SPOKEN
from web.exports import Column, Export, Row
from web.messages.export_headings import REGISTER_HEADINGS
from web.messages.import_columns import (
    COURSE_COLUMNS,
    PARTNER_COLUMNS,
    TABLE_COLUMNS,
    ColumnWords,
)
from web.messages.values import VALUES
from web.views.escalations import LevelLine

_PARTNER: Final = (
    "name", "email", "country", "erasmus_code", "address", "contact", "language",
    "numbers_courses",
)  # fmt: skip
_TABLE: Final = ("institution", "field", "from", "to", "grade", "percent", "passing", "source")
_COURSE: Final = ("code", "title", "english", "programme", "semester", "ects", "hours")
_WIDE: Final[Mapping[str, int]] = {"name": 40, "title": 40, "address": 40, "why": 60, "detail": 50}


def exported_partners(partners: Iterable[Partner]) -> Export:
    """The register of partners, as its import reads it."""
    rows = (
        (
            partner.name, partner.email, partner.country, partner.erasmus_code, partner.address,
            partner.contact,
            SPOKEN.get(partner.language or ""), partner.numbers_courses,
        )
        for partner in partners
    )  # fmt: skip
    title = REGISTER_HEADINGS["partners"]
    return Export("partners", title, _imported(PARTNER_COLUMNS, _PARTNER), rows)


def exported_courses(courses: Iterable[ProgrammeCourse]) -> Export:
    """The courses of the home programmes, as their import reads them."""
    rows = (
        (
            course.code,
            course.title,
            course.english,
            course.programme,
            course.semester,
            course.ects,
            course.hours,
        )
        for course in courses
    )
    title = REGISTER_HEADINGS["courses"]
    return Export("home-courses", title, _imported(COURSE_COLUMNS, _COURSE), rows)


def exported_named_courses(courses: Iterable[NamedCourse]) -> Export:
    """The home courses that Decrees have named, each with how often."""
    rows = ((course.title, course.ects, course.hours, course.times) for course in courses)
    columns = _columns(("home_course", "ects", "hours", "times_recognised"))
    return Export("named-courses", REGISTER_HEADINGS["named_courses"], columns, rows)


def exported_tables(tables: Iterable[GradingTable]) -> Export:
    """The grading tables that hold, a grade a row, as their import reads them."""
    rows = (
        (
            table.institution, table.field, table.first_day, table.last_day, share.grade,
            share.percent,
            share.passing, table.source,
        )
        for table in tables
        for share in table.grades
    )  # fmt: skip
    return Export(
        "grading-tables", REGISTER_HEADINGS["tables"], _imported(TABLE_COLUMNS, _TABLE), rows
    )


def exported_closures(closures: Iterable[Closure | ClosedDays]) -> Export:
    """The days on which the office is closed, in their order."""
    in_order = sorted(closures, key=attrgetter("first_day", "last_day"))
    rows = ((closure.first_day, closure.last_day, closure.reason) for closure in in_order)
    columns = _columns(("first_day", "last_day", "why"))
    return Export("closures", REGISTER_HEADINGS["closures"], columns, rows)


def exported_precedents(entries: Iterable[Registered]) -> Export:
    """The register of precedents, those that were withdrawn or replaced too."""
    names = (
        "host", "course", "together_with", "home_course", "ects", "number", "decree",
        "recognised_on", "replaced_by", "withdrawn_on", "reason",
    )  # fmt: skip
    rows = (_precedent_row(entry) for entry in entries)
    return Export("precedents", REGISTER_HEADINGS["precedents"], _columns(names), rows)


def _precedent_row(entry: Registered) -> Row:
    precedent, withdrawal = entry.precedent, entry.withdrawn
    return (
        precedent.host, precedent.course, ", ".join(precedent.together_with), precedent.home.title,
        precedent.home.ects, precedent.case,
        precedent.decree, precedent.recognised_on, entry.replaced_by,
        withdrawal.at if withdrawal else None,
        withdrawal.reason if withdrawal else None,
    )  # fmt: skip


def exported_ledger(lines: Iterable[LevelLine]) -> Export:
    """The escalation ledger: each notice, whether it left, to whom, or why not."""
    names = (
        "number", "candidate", "step", "due", "level", "role", "at", "outcome", "alarm", "to_name",
        "left_at", "detail",
    )  # fmt: skip
    rows = (tuple(getattr(line, name) for name in names) for line in lines)
    return Export("escalations", REGISTER_HEADINGS["ledger"], _columns(names), rows)


def exported_ranking(stem: str, places: Iterable[Place]) -> Export:
    """A published ranking list."""
    names = ("rank", "number", "candidate", "points", "outcome", "host")
    rows = (
        (
            place.rank, place.number, place.name, place.points,
            VALUES["outcome"].get(place.outcome, place.outcome),
            place.host,
        )
        for place in places
    )  # fmt: skip
    return Export(stem, REGISTER_HEADINGS["ranking"], _columns(names), rows)


def _imported(words: ColumnWords, names: Iterable[str]) -> tuple[Column, ...]:
    return tuple(_column(name, words[name][0][0]) for name in names)


def _columns(names: Iterable[str]) -> tuple[Column, ...]:
    return tuple(_column(name, REGISTER_HEADINGS[name]) for name in names)


def _column(name: str, title: Text) -> Column:
    return Column(title, _WIDE.get(name, 20))
