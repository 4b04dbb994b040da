"""Calls as people look them up: by title or number, a line for each, and who applied for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, ScalarSelect, Select, Table, func, select

from persistence.stamps import CALL_STAMPS, CallStamps
from persistence.tables import (
    application_hosts,
    applications,
    calls,
    candidates,
    cases,
    listed_cases,
    persons,
)
from states.frozen import frozen

LONGEST_NUMBER: Final = 19
"""Digits; a longer one is not the number of a row."""


class CallRef(NamedTuple):
    """A call's id, and whose call it is."""

    id: int
    institution: str


class CallLine(NamedTuple):
    """A call in a list, with how many cases it has and how many of them have applied."""

    id: int
    institution: str
    process: str
    title: str
    published: date
    closes: date
    list_version: int
    list_published_on: date | None
    appeal_until: date | None
    opened: int
    applied: int
    opened_by: str | None = None
    opened_as: str | None = None
    opened_for: str | None = None
    opened_at: datetime | None = None
    stamp: int | None = None
    partners_stamp: int | None = None
    places_stamp: int | None = None

    @property
    def stamps(self) -> CallStamps:
        """Under what the call itself is kept: who has read its line need not ask again."""
        return CallStamps(self.id, self.stamp, self.partners_stamp, self.places_stamp)


@frozen
class Applicant:
    """A case of a call; `hosts` are the candidate's preferences in order."""

    id: int
    number: str
    name: str
    state: str
    definition: str
    ended: bool
    submitted_at: datetime | None
    hosts: tuple[str, ...]


APPLICANT_ROWS: Final = (
    select(
        cases.c.id,
        cases.c.number,
        persons.c.name,
        cases.c.state,
        cases.c.definition,
        cases.c.ended,
        applications.c.submitted_at,
    )
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .outerjoin(applications, applications.c.case_id == cases.c.id)
    .order_by(cases.c.id)
)
"""The cases of the calls with what an applicant's line tells of them, by number."""


def _of_call(number: Select[int], of_cases: Table) -> ScalarSelect[int]:
    """A number of each call's own cases, by an index that begins with the call."""
    return number.where(of_cases.c.call_id == calls.c.id).correlate(calls).scalar_subquery()


_ADDED: Final = {
    **{column.name: column for column in CALL_STAMPS},
    "opened": _of_call(select(func.count()).select_from(listed_cases), listed_cases).label(
        "opened"
    ),
    "applied": _of_call(
        select(func.count())
        .select_from(cases)
        .join(applications, applications.c.case_id == cases.c.id),
        cases,
    ).label("applied"),
}
_CALL_LINES: Final = (
    select(*(_ADDED[name] if name in _ADDED else calls.c[name] for name in CallLine._fields))
    .select_from(calls)
    .where(calls.c.for_requests.is_(False))
)


def call_lines(
    connection: Connection,
    institutions: Sequence[str],
    offset: int = 0,
    most: int | None = None,
) -> list[CallLine]:
    """The published calls of these institutions, newest first: all of them, or a page."""
    page = (
        select(calls.c.id)
        .where(calls.c.for_requests.is_(False), calls.c.institution.in_(list(institutions)))
        .order_by(calls.c.published.desc(), calls.c.id.desc())
        .offset(offset)
        .limit(most)
    )
    ids = list(connection.execute(page).scalars())
    rows = connection.execute(_CALL_LINES.where(calls.c.id.in_(ids)))
    lines = {row.id: CallLine._make(row) for row in rows}
    return [lines[call_id] for call_id in ids]


def last_call(connection: Connection, institution: str, process: str) -> int | None:
    """The newest published call of a process."""
    newest = (
        select(calls.c.id)
        .where(
            calls.c.for_requests.is_(False),
            calls.c.institution == institution,
            calls.c.process == process,
        )
        .order_by(calls.c.published.desc(), calls.c.id.desc())
        .limit(1)
    )
    return connection.execute(newest).scalar()


def count_calls(connection: Connection, institutions: Sequence[str]) -> int:
    """How many published calls these institutions have."""
    statement = select(func.count()).where(
        calls.c.for_requests.is_(False), calls.c.institution.in_(list(institutions))
    )
    count: int = connection.execute(statement).scalar_one()
    return count


def all_call_lines(connection: Connection) -> list[CallLine]:
    """The published calls of all institutions, the one opened last first."""
    rows = connection.execute(_CALL_LINES.order_by(calls.c.id.desc()))
    return [CallLine._make(row) for row in rows]


def call_line(connection: Connection, call_id: int, institutions: Sequence[str]) -> CallLine | None:
    """One call of these institutions, by its id."""
    statement = _CALL_LINES.where(
        calls.c.id == call_id, calls.c.institution.in_(list(institutions))
    )
    row = connection.execute(statement).one_or_none()
    return CallLine._make(row) if row else None


def find_call(connection: Connection, name: str) -> CallRef | None:
    """The call of a title or a number; of two with one title the newer."""
    is_named = calls.c.title == name
    if name.isdecimal() and len(name) < LONGEST_NUMBER:
        is_named = is_named | (calls.c.id == int(name))
    newest = select(calls.c.id, calls.c.institution).where(is_named).order_by(calls.c.id.desc())
    row = connection.execute(newest).first()
    return CallRef(*row) if row else None


def applicants(connection: Connection, call_id: int) -> list[Applicant]:
    """The cases of a call, by number."""
    of_call = APPLICANT_ROWS.where(cases.c.call_id == call_id)
    wishes = _wishes(connection, call_id)
    return [
        Applicant(*row, hosts=tuple(wishes.get(row.id, ()))) for row in connection.execute(of_call)
    ]


def _wishes(connection: Connection, call_id: int) -> dict[int, list[str]]:
    """The hosts that each candidate of a call wishes for, in order, by case."""
    hosts = (
        select(application_hosts.c.case_id, application_hosts.c.host)
        .join(cases, cases.c.id == application_hosts.c.case_id)
        .where(cases.c.call_id == call_id)
        .order_by(application_hosts.c.case_id, application_hosts.c.position)
    )
    by_case: dict[int, list[str]] = {}
    for case_id, host in connection.execute(hosts):
        by_case.setdefault(case_id, []).append(host)
    return by_case
