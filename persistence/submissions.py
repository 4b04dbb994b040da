"""What people outside handed in: received at an instant, then accepted or returned by the office.

The day of receipt stands, whatever becomes of it later, and however long that takes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import (
    Connection,
    Select,
    Table,
    bindparam,
    exists,
    func,
    select,
    tuple_,
    update,
)

from persistence.database import insert
from persistence.outside_links import Purpose
from persistence.tables import (
    applications,
    candidates,
    cases,
    files,
    persons,
    submissions,
)
from persistence.tables.base import Id
from states.frozen import frozen

Outcome = Literal["accepted", "returned"]
MOST_SHOWN: Final = 50
"""Of those that wait, so many are shown in one list."""


@frozen
class NewSubmission:
    """A fact or a step of a case that somebody hands in. `details` are what its form takes,
    `document` the kind of a document, `file` the digest of what was uploaded; `form_key` is that of
    the form which was sent. Of a signature, `text_version` and `text_digest` say what was
    signed."""

    case_id: int
    purpose: Purpose
    address: str
    kind: Literal["fact", "step"]
    name: str
    details: Mapping[str, Any]
    received_at: datetime
    form_key: str
    document: str | None = None
    file: str | None = None
    text_version: int | None = None
    text_digest: str | None = None


@frozen
class Submission:
    """What was handed in, and what has become of it; `outcome` is None while it waits."""

    id: int
    case_id: int
    purpose: Purpose
    address: str
    kind: Literal["fact", "step"]
    name: str
    document: str | None
    details: Mapping[str, Any]
    file: str | None
    received_at: datetime
    outcome: Outcome | None
    settled_at: datetime | None
    settled_by: str | None
    reason: str | None
    text_version: int | None
    text_digest: str | None
    size: int | None
    content_type: str | None


class WaitingCase(NamedTuple):
    """A case in which something waits to be looked at: how much, and since when."""

    number: str
    candidate: str
    waiting: int
    since: datetime


_SUBMISSIONS: Final = submissions.c
_READ: Final = select(
    *(
        _SUBMISSIONS[part.name] if part.name in _SUBMISSIONS else files.c[part.name]
        for part in fields(Submission)
    )
).outerjoin_from(submissions, files, files.c.sha256 == _SUBMISSIONS.file)


_CASE: Final = cases.alias("waiting_case")
_APPLIED: Final = applications.alias("waiting_applied")
FIRST_WAITING: Final = (
    select(func.min(_SUBMISSIONS.received_at))
    .join(_CASE, _CASE.c.id == _SUBMISSIONS.case_id)
    .outerjoin(_APPLIED, _APPLIED.c.case_id == _CASE.c.id)
    .where(
        _CASE.c.call_id == bindparam("call", 0, type_=Id),
        _APPLIED.c.case_id.is_(None),
        _SUBMISSIONS.kind == "step",
        _SUBMISSIONS.outcome.is_(None),
    )
    .scalar_subquery()
)
"""Of a call, when the first application was received that waits: a step of who has not applied."""


def add(connection: Connection, new: NewSubmission) -> int | None:
    """Keeps what was handed in; None where the same form was sent before."""
    row = {part.name: getattr(new, part.name) for part in fields(NewSubmission)}
    statement = insert(connection.dialect.name, submissions).values(row)
    once = statement.on_conflict_do_nothing(index_elements=["form_key"])
    number: int | None = connection.execute(once.returning(_SUBMISSIONS.id)).scalar()
    return number


def of_case(connection: Connection, case_id: int) -> list[Submission]:
    """All that was handed in of a case, newest first."""
    own = _READ.where(_SUBMISSIONS.case_id == case_id).order_by(_SUBMISSIONS.id.desc())
    return [Submission(*row) for row in connection.execute(own)]


def by_id(connection: Connection, submission_id: int) -> Submission | None:
    """One by its number; None where there is none."""
    row = connection.execute(_READ.where(_SUBMISSIONS.id == submission_id)).one_or_none()
    return Submission(*row) if row else None


def settle(
    connection: Connection,
    submission_id: int,
    outcome: Outcome,
    by: tuple[str, datetime],
    reason: str | None = None,
) -> bool:
    """Says what became of it, by whom and when; False where that was said before."""
    settled_values = {
        "outcome": outcome,
        "settled_by": by[0],
        "settled_at": by[1],
        "reason": reason,
    }
    statement = update(submissions).where(
        _SUBMISSIONS.id == submission_id, _SUBMISSIONS.outcome.is_(None)
    )
    return connection.execute(statement.values(settled_values)).rowcount == 1


def step_waits(connection: Connection, case_id: int) -> bool:
    """Whether somebody outside handed in a step of a case that the office has not settled."""
    statement = select(_SUBMISSIONS.id).where(
        _SUBMISSIONS.case_id == case_id,
        _SUBMISSIONS.kind == "step",
        _SUBMISSIONS.outcome.is_(None),
    )
    return connection.execute(statement.limit(1)).first() is not None


def first_waiting(connection: Connection, call_id: int) -> datetime | None:
    """When the first application was received that waits in a call; None where none does."""
    instant: datetime | None = connection.execute(
        select(FIRST_WAITING), {"call": call_id}
    ).scalar_one()
    return instant


def waiting_cases(connection: Connection, institutions: Collection[str]) -> list[WaitingCase]:
    """The cases of institutions in which something waits, the longest waiting first."""
    return [WaitingCase(*row) for row in connection.execute(select_waiting_cases(institutions))]


def select_waiting_cases(institutions: Collection[str]) -> Select[Any]:
    """The same as a statement, its columns as those of a `WaitingCase`."""
    return waiting_in(submissions, institutions)


def waiting_in(received_table: Table, institutions: Collection[str]) -> Select[Any]:
    """The cases in which rows of a table wait that have a case, an instant of receipt, and an
    outcome once somebody has looked at them.

    Of each case its earliest row is looked for, in the order of an index, and written so that none
    leads from all cases to the few: of many that wait only those are read that are shown.
    """
    return _waiting_in(received_table, tuple(institutions))


@lru_cache(maxsize=64)
def _waiting_in(received_table: Table, institutions: tuple[str, ...]) -> Select[Any]:
    """To make the statement takes longer than to carry it out."""
    first, other = received_table.alias("first").c, received_table.alias("other").c
    of_case = (other.case_id == first.case_id, other.outcome.is_(None))
    is_earlier = tuple_(other.received_at, other.id) < tuple_(first.received_at, first.id)
    number = select(func.count()).where(*of_case).scalar_subquery()
    return (
        select(
            cases.c.number,
            persons.c.name.label("candidate"),
            number.label("waiting"),
            first.received_at.label("since"),
        )
        .join(cases, cases.c.id == first.case_id + 0)
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(persons, persons.c.id == candidates.c.person_id)
        .where(first.outcome.is_(None), cases.c.institution.in_(institutions))
        .where(~exists().where(*of_case, is_earlier))
        .order_by(first.received_at, first.id)
        .limit(MOST_SHOWN)
    )
