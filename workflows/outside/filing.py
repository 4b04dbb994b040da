"""Filing what came in: a reply to its case, a bounce to its mail, anything else for people to see.

Nothing here writes a mail, and nothing that a message starts does: whatever comes in, nobody is
answered by a machine, so that no loop can begin.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from notifications.bounces import Failure
from notifications.incoming import IncomingMail, key_of, read_message
from office.wiring import Office
from persistence import files, incoming_mails
from persistence.history import Entry
from persistence.incoming_mails import Kind, MailMeant, NewIncomingMail
from persistence.saving import save
from states.addresses import is_erased
from states.decision import SYSTEM
from states.frozen import frozen
from states.moments import civil_date
from workflows.cases.status import load_case
from workflows.cases.steps import Situation, refreshed
from workflows.outside.objections import limit_of, plan_answer

MAIL_CAME_IN: Final = "mail_came_in"
"""What the history calls a reply."""
MESSAGE_TYPE: Final = "message/rfc822"
FOR_PEOPLE: Final[frozenset[Kind]] = frozenset({"reply", "objection", "unknown"})
"""The kinds that somebody must look at."""


@frozen
class Filed:
    """A message as it was filed: its number, what it is, and whether somebody must look at it."""

    number: int
    kind: Kind
    waits: bool


@frozen
class ArrivedMessage:
    """A message as it arrived, read: a large one takes seconds, before a transaction begins."""

    raw: bytes
    arrived_at: datetime
    key: str
    mail: IncomingMail


def read_arrived(raw: bytes, arrived_at: datetime) -> ArrivedMessage:
    """The message that some bytes are: any are one."""
    return ArrivedMessage(raw, arrived_at, key_of(raw), read_message(raw))


def file_message(
    connection: Connection, office: Office, arrived_message: ArrivedMessage, now: datetime
) -> Filed | None:
    """Keeps a message as it came, with what it is about; None for one that was kept before.

    Raises OSError where the disk does not take it; the caller commits.
    """
    if incoming_mails.is_known(connection, arrived_message.key):
        return None
    mail, received_at = arrived_message.mail, min(arrived_message.arrived_at, now)
    mail_meant = incoming_mails.mail_meant(connection, mail.answers, mail.tags)
    kind = kind_of(mail, mail_meant, (office.settings.sender, office.settings.institution.email))
    case_id = _case_of(connection, mail_meant)
    is_marked = mail.failure is not None and _mark(connection, mail_meant, mail.failure)
    waits = kind in FOR_PEOPLE or (kind == "bounce" and not is_marked)
    number = incoming_mails.add(
        connection,
        NewIncomingMail(
            key=arrived_message.key,
            institution=office.settings.institution.key,
            case_id=case_id,
            mail_key=mail_meant.key if mail_meant else None,
            kind=kind,
            message_id=mail.message_id,
            from_name=mail.from_name,
            from_address=mail.from_address,
            subject=mail.subject,
            text=mail.text,
            failure=mail.failure.reason if mail.failure else None,
            attachments=_listed(mail),
            file=files.enter(connection, office, arrived_message.raw, MESSAGE_TYPE),
            received_at=received_at,
            outcome=None if waits else "filed",
        ),
    )
    if number is None:
        return None
    if kind == "objection":
        _limit(connection, office, number, received_at, now)
    if kind == "reply" and case_id is not None:
        note_in_history(connection, office, case_id, number, now)
    return Filed(number, kind, waits)


def kind_of(
    mail: IncomingMail, mail_meant: MailMeant | None, own_addresses: Collection[str]
) -> Kind:
    """What a message is, by what it says of itself and by the mail of ours that it names.

    What people write to an address of the office without answering anything is an objection or a
    suggestion; whoever looks at it may say otherwise.
    """
    if mail.failure is not None:
        return "bounce"
    if mail.is_automatic:
        return "automatic"
    if mail_meant is not None:
        return "reply"
    own = {_without_tag(address) for address in own_addresses}
    if own & {_without_tag(address) for address in mail.to}:
        return "objection"
    return "unknown"


def note_in_history(
    connection: Connection, office: Office, case_id: int, number: int, now: datetime
) -> None:
    """An entry in a case's history that a mail came in, by its number: what it says stands in the
    mail alone, and goes with it."""
    case, dossier = load_case(connection, case_id, for_update=True)
    if not office.knows(case.definition):
        return
    data = json.dumps({"incoming_mail": number})
    entry = Entry("notice", MAIL_CAME_IN, "", SYSTEM.role, SYSTEM.name, data)
    definition = office.definition_of(case, dossier)
    save(
        connection,
        [refreshed(Situation(office, definition, case, dossier, now), entry, False)],
        now,
    )


def _case_of(connection: Connection, mail_meant: MailMeant | None) -> int | None:
    """The case of the mail that is meant, unless its candidate was erased."""
    if mail_meant is None or mail_meant.case_id is None:
        return None
    _, dossier = load_case(connection, mail_meant.case_id)
    return None if is_erased(dossier.candidate.email) else mail_meant.case_id


def _limit(
    connection: Connection, office: Office, number: int, received_at: datetime, now: datetime
) -> None:
    """By when an objection is answered, and the task of the plans; nothing where nobody owes it."""
    institution = office.settings.institution.key
    limit = limit_of(office, institution, civil_date(received_at), now)
    if limit is None:
        return
    incoming_mails.set_limit(connection, number, limit.due, limit.written, limit.next_at)
    task = plan_answer(connection, office, institution, number, limit.due, now)
    incoming_mails.set_task(connection, number, task)


def _mark(connection: Connection, mail_meant: MailMeant | None, failure: Failure) -> bool:
    """Whether the mail stands as one that came back; one that was written to another address since
    does so only for that one. What stands neither so, nor as one that left, is for people to see.
    """
    if mail_meant is None:
        return False
    is_elsewhere = failure.address.casefold() != mail_meant.to_address.casefold()
    if (
        failure.address
        and is_elsewhere
        and incoming_mails.has_come_back(connection, mail_meant.key)
    ):
        return True
    return incoming_mails.came_back(connection, mail_meant.key, failure.reason)


def _listed(mail: IncomingMail) -> list[dict[str, object]]:
    return [
        {"name": file.name, "type": file.content_type, "size": len(file.content)}
        for file in mail.files
    ]


def _without_tag(address: str) -> str:
    local_part, _, domain = address.casefold().rpartition("@")
    return f"{local_part.partition('+')[0]}@{domain}"
