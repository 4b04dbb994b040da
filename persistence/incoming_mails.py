"""Mail that came in, as it is kept: each message once, with what it is about and its fate."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, select, update

from notifications.incoming import MailTag
from notifications.message import digest_of_key, readable_in
from persistence.database import insert
from persistence.submissions import MOST_SHOWN, WaitingCase, waiting_in
from persistence.tables import cases, incoming_mails, mails, outbox
from states.frozen import frozen

Kind = Literal["reply", "bounce", "automatic", "objection", "unknown"]
Outcome = Literal["filed", "seen", "answered", "set_aside"]


@frozen
class NewIncomingMail:
    """A message to be kept. `key` is what it is known by, `file` the digest of the message itself,
    `mail_key` the mail of ours that it is about; `outcome` None where somebody must look at it."""

    key: str
    institution: str
    case_id: int | None
    mail_key: str | None
    kind: Kind
    message_id: str
    from_name: str
    from_address: str
    subject: str
    text: str
    failure: str | None
    attachments: Sequence[Mapping[str, object]]
    file: str
    received_at: datetime
    outcome: Outcome | None


@frozen
class StoredIncomingMail:
    """A message that came in, and what has become of it; `number` is its case's.

    `file` is None once the message itself was erased. `letter_id` is the mail of ours that it is
    about, `to_address` where that went.
    """

    id: int
    institution: str
    case_id: int | None
    mail_key: str | None
    kind: Kind
    from_name: str
    from_address: str
    subject: str
    text: str
    failure: str | None
    attachments: tuple[Mapping[str, Any], ...]
    file: str | None
    received_at: datetime
    due: date | None
    receipt: str | None
    task_id: int | None
    outcome: Outcome | None
    settled_at: datetime | None
    settled_by: str | None
    answer: str | None
    number: str | None
    letter_id: int | None
    to_address: str | None

    @property
    def waits(self) -> bool:
        """Whether somebody must look at it."""
        return self.outcome is None

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether it answers a mail of ours from another address than that went to."""
        to = self.to_address
        return bool(to) and str(to).casefold() != self.from_address.casefold()


class MailMeant(NamedTuple):
    """A mail of ours that a message is about: its key, its case where it has one, where it went."""

    key: str
    case_id: int | None
    call_id: int | None
    to_address: str


_COLUMNS: Final = incoming_mails.c
_OUR_MAILS: Final = "objection/"
_ANSWER: Final = re.compile(rf"{_OUR_MAILS}(\d{{1,18}})/answer")
_OTHERS: Final = {
    "institution": func.coalesce(cases.c.institution, _COLUMNS.institution),
    "number": cases.c.number,
    "letter_id": mails.c.id,
    "to_address": mails.c.to_address,
}
_READ: Final = (
    select(
        *(
            _OTHERS[part.name] if part.name in _OTHERS else _COLUMNS[part.name]
            for part in fields(StoredIncomingMail)
        )
    )
    .select_from(incoming_mails)
    .outerjoin(cases, cases.c.id == _COLUMNS.case_id)
    .outerjoin(mails, mails.c.key == _COLUMNS.mail_key)
)
_MEANT: Final = select(*(mails.c[name] for name in MailMeant._fields))


def add(connection: Connection, new: NewIncomingMail) -> int | None:
    """Keeps a message; None where it was kept before."""
    row = {part.name: getattr(new, part.name) for part in fields(NewIncomingMail)}
    statement = insert(connection.dialect.name, incoming_mails).values(row)
    once = statement.on_conflict_do_nothing(index_elements=["key"])
    number: int | None = connection.execute(once.returning(_COLUMNS.id)).scalar()
    return number


def is_known(connection: Connection, key: str) -> bool:
    """Whether a message was kept before."""
    return connection.execute(select(_COLUMNS.id).where(_COLUMNS.key == key)).first() is not None


