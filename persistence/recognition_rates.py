"""How much of what was passed at a host the Decrees recognised, in hundredths of an ECTS."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, Float, and_, cast, delete, distinct, func, or_, select

from persistence.stamps import Kept
from persistence.tables import (
    decrees,
    host_recognition,
    listed_cases,
    recognition_decisions,
    transcript_courses,
)


class HostRecognition(NamedTuple):
    """A host with how many ECTS were passed there and how many of them were recognised."""

    host: str
    cases: int
    passed: int
    recognised: int

    @property
    def share(self) -> int:
        """The recognised ones in per cent."""
        return round(100 * self.recognised / self.passed) if self.passed else 0


_ECTS: Final = func.round(cast(transcript_courses.c.ects, Float) * 100)
COUNTS: Final = or_(
    recognition_decisions.c.home_title.is_not(None), recognition_decisions.c.elective.is_(True)
)
_RATES: Final = (
    select(
        listed_cases.c.institution,
        listed_cases.c.host,
        func.count(distinct(listed_cases.c.case_id)).label("cases"),
        func.sum(_ECTS).label("passed"),
        func.coalesce(func.sum(_ECTS).filter(COUNTS), 0).label("recognised"),
    )
    .select_from(listed_cases)
    .join(transcript_courses, transcript_courses.c.case_id == listed_cases.c.case_id)
    .outerjoin(
        recognition_decisions,
        and_(
            recognition_decisions.c.case_id == transcript_courses.c.case_id,
            recognition_decisions.c.host == transcript_courses.c.title,
        ),
    )
    .where(
        transcript_courses.c.passed.is_(True),
        listed_cases.c.case_id.in_(select(decrees.c.case_id)),
    )
    .group_by(listed_cases.c.institution, listed_cases.c.host)
)


def count_recognition(connection: Connection, now: datetime) -> None:
    """Counts the rates of all hosts anew, of cases that have a Decree. The caller commits."""
    rows = [
        {
            "institution": row.institution,
            "host": row.host,
            "cases": row.cases,
            "passed": int(row.passed),
            "recognised": int(row.recognised),
            "counted_at": now,
        }
        for row in connection.execute(_RATES)
    ]
    connection.execute(delete(host_recognition))
    if rows:
        connection.execute(host_recognition.insert(), rows)


_KEPT: Final[Kept[list[HostRecognition]]] = Kept(most=8)


def recognition_by_host(
    connection: Connection, institutions: Sequence[str], most: int, counted_at: datetime | None
) -> list[HostRecognition]:
    """The hosts with the most cases that have a Decree; kept as long as nothing is counted anew.

    `counted_at` is when the statistics were counted last; None where that is not known.
    """
    under = (connection.engine, tuple(institutions), most, counted_at)
    return _KEPT.under(under, lambda: _rates(connection, institutions, most))


def _rates(connection: Connection, institutions: Sequence[str], most: int) -> list[HostRecognition]:
    rows = connection.execute(
        select(*(host_recognition.c[name] for name in HostRecognition._fields))
        .where(host_recognition.c.institution.in_(institutions))
        .order_by(host_recognition.c.cases.desc(), host_recognition.c.host)
        .limit(most)
    )
    return [HostRecognition._make(row) for row in rows]
