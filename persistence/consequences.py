"""What a part of a transaction has written: read before it is kept or taken back. Reads only."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from notifications.mail import WrittenMail
from persistence.made_decisions import against_of
from persistence.one_of import OneOf
from persistence.tables import candidates, cases, mails, outbox, persons
from rules.receipts import Receipt
from states.text import Text


class CaseLine(NamedTuple):
    """Where a case stands: its state and what it awaits by their names, until which civil date."""

    id: int
    number: str
    name: str
    definition: str
    state: str
    awaited: str | None
    owners: str
    due: date | None
    receipt_json: str | None
    rests_en: str | None
    rests_sr: str | None

    @property
    def receipt(self) -> Receipt | None:
        """What the due date was counted from."""
        return Receipt.from_json(json.loads(self.receipt_json)) if self.receipt_json else None

    @property
    def rests(self) -> Text | None:
        """Why no limit runs."""
        return Text(self.rests_en, self.rests_sr or "") if self.rests_en else None


class NewMail(NamedTuple):
    """A mail that was written; `obstacle` says why it can't be sent."""

    case_id: int | None
    mail: str
    recipient: str
    to_name: str
    to_address: str
    language: str
    subject: str
    words: str | None
    text: str
    html: str
    attaches: str
    obstacle: str | None

    @property
    def written(self) -> WrittenMail:
        """The mail as it is kept."""
        return WrittenMail(self.subject, self.words, self.text, self.html)


class NewDocument(NamedTuple):
    """A document that was ordered, of a case or of a call.

    `against` is what a decision is on, as its own paper says; None of every other document.
    """

    kind: str
    case_id: int | None
    against: str | None = None


class Reached(NamedTuple):
    """How far the mails and the outbox had come: what has a higher id was written since."""

    mail: int
    action: int


_LINES: Final = (
    select(
        cases.c.id,
        cases.c.number,
        persons.c.name,
        cases.c.definition,
        cases.c.state,
        cases.c.awaited,
        cases.c.owners,
        cases.c.due,
        cases.c.receipt,
        cases.c.rests_en,
        cases.c.rests_sr,
    )
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .where(OneOf(cases.c.id, "ids"))
    .order_by(cases.c.id)
)
_NEW_MAILS: Final = (
    select(
        *(mails.c[name] for name in NewMail._fields if name != "obstacle"),
        outbox.c.last_error,
    )
    .join(outbox, outbox.c.key == mails.c.key)
    .where(mails.c.id > bindparam("mail"))
    .order_by(mails.c.id)
)
_NEW_DOCUMENTS: Final = (
    select(outbox.c.document, outbox.c.case_id, outbox.c.call_id, outbox.c.content)
    .where(outbox.c.id > bindparam("action"), outbox.c.action == "document")
    .order_by(outbox.c.id)
)


def case_lines(connection: Connection, ids: Collection[int]) -> dict[int, CaseLine]:
    """Where cases stand now, by their ids."""
    rows = connection.execute(_LINES, {"ids": list(ids)})
    return {row.id: CaseLine._make(row) for row in rows}


def reached(connection: Connection) -> Reached:
    """How far the mails and the outbox have come."""
    newest = (select(func.coalesce(func.max(table.c.id), 0)) for table in (mails, outbox))
    mail, action = (connection.execute(statement).scalar_one() for statement in newest)
    return Reached(mail, action)


def new_mails(connection: Connection, since: Reached, ids: Collection[int]) -> list[NewMail]:
    """The mails of these cases that were written since. Another's transaction may write too
    meanwhile, but never of a case that this one has locked."""
    rows = connection.execute(_NEW_MAILS, since._asdict())
    return [mail for row in rows if (mail := NewMail._make(row)).case_id in ids]


def new_documents(
    connection: Connection, since: Reached, ids: Collection[int], call_id: int | None
) -> list[NewDocument]:
    """The documents of these cases and of a call that were ordered since."""
    rows = connection.execute(_NEW_DOCUMENTS, since._asdict())
    return [
        NewDocument(row.document, row.case_id, against_of(row.content))
        for row in rows
        if row.case_id in ids or (row.call_id is not None and row.call_id == call_id)
    ]
