"""What people have asked for and nobody has decided yet: of facts that are a request first, and of
appeals against a list in cases that are at their end, where no step is awaited any more."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Column, Connection, Select, bindparam, literal, select, union_all

from persistence.fact_tables import FACT_TABLES
from persistence.tables import appeals, candidates, cases, persons
from states.facts import FACTS

RANKING_APPEAL: Final = "ranking_appeal"
"""Under which an appeal against a list stands among the requests."""
WITHDRAWN: Final = "withdrawn"
"""The state of who gave the own appeal up with the case."""


class OpenRequest(NamedTuple):
    """A request of a candidate, by the fact that it stands in, or `ranking_appeal`."""

    number: str
    candidate: str
    fact: str
    asked_on: date


def _asked(fact: str, asked_on: Column[Any]) -> Select[tuple[str, str, str, date]]:
    return (
        select(cases.c.number, persons.c.name, literal(fact), asked_on)
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(persons, persons.c.id == candidates.c.person_id)
        .join(asked_on.table, asked_on.table.c.case_id == cases.c.id)
        .where(cases.c.institution == bindparam("institution"))
    )


def _undecided(fact: str, request: str) -> Select[tuple[str, str, str, date]]:
    table = FACT_TABLES[fact]
    return _asked(fact, table.c[request]).where(
        cases.c.ended.is_(False), table.c[request].is_not(None), table.c.decided_on.is_(None)
    )


_APPEALS: Final = _asked(RANKING_APPEAL, appeals.c.on).where(
    cases.c.ended.is_(True),
    cases.c.state != WITHDRAWN,
    appeals.c.against == "list",
    appeals.c.decided_on.is_(None),
)
_UNDECIDED: Final = union_all(
    *(_undecided(fact.name, fact.request) for fact in FACTS.values() if fact.request), _APPEALS
)


def open_requests(connection: Connection, institution: str) -> list[OpenRequest]:
    """The undecided requests in an institution's cases, the oldest first."""
    rows = connection.execute(_UNDECIDED, {"institution": institution})
    requests = [OpenRequest._make(row) for row in rows]
    return sorted(requests, key=lambda request: (request.asked_on, request.number))
