"""Whoever is to answer an objection or a suggestion is reminded on the ladder that other steps
have, which ends at the Head of the Office or above."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection

from actions.addressees import of_member
from actions.mail_contexts import letterhead, page_url, recipient_of
from notifications.context import MailContext
from notifications.wording import write
from office.wiring import Office
from persistence import incoming_mails
from persistence.directory import Directory
from persistence.incoming_mails import StoredIncomingMail
from persistence.mails import OutgoingMail
from persistence.saving import enqueue
from rules.ladder import Level
from states.moments import civil_date
from workflows.outside.objections import ahead, objections_of, rungs

AT_ONCE: Final = 200
"""Objections told in one turn of the clock."""
MAIL: Final = "objection_waits"


def write_objection_reminders(connection: Connection, office: Office, now: datetime) -> int:
    """Mails of the objections whose next level has come; how many objections were told."""
    told_mails = incoming_mails.to_tell(connection, now, AT_ONCE)
    directory = Directory(connection)
    for mail, since in told_mails:
        due = mail.due
        if due is None:
            incoming_mails.put_off(connection, mail.id, None)
            continue
        levels = [rung.level for rung in rungs(office, due) if since <= rung.at <= now]
        mails = [
            outgoing_mail
            for level in levels
            for outgoing_mail in _mails(directory, office, (mail, due), level, now)
        ]
        enqueue(connection, [(None, None, mails, ())], now)
        incoming_mails.put_off(connection, mail.id, ahead(office, due, now))
    return len(told_mails)


def _mails(
    directory: Directory,
    office: Office,
    waiting_mail: tuple[StoredIncomingMail, date],
    level: Level,
    now: datetime,
) -> Iterator[OutgoingMail]:
    """A level's mail to each who holds one of its roles, or deputises for it; by number, not by
    name."""
    (mail, due), today = waiting_mail, civil_date(now)
    rules = objections_of(office, mail.institution)
    roles = [rules.owner if role == "owner" and rules else role for role in level.to]
    for role in dict.fromkeys(roles):
        for member in directory.reached(mail.institution, role, today):
            to = of_member(role, member, False)
            context = MailContext(
                office=letterhead(office, mail.institution, to.language),
                recipient=recipient_of(to),
                url=page_url(office, f"incoming/{mail.id}"),
                today=today,
                account={
                    "number": mail.id,
                    "on": civil_date(mail.received_at),
                    "due": due,
                    "over": due < today,
                },
            )
            of_mail = incoming_mails.keys_of_mails(mail.id)
            key = f"{of_mail}{due}/{level.level}/{role}/{member.login}"
            yield to.outgoing(MAIL, key, f"objection {mail.id}", write(MAIL, to.language, context))
