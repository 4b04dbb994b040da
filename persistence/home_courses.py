"""The home courses that Decrees have named, each once, with how often."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from sqlalchemy import Connection, bindparam, func, select

from persistence.tables import cases, precedents
from states.frozen import frozen


@frozen
class NamedCourse:
    """A course of a home programme, and how often it was recognised."""

    title: str
    ects: Decimal | None
    hours: Decimal | None
    times: int


_COURSE: Final = (precedents.c.home_title, precedents.c.home_ects, precedents.c.home_hours)
_NAMED: Final = (
    select(*_COURSE, func.count().label("times"))
    .join(cases, cases.c.id == precedents.c.case_id)
    .where(cases.c.institution == bindparam("institution"))
    .group_by(*_COURSE)
)


def count(connection: Connection, institution: str) -> int:
    """How many home courses the Decrees of an institution have named."""
    counted = select(func.count()).select_from(_NAMED.subquery())
    return int(connection.execute(counted, {"institution": institution}).scalar_one())


def page_of(connection: Connection, institution: str, offset: int, most: int) -> list[NamedCourse]:
    """A page of them, by title."""
    page = _NAMED.order_by(*_COURSE).limit(most).offset(offset)
    rows = connection.execute(page, {"institution": institution})
    return [NamedCourse(*row) for row in rows]
