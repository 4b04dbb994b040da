"""The home courses that Decrees have named, each once, with how often."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from sqlalchemy import Connection, bindparam, func, select

from persistence.stamps import Kept, stamp_of
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


_STAMP: Final = select(stamp_of("precedents"))
_KEPT: Final[Kept[tuple[NamedCourse, ...]]] = Kept(most=8)


def named_courses(connection: Connection, institution: str) -> tuple[NamedCourse, ...]:
    """All of them, by title; counted once for each change of the register of precedents."""
    stamp = connection.execute(_STAMP).scalar_one()
    return _KEPT.under((stamp, institution), lambda: _counted(connection, institution))


def _counted(connection: Connection, institution: str) -> tuple[NamedCourse, ...]:
    rows = connection.execute(_NAMED.order_by(*_COURSE), {"institution": institution})
    return tuple(NamedCourse(*row) for row in rows)
