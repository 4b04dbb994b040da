"""Mails that did not leave: given up, uncertain, or still waiting; for the page that lists them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import Connection, Select, and_, bindparam, func, or_, select, text, update

from persistence.tables import calls, candidates, cases, mails, outbox, persons
from persistence.tables.work import GIVEN_UP, IN_ORDER, OPEN

Shown = Literal["failed", "waiting"]


class ListedMail(NamedTuple):
    """A mail with what became of it; `current_address` is the candidate's address of today.

    `about` is the case's number or the call's title, `institution` None for the office's own.
    """

    action_id: int
    mail_id: int
    mail: str
    recipient: str
    to_name: str
    to_address: str
    subject: str
    written_at: datetime
    status: str
    attempts: int
    next_attempt_at: datetime
    last_error: str | None
    case_number: str | None
    call_id: int | None
    call_title: str | None
    institution: str | None
    current_address: str | None


_FAILED: Final = text(f"({GIVEN_UP})")
_WAITING: Final = text("(" + " OR ".join(f"status = '{word}'" for word in OPEN) + ")")
_INSTITUTION: Final = func.coalesce(cases.c.institution, calls.c.institution)
_OFFICES: Final = or_(
    _INSTITUTION.is_(None), _INSTITUTION.in_(bindparam("institutions", expanding=True))
)
_JOINED: Final = (
    outbox.join(mails, mails.c.key == outbox.c.mail_key)
    .outerjoin(cases, cases.c.id == outbox.c.case_id)
    .outerjoin(calls, calls.c.id == outbox.c.call_id)
)
_LISTED: Final = select(
    outbox.c.id.label("action_id"),
    mails.c.id.label("mail_id"),
    mails.c.mail,
    mails.c.recipient,
    mails.c.to_name,
    mails.c.to_address,
    mails.c.subject,
    mails.c.written_at,
    outbox.c.status,
    outbox.c.attempts,
    outbox.c.next_attempt_at,
    outbox.c.last_error,
    cases.c.number.label("case_number"),
    outbox.c.call_id,
    calls.c.title.label("call_title"),
    _INSTITUTION.label("institution"),
    persons.c.email.label("current_address"),
).select_from(
    _JOINED.outerjoin(
        candidates,
        and_(candidates.c.case_id == outbox.c.case_id, mails.c.recipient == "candidate"),
    ).outerjoin(persons, persons.c.id == candidates.c.person_id)
)
_COUNT: Final = select(func.count()).select_from(_JOINED).where(_OFFICES)


def count(connection: Connection, mail_tab: Shown, institutions: Sequence[str]) -> int:
    """How many mails of these institutions, and of the whole office, failed or wait."""
    result = connection.execute(_of(_COUNT, mail_tab), {"institutions": list(institutions)})
    return int(result.scalar_one())


def listed(
    connection: Connection, mail_tab: Shown, institutions: Sequence[str], offset: int, most: int
) -> list[ListedMail]:
    """A page of them: the newest failed first, of the waiting those that leave next."""
    order = IN_ORDER.desc() if mail_tab == "failed" else outbox.c.next_attempt_at
    page = (
        _of(_LISTED.where(_OFFICES), mail_tab).order_by(order, IN_ORDER).limit(most).offset(offset)
    )
    rows = connection.execute(page, {"institutions": list(institutions)})
    return [ListedMail._make(row) for row in rows]


def failed_ids(
    connection: Connection, institutions: Sequence[str], newest: int, most: int
) -> list[int]:
    """The actions of failed mails up to a number, oldest first: a set that nothing new enters."""
    ids = (
        _of(select(outbox.c.id).select_from(_JOINED).where(_OFFICES), "failed")
        .where(outbox.c.id <= newest)
        .order_by(outbox.c.id)
        .limit(most)
    )
    return list(connection.execute(ids, {"institutions": list(institutions)}).scalars())


def failed_mail(connection: Connection, action_id: int) -> ListedMail | None:
    """A failed mail by its action, locked; None where it is none, or has left meanwhile."""
    of_action = _of(_LISTED, "failed").where(outbox.c.id == action_id)
    rows = connection.execute(of_action.with_for_update(of=outbox))
    row = rows.one_or_none()
    return ListedMail._make(row) if row else None


def redirect(connection: Connection, mail_id: int, address: str) -> None:
    """A mail goes to another address from now on."""
    connection.execute(update(mails).where(mails.c.id == mail_id).values(to_address=address))


def _of(statement: Select[Any], mail_tab: Shown) -> Select[Any]:
    return statement.where(_FAILED if mail_tab == "failed" else _WAITING)
