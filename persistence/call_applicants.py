"""Who applied in a call, a page at a time, with what their papers and points are."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    Table,
    exists,
    func,
    select,
    type_coerce,
    union_all,
)

from persistence.call_overview import APPLICANT_ROWS, Applicant
from persistence.scores import PointsOfMembers
from persistence.tables import (
    applications,
    cases,
    documents,
    interviews,
    scores,
)


class OfCases(NamedTuple):
    """So many cases of a call that stand alike: on which version, in which state, whether open and
    whether applied."""

    definition: str
    state: str
    ended: bool
    has_applied: bool
    number: int


class Numbers(NamedTuple):
    """The cases of a call in numbers, and whether an interview is noted in any."""

    groups: tuple[OfCases, ...]
    interviewed: bool

    @property
    def versions(self) -> list[str]:
        """The keys of the versions on which its open cases run, the oldest first."""
        return sorted({group.definition for group in self.groups if not group.ended})

    @property
    def applied(self) -> int:
        """How many have applied."""
        return sum(group.number for group in self.groups if group.has_applied)

    @property
    def opened_only(self) -> int:
        """How many were opened, and have not applied."""
        return sum(group.number for group in self.groups if not group.has_applied)

    def waiting(self, states: Collection[str]) -> int:
        """How many have applied and are in one of these states, which wait for the list."""
        return sum(g.number for g in self.groups if g.has_applied and g.state in states)


class ListedApplicant(NamedTuple):
    """An applicant with the day of the interview, the kinds of document that were handed in and
    were not withdrawn, and the points by member and criterion."""

    applicant: Applicant
    interviewed_on: date | None
    papers: frozenset[str]
    points: PointsOfMembers


_HAS_APPLIED: Final = applications.c.submitted_at.is_not(None)


def numbers(connection: Connection, call_id: int) -> Numbers:
    """How many cases a call has, by where they stand."""
    key = (cases.c.definition, cases.c.state, cases.c.ended, _HAS_APPLIED)
    has_interview = exists().where(interviews.c.case_id == cases.c.id, cases.c.call_id == call_id)
    rows = connection.execute(
        select(*key, func.count(), has_interview.correlate(None))
        .select_from(cases)
        .outerjoin(applications, applications.c.case_id == cases.c.id)
        .where(cases.c.call_id == call_id)
        .group_by(*key)
    ).all()
    return Numbers(tuple(OfCases(*row[:5]) for row in rows), any(row[5] for row in rows))


_AND: Final = "\x1e"


def _joined(table: Table, column: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Any:
    """The values of a column in a case's rows of a table, in one."""
    of_case = select(func.aggregate_strings(type_coerce(column, String), _AND))
    return of_case.where(table.c.case_id == cases.c.id, *conditions).scalar_subquery()


_MORE: Final = {
    "interviewed_on": interviews.c.on,
    "papers": _joined(documents, documents.c.kind, documents.c.withdrawn_at.is_(None)),
    "members": _joined(scores, scores.c.member),
    "criteria": _joined(scores, scores.c.criterion),
    "points": _joined(scores, scores.c.points),
}
_ROWS: Final = APPLICANT_ROWS.add_columns(
    *(column.label(name) for name, column in _MORE.items())
).outerjoin(interviews, interviews.c.case_id == cases.c.id)


def page_of(
    connection: Connection, call_id: int, offset: int, most: int
) -> tuple[list[ListedApplicant], list[Applicant]]:
    """A page of those who have applied, by number, and the first of those who have not and whose
    case was opened; without the hosts that they wish for."""
    of_call = _ROWS.where(cases.c.call_id == call_id).limit(most)
    parts = (of_call.where(_HAS_APPLIED).offset(offset), of_call.where(~_HAS_APPLIED))
    rows = union_all(*(_apart(part) for part in parts)).subquery()
    shown_applicants = [
        _listed(row) for row in connection.execute(select(rows).order_by(rows.c.id)).mappings()
    ]
    return (
        [
            listed_applicant
            for listed_applicant in shown_applicants
            if listed_applicant.applicant.submitted_at
        ],
        [
            listed_applicant.applicant
            for listed_applicant in shown_applicants
            if not listed_applicant.applicant.submitted_at
        ],
    )


def _apart(part: Select[Any]) -> Select[Any]:
    return part.subquery().select()


def _listed(row: Any) -> ListedApplicant:
    names = ("id", "number", "name", "state", "definition", "ended", "submitted_at")
    by_member: dict[str, dict[str, Decimal]] = {}
    parts = (_parts(row[name]) for name in ("members", "criteria", "points"))
    for member, criterion, points in zip(*parts, strict=True):
        by_member.setdefault(member, {})[criterion] = Decimal(points)
    applicant = Applicant(**{name: row[name] for name in names}, hosts=())
    return ListedApplicant(
        applicant, row["interviewed_on"], frozenset(_parts(row["papers"])), by_member
    )


def _parts(joined_text: str | None) -> list[str]:
    return joined_text.split(_AND) if joined_text else []
