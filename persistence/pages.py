"""Read models of the pages: lists of cases, and a case's papers, mails and actions. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, and_, exists, literal, or_, select

from persistence.tables import (
    candidates,
    cases,
    commission_members,
    documents,
    files,
    mails,
    outbox,
    persons,
    scores,
)
from states.frozen import frozen

Scope = Literal["mine", "open", "ended", "all"]
RolePair = tuple[str, str]
"""An institution and a role there."""


@frozen
class Listed:
    """A case as a line of a list; `due` is a civil date in Belgrade."""

    id: int
    number: str
    candidate: str
    institution: str
    process: str
    definition: str
    state: str
    awaited: str | None
    owners: tuple[str, ...]
    due: date | None
    ended: bool
    call_id: int


@frozen
class Paper:
    """A document of a case or of its call: delivered to the office, or made by it."""

    id: int
    kind: str
    language: str | None
    delivered_on: date | None
    certified: bool | None
    signed_by: tuple[str, ...]
    file: str | None
    file_name: str | None
    produced: bool
    recorded_at: datetime
    size: int | None
    media_type: str | None
    case_id: int | None
    call_id: int | None


@frozen
class Action:
    """An action of the outbox that has not come to its end: still to be tried, or given up."""

    id: int
    label: str
    action: str
    document: str | None
    mail: str | None
    status: str
    attempts: int
    next_attempt_at: datetime
    last_error: str | None


def listed(
    connection: Connection,
    institutions: Sequence[str],
    scope: Scope,
    roles: Sequence[RolePair] = (),
    login: str = "",
) -> list[Listed]:
    """Cases of these institutions, what is due first at the top, those without a date last.

    `mine` are the open cases that wait for one of `roles`. A commission member is waited for only
    in the calls whose commission names the `login`, and until the points are given (BMU-15b).
    """
    wanted = (
        select(cases, persons.c.name)
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(persons, persons.c.id == candidates.c.person_id)
        .where(cases.c.institution.in_(list(institutions)))
        .order_by(cases.c.due.is_(None), cases.c.due, cases.c.id)
    )
    if scope == "ended":
        wanted = wanted.where(cases.c.ended.is_(True)).order_by(None)
        wanted = wanted.order_by(cases.c.entered_at.desc(), cases.c.id.desc())
    elif scope != "all":
        wanted = wanted.where(cases.c.ended.is_(False))
    if scope == "mine":
        wanted = wanted.where(or_(False, *(_waits_for(pair, login) for pair in roles)))
    return [_listed(row) for row in connection.execute(wanted)]


def _waits_for(pair: RolePair, login: str) -> Any:
    institution, role = pair
    owners = literal(",") + cases.c.owners + literal(",")
    waited = and_(cases.c.institution == institution, owners.like(f"%,{role},%"))
    if role != "commission_member":
        return waited
    given = exists().where(scores.c.case_id == cases.c.id, scores.c.member == login)
    return and_(waited, _sits_in_commission(login), ~given)


def _sits_in_commission(login: str) -> Any:
    """The condition that the commission of a case's call names a login."""
    return exists().where(
        commission_members.c.call_id == cases.c.call_id, commission_members.c.name == login
    )


def _listed(row: Any) -> Listed:
    return Listed(
        row.id, row.number, row.name, row.institution, row.process, row.definition, row.state,
        row.awaited, tuple(filter(None, row.owners.split(","))), row.due, row.ended, row.call_id,
    )  # fmt: skip


def papers_of(connection: Connection, case_id: int, call_id: int | None) -> list[Paper]:
    """The documents of a case and the lists of its call, newest first."""
    of_call = and_(documents.c.call_id == call_id, documents.c.case_id.is_(None))
    wanted = _PAPERS.where(or_(documents.c.case_id == case_id, of_call))
    return [_paper(row) for row in connection.execute(wanted.order_by(documents.c.id.desc()))]


def papers_of_call(connection: Connection, call_id: int) -> list[Paper]:
    """The documents that the office made for a whole call, newest first."""
    wanted = _PAPERS.where(documents.c.call_id == call_id, documents.c.case_id.is_(None))
    return [_paper(row) for row in connection.execute(wanted.order_by(documents.c.id.desc()))]


def paper(connection: Connection, paper_id: int) -> Paper | None:
    """A document by its id."""
    row = connection.execute(_PAPERS.where(documents.c.id == paper_id)).one_or_none()
    return _paper(row) if row else None


_PAPERS = select(documents, files.c.size, files.c.media_type).outerjoin(
    files, files.c.sha256 == documents.c.file
)


def _paper(row: Any) -> Paper:
    return Paper(
        row.id, row.kind, row.language, row.delivered_on, row.certified,
        row.signed_by, row.file, row.file_name, row.produced,
        row.recorded_at, row.size, row.media_type, row.case_id, row.call_id,
    )  # fmt: skip


def unfinished(connection: Connection, case_id: int) -> list[Action]:
    """The actions of a case that are still to be tried, uncertain, or given up, in order."""
    wanted = (
        select(outbox, mails.c.mail)
        .outerjoin(mails, mails.c.key == outbox.c.mail_key)
        .where(outbox.c.case_id == case_id, outbox.c.status != "done")
        .order_by(outbox.c.id)
    )
    return [_action(row) for row in connection.execute(wanted)]


def _action(row: Any) -> Action:
    return Action(
        row.id, row.label, row.action, row.document, row.mail, row.status, row.attempts,
        row.next_attempt_at, row.last_error,
    )  # fmt: skip


def case_of_action(connection: Connection, action_id: int) -> str | None:
    """The number of the case that an action belongs to; None for an action of no case."""
    wanted = (
        select(cases.c.number)
        .join(outbox, outbox.c.case_id == cases.c.id)
        .where(outbox.c.id == action_id)
    )
    return connection.execute(wanted).scalar()


def history_length(connection: Connection, case_id: int) -> int:
    """How many entries a case's history has: the number of the newest."""
    wanted = select(cases.c.history_length).where(cases.c.id == case_id)
    return int(connection.execute(wanted).scalar_one())


def ids_of(connection: Connection, numbers: Sequence[str]) -> list[int]:
    """The ids of the cases with these numbers."""
    wanted = select(cases.c.id).where(cases.c.number.in_(list(numbers)))
    return list(connection.execute(wanted).scalars())


def number_of(connection: Connection, case_id: int) -> str:
    """The number of a case that exists."""
    wanted = select(cases.c.number).where(cases.c.id == case_id)
    return str(connection.execute(wanted).scalar_one())


def calls_of_member(connection: Connection, login: str) -> frozenset[int]:
    """The calls in whose commission a login sits."""
    wanted = select(commission_members.c.call_id).where(commission_members.c.name == login)
    return frozenset(connection.execute(wanted).scalars())
