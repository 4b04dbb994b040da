"""Who applied in a call, a page at a time, with what their papers and points are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from persistence.call_overview import APPLICANT_ROWS, Applicant
from persistence.scores import PointsOfMembers
from persistence.tables import (
    applications,
    cases,
    documents,
    interviews,
    scores,
)


class Numbers(NamedTuple):
    """How many cases of a call have applied, how many were opened only, how many wait for the
    list; whether an interview is noted in any."""

    applied: int
    opened_only: int
    waiting: int
    interviewed: bool


def applied(connection: Connection, call_id: int, offset: int, most: int) -> list[Applicant]:
    """A page of those who have applied, by number; without the hosts that they wish for."""
    return _page(connection, call_id, True, offset, most)


def opened_only(connection: Connection, call_id: int, most: int) -> list[Applicant]:
    """The first of those whose case was opened and who have not applied."""
    return _page(connection, call_id, False, 0, most)


def _page(
    connection: Connection, call_id: int, has_applied: bool, offset: int, most: int
) -> list[Applicant]:
    submitted = applications.c.submitted_at
    is_so = submitted.is_not(None) if has_applied else submitted.is_(None)
    page = APPLICANT_ROWS.where(cases.c.call_id == call_id, is_so).offset(offset).limit(most)
    return [Applicant(*row, hosts=()) for row in connection.execute(page)]


def numbers(connection: Connection, call_id: int, waiting_in: Collection[str]) -> Numbers:
    """How many there are; `waiting_in` are the states in which a case waits for the list."""
    has_applied = applications.c.submitted_at.is_not(None)
    row = connection.execute(
        select(
            func.count(applications.c.submitted_at),
            func.count() - func.count(applications.c.submitted_at),
            func.count(cases.c.id).filter(has_applied, cases.c.state.in_(sorted(waiting_in))),
        )
        .select_from(cases)
        .outerjoin(applications, applications.c.case_id == cases.c.id)
        .where(cases.c.call_id == call_id)
    ).one()
    interviewed = (
        select(interviews.c.case_id)
        .join(cases, cases.c.id == interviews.c.case_id)
        .where(cases.c.call_id == call_id)
        .limit(1)
    )
    return Numbers(*row, connection.execute(interviewed).first() is not None)


def points_of(connection: Connection, ids: Sequence[int]) -> dict[int, PointsOfMembers]:
    """The points given for cases: case id → member → criterion → points."""
    by_case: dict[int, dict[str, dict[str, Decimal]]] = {}
    for row in connection.execute(select(scores).where(scores.c.case_id.in_(ids))):
        by_member = by_case.setdefault(row.case_id, {})
        by_member.setdefault(row.member, {})[row.criterion] = row.points
    return dict(by_case)


def interviews_of(connection: Connection, ids: Sequence[int]) -> dict[int, date]:
    """The days of the interviews, by case."""
    rows = connection.execute(select(interviews).where(interviews.c.case_id.in_(ids)))
    return {row.case_id: row.on for row in rows}


def document_kinds_of(connection: Connection, ids: Sequence[int]) -> dict[int, frozenset[str]]:
    """The kinds of document that each case has and that were not withdrawn."""
    of_cases = (
        select(documents.c.case_id, documents.c.kind)
        .where(documents.c.case_id.in_(ids), documents.c.withdrawn_at.is_(None))
        .distinct()
    )
    by_case: dict[int, set[str]] = {}
    for row in connection.execute(of_cases):
        by_case.setdefault(row.case_id, set()).add(row.kind)
    return {case_id: frozenset(kinds) for case_id, kinds in by_case.items()}
