"""The register of the courses of the home programmes, of each institution its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection, func, select, update

from persistence.tables import programme_courses
from states.folding import folded
from states.frozen import frozen


@frozen
class ProgrammeCourse:
    """A course; `programme` is empty where a course is of all, `english` its title in English,
    `semester` the one in which it is taken. One that is not `in_use` is taught no more.
    """

    id: int
    institution: str
    programme: str
    key: str
    code: str | None
    title: str
    english: str | None
    ects: Decimal | None
    hours: Decimal | None
    semester: int | None
    in_use: bool


_COURSE: Final = tuple(programme_courses.c[part.name] for part in fields(ProgrammeCourse))
_ORDER: Final = (
    programme_courses.c.programme, programme_courses.c.semester, programme_courses.c.title,
    programme_courses.c.id,
)  # fmt: skip


def page_of(
    connection: Connection, institution: str, words: str, offset: int, most: int
) -> tuple[int, list[ProgrammeCourse]]:
    """How many courses have some words in title, code or programme, and a page of them."""
    statement = select(*_COURSE).where(programme_courses.c.institution == institution)
    if words:
        statement = statement.where(
            programme_courses.c.folded.contains(folded(words), autoescape=True)
        )
    count = connection.execute(select(func.count()).select_from(statement.subquery())).scalar_one()
    rows = connection.execute(statement.order_by(*_ORDER).limit(most).offset(offset))
    return int(count), [ProgrammeCourse(*row) for row in rows]


def every(connection: Connection, institution: str) -> list[ProgrammeCourse]:
    """Every course of an institution."""
    of_institution = select(*_COURSE).where(programme_courses.c.institution == institution)
    return [ProgrammeCourse(*row) for row in connection.execute(of_institution.order_by(*_ORDER))]


def find(connection: Connection, course_id: int) -> ProgrammeCourse | None:
    """A course by its number."""
    row = connection.execute(
        select(*_COURSE).where(programme_courses.c.id == course_id)
    ).one_or_none()
    return ProgrammeCourse(*row) if row else None


def named(
    connection: Connection, institution: str, programme: str, key: str
) -> ProgrammeCourse | None:
    """A course of a programme by its key."""
    row = connection.execute(
        select(*_COURSE).where(
            programme_courses.c.institution == institution,
            programme_courses.c.programme == programme,
            programme_courses.c.key == key,
        )
    ).one_or_none()
    return ProgrammeCourse(*row) if row else None


def add(connection: Connection, institution: str, values: Mapping[str, object]) -> int:
    """Enters a course by the names of `ProgrammeCourse`; returns its number."""
    row = {"institution": institution, "in_use": True, **values, "folded": _folded(values)}
    statement = programme_courses.insert().returning(programme_courses.c.id)
    number: int = connection.execute(statement, row).scalar_one()
    return number


def change(connection: Connection, course_id: int, values: Mapping[str, object]) -> None:
    """Writes what is known of a course anew."""
    row_values = {**values, "folded": _folded(values)}
    connection.execute(
        update(programme_courses).where(programme_courses.c.id == course_id).values(**row_values)
    )


def set_in_use(connection: Connection, course_id: int, in_use: bool) -> None:
    """A course is taught no more, or again."""
    connection.execute(
        update(programme_courses).where(programme_courses.c.id == course_id).values(in_use=in_use)
    )


def _folded(values: Mapping[str, object]) -> str:
    """What a course is found by."""
    words = (values.get(name) for name in ("title", "english", "code", "programme"))
    return " ".join(folded(str(word)) for word in words if word)[:1000]
