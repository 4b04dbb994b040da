"""Mails: each kept by its words, as it was written, beside the action that sends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from notifications.mail import WrittenMail
from persistence.tables import cases, documents, mails, outbox
from persistence.tables.work import NOT_ARRIVED
from states.frozen import frozen

ERASED_UNSENT: Final = "erased before it left"
"""What an action says whose mail or document an erasure ended."""


@frozen
class OutgoingMail:
    """A mail to one address, to be kept and sent. `obstacle` says why it can't be sent at all."""

    key: str
    label: str
    mail: str
    recipient: str
    to_name: str
    to_address: str
    language: str
    written: WrittenMail
    attaches: tuple[str, ...] = ()
    obstacle: str | None = None

    def values(self, owner: Mapping[str, int | None], at: datetime) -> dict[str, object]:
        """Its row, of a case or a call."""
        return {
            "key": self.key,
            **owner,
            "mail": self.mail,
            "recipient": self.recipient,
            "to_name": self.to_name,
            "to_address": self.to_address,
            "language": self.language,
            "subject": self.written.subject,
            "words": self.written.words,
            "text": self.written.text,
            "html": self.written.html,
            "attaches": ",".join(self.attaches),
            "written_at": at,
        }


class StoredMail(NamedTuple):
    """A mail as it was written, and what has become of it (`status` of the outbox)."""

    id: int
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
    written_at: datetime
    status: str
    attempts: int
    last_error: str | None
    done_at: datetime | None
    action_id: int

    @property
    def is_erased(self) -> bool:
        """Whether its words were erased, and to whom it went."""
        return not (self.subject or self.words or self.text)

    @property
    def is_for_people(self) -> bool:
        """Whether nobody tries it again by itself."""
        return self.status in NOT_ARRIVED

    @property
    def never_left(self) -> bool:
        """Whether it was erased before it could be sent."""
        return self.last_error == ERASED_UNSENT

    @property
    def written(self) -> WrittenMail:
        """The mail as it is kept."""
        return WrittenMail(self.subject, self.words, self.text, self.html)


class MailToSend(NamedTuple):
    """A mail as it leaves. `created_at` is its action's: what it carries was made by then."""

    id: int
    key: str
    case_id: int | None
    mail: str
    recipient: str
    language: str
    to_name: str
    to_address: str
    subject: str
    words: str | None
    text: str
    html: str
    attaches: str
    written_at: datetime
    created_at: datetime

    @property
    def written(self) -> WrittenMail:
        """The mail as it is kept."""
        return WrittenMail(self.subject, self.words, self.text, self.html)

    @property
    def attached_kinds(self) -> tuple[str, ...]:
        """The kinds of document that go with it."""
        return tuple(kind for kind in self.attaches.split(",") if kind)


class AttachedDocument(NamedTuple):
    """A document that goes with a mail, by its action's key; without a file it is not made yet."""

    key: str
    file: str | None
    file_name: str | None


class UnaddressedMail(NamedTuple):
    """A case's dead mail to a role that nobody held, as it was written."""

    key: str
    case_id: int
    label: str
    mail: str
    recipient: str
    language: str
    subject: str
    words: str | None
    text: str
    html: str
    attaches: str

    def addressed_to(self, number: int, name: str, address: str) -> OutgoingMail:
        """The same mail to one more who holds the role now."""
        return OutgoingMail(
            key=f"{self.key}/{number}",
            label=self.label,
            mail=self.mail,
            recipient=self.recipient,
            to_name=name,
            to_address=address,
            language=self.language,
            written=WrittenMail(self.subject, self.words, self.text, self.html),
            attaches=tuple(kind for kind in self.attaches.split(",") if kind),
        )


_STORED: Final = select(
    *(mails.c[name] for name in StoredMail._fields if name in mails.c),
    outbox.c.status,
    outbox.c.attempts,
    outbox.c.last_error,
    outbox.c.done_at,
    outbox.c.id.label("action_id"),
).join(outbox, outbox.c.key == mails.c.key)  # its action has the mail's own key
_TO_SEND: Final = (
    select(*(mails.c[name] for name in MailToSend._fields if name in mails.c), outbox.c.created_at)
    .join(outbox, outbox.c.mail_key == mails.c.key)
    .where(outbox.c.id == bindparam("job"))
)
_UNADDRESSED: Final = (
    select(
        *(outbox.c.label if name == "label" else mails.c[name] for name in UnaddressedMail._fields)
    )
    .join(outbox, outbox.c.mail_key == mails.c.key)
    .where(
        outbox.c.id == bindparam("job"),
        outbox.c.status == "dead",
        outbox.c.case_id.is_not(None),
        mails.c.to_address == "",
    )
)


def mails_of(connection: Connection, case_id: int) -> Sequence[StoredMail]:
    """The mails of a case, newest first."""
    of_case = _STORED.where(mails.c.case_id == case_id, outbox.c.case_id == case_id)
    rows = connection.execute(of_case.order_by(mails.c.id.desc()))
    return [StoredMail._make(row) for row in rows]


def stored_mail(connection: Connection, mail_id: int) -> StoredMail | None:
    """A mail by its id."""
    row = connection.execute(_STORED.where(mails.c.id == mail_id)).one_or_none()
    return StoredMail._make(row) if row else None


def to_send(connection: Connection, job_id: int) -> MailToSend:
    """The mail of an action of the outbox."""
    return MailToSend._make(connection.execute(_TO_SEND, {"job": job_id}).one())


def attached_to(connection: Connection, mail: MailToSend, kind: str) -> list[AttachedDocument]:
    """The newest document of a kind that was to be made when the mail was written.

    One that is made in several languages goes with the mail in all of them.
    """
    owner = outbox.c.case_id == mail.case_id
    if kind == "ranking_list":
        owner = outbox.c.call_id == _CALL_OF_CASE
    rows = connection.execute(
        _DOCUMENTS.where(owner),
        {"kind": kind, "written": mail.created_at, "case": mail.case_id},
    )
    documents_of_kind = [AttachedDocument._make(row) for row in rows]
    stems = [_stem(document, kind) for document in documents_of_kind]
    newest = [d for d, stem in zip(documents_of_kind, stems, strict=True) if stem == stems[0]]
    return newest[::-1]


_CALL_OF_CASE: Final = (
    select(cases.c.call_id).where(cases.c.id == bindparam("case")).scalar_subquery()
)
_DOCUMENTS: Final = (
    select(outbox.c.key, documents.c.file, documents.c.file_name)
    .outerjoin(documents, documents.c.key == outbox.c.key)
    .where(outbox.c.document == bindparam("kind"), outbox.c.created_at <= bindparam("written"))
    .order_by(outbox.c.created_at.desc(), outbox.c.id.desc())
)


def _stem(document: AttachedDocument, kind: str) -> str:
    """The part of a document's key that it has in every language."""
    return document.key.partition(f"/{kind}")[0]


def unaddressed(connection: Connection, job_id: int) -> UnaddressedMail | None:
    """The mail of an action that is dead because nobody held the role; None for all else."""
    row = connection.execute(_UNADDRESSED, {"job": job_id}).one_or_none()
    return UnaddressedMail._make(row) if row else None


def address(connection: Connection, key: str, name: str, email: str) -> None:
    """Gives a mail that had no address its own."""
    mail = update(mails).where(mails.c.key == key, mails.c.to_address == "")
    connection.execute(mail.values(to_name=name, to_address=email))
