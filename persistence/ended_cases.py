"""The cases that ended in a span, as an archive lists them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NamedTuple

from sqlalchemy import Connection, select

from persistence.tables import candidates, cases, persons
from states.moments import end_of, instant_of


class EndedCase(NamedTuple):
    """A case that ended, with its end state and the instant at which it came into it."""

    id: int
    number: str
    candidate: str
    definition: str
    state: str
    entered_at: datetime


def ended_between(connection: Connection, first: date, last: date) -> list[EndedCase]:
    """The cases that ended from a civil date to another, both included, by number."""
    rows = connection.execute(
        select(
            cases.c.id, cases.c.number, persons.c.name, cases.c.definition, cases.c.state,
            cases.c.entered_at,
        )
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(persons, persons.c.id == candidates.c.person_id)
        .where(
            cases.c.ended.is_(True),
            cases.c.entered_at.between(instant_of(first, time()), end_of(last)),
        )
        .order_by(cases.c.number)
    )  # fmt: skip
    return [EndedCase._make(row) for row in rows]