def mail_meant(
    connection: Connection, identifiers: Iterable[str], tags: Iterable[MailTag]
) -> MailMeant | None:
    """The mail of ours that Message-IDs or tags name, the first that one names; None of none."""
    for tag in tags:
        row = connection.execute(_MEANT.where(mails.c.id == tag.number)).one_or_none()
        if row is not None and digest_of_key(row.key) == tag.digest:
            return MailMeant._make(row)
    for identifier in identifiers:
        if (named_mail := _named_by(connection, identifier)) is not None:
            return named_mail
    return None


def _named_by(connection: Connection, identifier: str) -> MailMeant | None:
    """The mail with a Message-ID, which has the beginning of its key in words, and a digest."""
    readable, digest = readable_in(identifier)
    if not digest:
        return None
    like = readable.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace("-", "%")
    rows = connection.execute(_MEANT.where(mails.c.key.like(f"{like}%", escape="\\")))
    return next((MailMeant._make(row) for row in rows if digest_of_key(row.key) == digest), None)


def came_back(connection: Connection, mail_key: str, reason: str) -> bool:
    """Marks a mail that had left as one that came back, with why; False where nothing says yet that
    it had left."""
    statement = update(outbox).where(
        outbox.c.mail_key == mail_key, outbox.c.status.in_(("done", "uncertain", "bounced"))
    )
    values = {"status": "bounced", "done_at": None, "last_error": reason, "claimed_by": None}
    return connection.execute(statement.values(values)).rowcount > 0


def has_come_back(connection: Connection, mail_key: str) -> bool:
    """Whether a message said before that a mail came back."""
    bounces = select(_COLUMNS.id).where(_COLUMNS.mail_key == mail_key, _COLUMNS.kind == "bounce")
    return connection.execute(bounces.limit(1)).first() is not None


def of_case(connection: Connection, case_id: int) -> list[StoredIncomingMail]:
    """What came in of a case, newest first."""
    own = _READ.where(_COLUMNS.case_id == case_id).order_by(_COLUMNS.id.desc())
    return [StoredIncomingMail(*row) for row in connection.execute(own)]


def by_id(
    connection: Connection, mail_id: int, for_update: bool = False
) -> StoredIncomingMail | None:
    """A message by its number, locked where it is to be changed; None where there is none."""
    own = _READ.where(_COLUMNS.id == mail_id)
    row = connection.execute(
        own.with_for_update(of=incoming_mails) if for_update else own
    ).one_or_none()
    return StoredIncomingMail(*row) if row else None


def settle(
    connection: Connection,
    mail_id: int,
    outcome: Outcome,
    by: tuple[str, datetime],
    answer: str | None = None,
) -> None:
    """Says what became of a message, by whom and when; `answer` is what was answered, or why
    nothing is."""
    values = {
        "outcome": outcome, "settled_by": by[0], "settled_at": by[1], "next_at": None,
        "answer": answer,
    }  # fmt: skip
    _change(connection, mail_id, values)


def set_limit(
    connection: Connection, mail_id: int, due: date, receipt: str, next_at: datetime | None
) -> None:
    """Until when an objection is answered, with the receipt as JSON, and when somebody is told of
    it next."""
    _change(connection, mail_id, {"due": due, "receipt": receipt, "next_at": next_at})


def set_task(connection: Connection, mail_id: int, task_id: int) -> None:
    """The task that plans have of an objection."""
    _change(connection, mail_id, {"task_id": task_id})


def answer_key(mail_id: int) -> str:
    """The key of the mail that answers a message."""
    return f"{_OUR_MAILS}{mail_id}/answer"


def keys_of_mails(mail_id: int) -> str:
    """What the key of each mail of ours about a message of no case begins with."""
    return f"{_OUR_MAILS}{mail_id}/"


def file_answered(connection: Connection, mail_key: str) -> str | None:
    """The file of the message that a mail of ours answers; None where it answers none, or where
    that was erased."""
    answer = _ANSWER.fullmatch(mail_key)
    if answer is None:
        return None
    own = select(_COLUMNS.file).where(_COLUMNS.id == int(answer[1]))
    digest: str | None = connection.execute(own).scalar()
    return digest


