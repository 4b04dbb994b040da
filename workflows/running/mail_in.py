"""Mail comes in: the messages of the office's mailbox are filed, each in a transaction of its own.

A message leaves the mailbox once it is kept; one that can't be filed stays there and keeps no other
from being filed. A mailbox that was read to its end gives a sign of life, one that could not be
read says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Final

import structlog

from notifications.mailboxes import Mailbox, MailboxUnreadable, MaildirBox, WaitingMessage
from office.passwords import password_for
from office.wiring import Office
from persistence import signs_of_life, timers
from persistence.database import write_transaction
from persistence.signs_of_life import Obstacle
from persistence.timers import Lease
from states.frozen import frozen
from states.text import Text
from workflows.outside.filing import file_message, read_arrived
from workflows.running.bootstrap import App

log = structlog.get_logger("mail in")

LEASE: Final = "mail in"
_LASTS: Final = timedelta(minutes=10)
A_LOOK_LASTS: Final = timedelta(minutes=4)
"""After so long no further message is taken at a look: the others wait for the next one."""
_NO_PASSWORD: Final = Text(
    "The mailbox has no password: write it into secrets/mail-in-password of the data folder, or "
    "into MOBILITY_MAIL_IN_PASSWORD of the environment.",
    "Поштанско сандуче нема лозинку: упишите је у secrets/mail-in-password у фасцикли са "
    "подацима или у MOBILITY_MAIL_IN_PASSWORD окружења.",
)


@frozen
class TakenIn:
    """What a pass took out of the mailbox: how many messages of each kind, how many were known
    already; `obstacle` is what kept it from the others."""

    filed: Mapping[str, int]
    known: int = 0
    obstacle: Text | None = None

    @property
    def number(self) -> int:
        """How many messages were filed."""
        return sum(self.filed.values())


class NoMailbox(Exception):
    """The settings name no mailbox: people read it."""


def mailbox_of(office: Office) -> Mailbox:
    """The mailbox that the settings name.

    Raises NoMailbox; MailboxUnreadable where its password is missing.
    """
    mail_in = office.settings.mail_in
    if mail_in.take_from == "nowhere":
        raise NoMailbox
    if mail_in.take_from == "maildir":
        return MaildirBox(office.data / Path(mail_in.folder))
    # Imported here: of the two ways an office needs one.
    from notifications.imap import ImapBox

    password = password_for(office.data, "mail-in")
    if password is None:
        raise MailboxUnreadable(_NO_PASSWORD)
    return ImapBox(
        mail_in.host or "",
        mail_in.port,
        mail_in.user or "",
        password,
        mail_in.tls,
        mail_in.mailbox,
        mail_in.timeout_seconds,
        mail_in.ca_file,
    )


def take_mail_in(
    app: App, now: datetime, holder: str = "by hand", lasts: timedelta = A_LOOK_LASTS
) -> TakenIn:
    """Files what lies in the mailbox, the oldest first, as long as a look may last.

    Raises NoMailbox, DatabaseError.
    """
    ends_at = monotonic() + lasts.total_seconds()
    kinds: Counter[str | None] = Counter()
    obstacle: Text | None = None
    try:
        with mailbox_of(app.office).opened() as mailbox:
            for message in mailbox.messages():
                try:
                    kind = _file(app, message, now)
                except OSError as error:
                    obstacle = _not_kept(error)
                    continue
                kinds[kind] += 1
                mailbox.remove(message)
                if monotonic() >= ends_at:
                    break
    except MailboxUnreadable as error:
        obstacle = error.sentence
    with write_transaction(app.engine) as connection:
        if obstacle is None:
            signs_of_life.note(connection, "mail_in", holder, now)
        else:
            signs_of_life.note_unreadable(connection, holder, Obstacle(now, obstacle))
    numbers_filed = {kind: number for kind, number in kinds.items() if kind is not None}
    return TakenIn(numbers_filed, kinds[None], obstacle)


def keep_taking_in(app: App, holder: str, now: datetime) -> int:
    """The same as time passes, by one worker at a time; how many messages were filed.

    A mailbox that can't be read is looked at again later.
    """
    with write_transaction(app.engine) as connection:
        if not timers.take_lease(connection, Lease(LEASE, holder, now + _LASTS)):
            return 0
    mails_in = take_mail_in(app, now, holder)
    if mails_in.obstacle is not None:
        log.warning("not all mail comes in", error=mails_in.obstacle.en)
    if mails_in.number:
        log.info("mail came in", **mails_in.filed)
    return mails_in.number


def _file(app: App, message: WaitingMessage, now: datetime) -> str | None:
    """The kind as which a message was filed; None for one that was kept before."""
    arrived_message = read_arrived(message.content, message.arrived_at)
    with write_transaction(app.engine) as connection:
        filed_mail = file_message(connection, app.office, arrived_message, now)
    return filed_mail.kind if filed_mail else None


def _not_kept(error: OSError) -> Text:
    why = error.strerror or error
    return Text(
        f"A message could not be kept, and stays in the mailbox: {why}.",
        f"Порука није сачувана и остаје у сандучету: {why}.",
    )
