"""Read models of the pages on calls: how each stands, who applied, whom the list names."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection, func, select

from persistence.call_lists import entries_of
from persistence.tables import application_hosts, applications, calls, candidates, cases, persons
from states.frozen import frozen
from states.text import Text


@frozen
class CallLine:
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


@frozen
class Place:
    """A place on a published list; the explanation says why it is this one."""

    number: str
    name: str
    rank: int
    outcome: str
    points: Decimal
    host: str | None
    explanation: tuple[Text, ...]


def call_lines(connection: Connection, institutions: Sequence[str]) -> list[CallLine]:
    """The published calls of these institutions, newest first."""
    wanted = _CALL_LINES.where(calls.c.institution.in_(list(institutions)))
    wanted = wanted.order_by(calls.c.published.desc(), calls.c.id.desc())
    return [_call_line(row) for row in connection.execute(wanted)]


def all_call_lines(connection: Connection) -> list[CallLine]:
    """The published calls of all institutions, the one opened last first."""
    rows = connection.execute(_CALL_LINES.order_by(calls.c.id.desc()))
    return [_call_line(row) for row in rows]


_CALL_LINES: Final = (
    select(calls, func.count(cases.c.id).label("opened"), func.count(applications.c.case_id))
    .outerjoin(cases, cases.c.call_id == calls.c.id)
    .outerjoin(applications, applications.c.case_id == cases.c.id)
    .where(calls.c.for_requests.is_(False))
    .group_by(calls.c.id)
)


def call_line(connection: Connection, call_id: int, institutions: Sequence[str]) -> CallLine | None:
    """One call of these institutions, by its id."""
    found = (line for line in call_lines(connection, institutions) if line.id == call_id)
    return next(found, None)


def _call_line(row: Any) -> CallLine:
    return CallLine(
        row.id, row.institution, row.process, row.title, row.published, row.closes,
        row.list_version, row.list_published_on, row.appeal_until, row.opened, row[-1],
        row.opened_by, row.opened_as, row.opened_for, row.opened_at,
    )  # fmt: skip


def applicants(connection: Connection, call_id: int) -> list[Applicant]:
    """The cases of a call, by number."""
    wanted = (
        select(cases, persons.c.name, applications.c.submitted_at)
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(persons, persons.c.id == candidates.c.person_id)
        .outerjoin(applications, applications.c.case_id == cases.c.id)
        .where(cases.c.call_id == call_id)
        .order_by(cases.c.id)
    )
    wishes = _wishes(connection, call_id)
    return [
        Applicant(
            row.id, row.number, row.name, row.state, row.definition, row.ended,
            row.submitted_at, tuple(wishes.get(row.id, ())),
        )
        for row in connection.execute(wanted)
    ]  # fmt: skip


def _wishes(connection: Connection, call_id: int) -> dict[int, list[str]]:
    wanted = (
        select(application_hosts.c.case_id, application_hosts.c.host)
        .join(cases, cases.c.id == application_hosts.c.case_id)
        .where(cases.c.call_id == call_id)
        .order_by(application_hosts.c.case_id, application_hosts.c.position)
    )
    found: dict[int, list[str]] = {}
    for case_id, host in connection.execute(wanted):
        found.setdefault(case_id, []).append(host)
    return found


def places(connection: Connection, call_id: int, version: int) -> list[Place]:
    """A published version of a call's list, by rank."""
    return [
        Place(
            row["number"], row["name"], row["rank"], row["outcome"], row["points"], row["host"],
            tuple(Text(en, sr) for en, sr in json.loads(row["explanation"])),
        )
        for row in entries_of(connection, call_id, version)
    ]  # fmt: skip
