"""Mail comes in: the messages of the office's mailbox are filed, each in a transaction of its own.

A message leaves the mailbox once it is kept; one that can't be filed stays there and keeps no other
from being filed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import structlog

from notifications.mailboxes import Mailbox, MailboxUnreadable, MaildirBox, WaitingMessage
from office.wiring import Office
from persistence import timers
from persistence.database import write_transaction
from persistence.timers import Lease
from states.frozen import frozen
from workflows.outside.filing import file_message
from workflows.running.bootstrap import App

log = structlog.get_logger("mail in")

LEASE: Final = "mail in"
_LASTS: Final = timedelta(minutes=10)


@frozen
class TakenIn:
    """What a pass took out of the mailbox: how many messages of each kind, how many were known
    already, and how many had to stay."""

    filed: Mapping[str, int]
    known: int = 0
    left: int = 0

    @property
    def number(self) -> int:
        """How many messages were filed."""
        return sum(self.filed.values())


def mailbox_of(office: Office) -> Mailbox | None:
    """The mailbox that the settings name; None where mail is read by people alone."""
    mail_in = office.settings.mail_in
    if mail_in.take_from == "maildir":
        return MaildirBox(office.data / Path(mail_in.folder))
    return None


def take_mail_in(app: App, now: datetime) -> TakenIn:
    """Files all that lies in the mailbox. Raises MailboxUnreadable, DatabaseError."""
    mailbox = mailbox_of(app.office)
    filed_kinds, known_number, left_number = Counter[str](), 0, 0
    for message in mailbox.messages() if mailbox else ():
        try:
            kind = _file(app, message, now)
        except OSError as error:
            log.error("a message could not be kept, and stays in the mailbox", error=error)
            left_number += 1
            continue
        filed_kinds.update([kind] if kind else [])
        known_number += kind is None
        if mailbox is not None:
            mailbox.remove(message)
    return TakenIn(filed_kinds, known_number, left_number)


def keep_taking_in(app: App, holder: str, now: datetime) -> int:
    """The same as time passes, by one worker at a time; how many messages were filed.

    A mailbox that can't be read is told in the log, and looked at again later.
    """
    with write_transaction(app.engine) as connection:
        if not timers.take_lease(connection, Lease(LEASE, holder, now + _LASTS)):
            return 0
    try:
        mails_in = take_mail_in(app, now)
    except MailboxUnreadable as error:
        log.warning("no mail comes in", error=error)
        return 0
    if mails_in.number:
        log.info("mail came in", **mails_in.filed)
    return mails_in.number


def _file(app: App, message: WaitingMessage, now: datetime) -> str | None:
    """The kind as which a message was filed; None for one that was kept before."""
    with write_transaction(app.engine) as connection:
        filed_mail = file_message(connection, app.office, message.content, message.arrived_at, now)
    return filed_mail.kind if filed_mail else None
