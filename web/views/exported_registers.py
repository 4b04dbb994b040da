"""Registers, the ledger and a ranking list as spreadsheets have them.

Partners, home courses and grading tables have the columns of their import: what was taken along
and corrected can be read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Final

from office.settings import ClosedDays
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
            it.name, it.email, it.country, it.erasmus_code, it.address, it.contact,
            SPOKEN.get(it.language or ""), it.numbers_courses,
        )
        for it in partners
    )  # fmt: skip
    title = REGISTER_HEADINGS["partners"]
    return Export("partners", title, _imported(PARTNER_COLUMNS, _PARTNER), rows)


def exported_courses(courses: Iterable[ProgrammeCourse]) -> Export:
    """The courses of the home programmes, as their import reads them."""
    rows = (
        (it.code, it.title, it.english, it.programme, it.semester, it.ects, it.hours)
        for it in courses
    )
    title = REGISTER_HEADINGS["courses"]
    return Export("home-courses", title, _imported(COURSE_COLUMNS, _COURSE), rows)


def exported_tables(tables: Iterable[GradingTable]) -> Export:
    """The grading tables that hold, a grade a row, as their import reads them."""
    rows = (
        (
            it.institution, it.field, it.first_day, it.last_day, share.grade, share.percent,
            share.passing, it.source,
        )
        for it in tables
        for share in it.grades
    )  # fmt: skip
    return Export(
        "grading-tables", REGISTER_HEADINGS["tables"], _imported(TABLE_COLUMNS, _TABLE), rows
    )


def exported_closures(closures: Iterable[Closure | ClosedDays]) -> Export:
    """The days on which the office is closed, in their order."""
    in_order = sorted(closures, key=attrgetter("first_day", "last_day"))
    rows = ((it.first_day, it.last_day, it.reason) for it in in_order)
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
    it, gone = entry.precedent, entry.withdrawn
    return (
        it.host, it.course, ", ".join(it.together_with), it.home.title, it.home.ects, it.case,
        it.decree, it.recognised_on, entry.replaced_by, gone.at if gone else None,
        gone.reason if gone else None,
    )  # fmt: skip


def exported_ledger(lines: Iterable[LevelLine]) -> Export:
    """The escalation ledger: each notice, whether it left, to whom, or why not."""
    names = (
        "number", "candidate", "due", "level", "role", "at", "outcome", "alarm", "to_name",
        "left_at", "detail",
    )  # fmt: skip
    rows = (tuple(getattr(line, name) for name in names) for line in lines)
    return Export("escalations", REGISTER_HEADINGS["ledger"], _columns(names), rows)


def exported_ranking(stem: str, places: Iterable[Place]) -> Export:
    """A published ranking list."""
    names = ("rank", "number", "candidate", "points", "outcome", "host")
    rows = (
        (
            it.rank, it.number, it.name, it.points, VALUES["outcome"].get(it.outcome, it.outcome),
            it.host,
        )
        for it in places
    )  # fmt: skip
    return Export(stem, REGISTER_HEADINGS["ranking"], _columns(names), rows)


def _imported(words: ColumnWords, names: Iterable[str]) -> tuple[Column, ...]:
    return tuple(_column(name, words[name][0][0]) for name in names)


def _columns(names: Iterable[str]) -> tuple[Column, ...]:
    return tuple(_column(name, REGISTER_HEADINGS[name]) for name in names)


def _column(name: str, title: Text) -> Column:
    return Column(title, _WIDE.get(name, 20))