def put_off(connection: Connection, mail_id: int, next_at: datetime | None) -> None:
    """Somebody was told of an objection; when the next one is."""
    _change(connection, mail_id, {"next_at": next_at})


def objections(
    connection: Connection, institutions: Collection[str] | None = None
) -> list[StoredIncomingMail]:
    """The objections that wait for an answer, of institutions or of all, the first due first."""
    statement = _READ.where(_COLUMNS.kind == "objection", _COLUMNS.outcome.is_(None))
    if institutions is not None:
        statement = statement.where(_COLUMNS.institution.in_(institutions))
    rows = connection.execute(statement.order_by(_COLUMNS.due, _COLUMNS.id).limit(MOST_SHOWN))
    return [StoredIncomingMail(*row) for row in rows]


def to_tell(
    connection: Connection, now: datetime, most: int
) -> list[tuple[StoredIncomingMail, datetime]]:
    """The objections of which somebody is to be told by now, each with since when, in order."""
    statement = (
        _READ.add_columns(_COLUMNS.next_at)
        .where(_COLUMNS.next_at <= now, _COLUMNS.outcome.is_(None))
        .order_by(_COLUMNS.next_at, _COLUMNS.id)
        .limit(most)
    )
    return [(StoredIncomingMail(*row[:-1]), row[-1]) for row in connection.execute(statement)]


def put_into_case(connection: Connection, mail_id: int, case_id: int) -> None:
    """A message is a case's from now on, and a reply."""
    _change(
        connection, mail_id, {"case_id": case_id, "kind": "reply", "due": None, "receipt": None}
    )


def _change(connection: Connection, mail_id: int, values: Mapping[str, object]) -> None:
    connection.execute(update(incoming_mails).where(_COLUMNS.id == mail_id).values(values))


def waiting_cases(connection: Connection, institutions: Collection[str]) -> list[WaitingCase]:
    """The cases of institutions with messages that nobody has looked at, the longest waiting
    first."""
    return [WaitingCase(*row) for row in connection.execute(select_waiting_cases(institutions))]


def select_waiting_cases(institutions: Collection[str]) -> Select[Any]:
    """The same as a statement, its columns as those of a `WaitingCase`."""
    return waiting_in(incoming_mails, institutions)


def count_unfiled(connection: Connection, institutions: Collection[str], is_waiting: bool) -> int:
    """How many messages of no case there are, that wait or that were settled."""
    return int(connection.execute(select_number_unfiled(institutions, is_waiting)).scalar_one())


def select_number_unfiled(institutions: Collection[str], is_waiting: bool) -> Select[Any]:
    """The same as a statement."""
    statement = select(func.count()).select_from(incoming_mails)
    return statement.where(*_unfiled(institutions, is_waiting))


def unfiled(
    connection: Connection, institutions: Collection[str], is_waiting: bool, span: tuple[int, int]
) -> list[StoredIncomingMail]:
    """The messages of no case, from a place on and at most so many: of those that wait the
    first due and the oldest first, of those that were settled the newest."""
    order = (
        (_COLUMNS.due.is_(None), _COLUMNS.due, _COLUMNS.id) if is_waiting else (_COLUMNS.id.desc(),)
    )
    rows = _READ.where(*_unfiled(institutions, is_waiting)).order_by(*order)
    offset, most = span
    return [StoredIncomingMail(*row) for row in connection.execute(rows.offset(offset).limit(most))]


def _unfiled(institutions: Collection[str], is_waiting: bool) -> tuple[ColumnElement[bool], ...]:
    outcome = _COLUMNS.outcome
    stands = outcome.is_(None) if is_waiting else outcome.is_not(None)
    return _COLUMNS.case_id.is_(None), _COLUMNS.institution.in_(institutions), stands
