"""A mail that failed or waits, as the page of mails shows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from notifications.catalogue import CATALOGUE
from office.wiring import Office
from persistence.mail_list import ListedMail
from states.frozen import frozen
from states.text import Text
from web.messages.values import STATUSES
from web.views.remedies import mail_title


@frozen
class MailLine:
    """A line of the list. `proposed` is the address that a redirection begins with.

    `corrects` is where the candidate's address is corrected, `about` what the mail is of.
    """

    action_id: int
    mail_id: int
    kind: Text
    to_name: str
    to_address: str
    subject: str
    written_at: datetime
    status: str
    status_title: Text
    attempts: int
    next_attempt_at: datetime
    error: str | None
    about: str | None
    about_address: str | None
    proposed: str
    corrects: str | None


def lines_of(office: Office, mails: Sequence[ListedMail]) -> list[MailLine]:
    """Mails in their order, as lines."""
    return [_line(office, mail) for mail in mails]


def _line(office: Office, mail: ListedMail) -> MailLine:
    entry = CATALOGUE.get(mail.mail)
    address = None
    if mail.case_number:
        address = f"/cases/{mail.case_number}"
    elif mail.call_id:
        address = f"/calls/{mail.call_id}"
    corrects = None
    if mail.case_number and mail.recipient == "candidate":
        corrects = f"/cases/{mail.case_number}?form=candidate#fact-candidate"
    current = mail.current_address
    of = [mail.institution] if mail.institution else []
    return MailLine(
        action_id=mail.action_id,
        mail_id=mail.mail_id,
        kind=mail_title(office, entry, of) if entry else Text(mail.mail, mail.mail),
        to_name=mail.to_name,
        to_address=mail.to_address,
        subject=mail.subject,
        written_at=mail.written_at,
        status=mail.status,
        status_title=STATUSES[mail.status],
        attempts=mail.attempts,
        next_attempt_at=mail.next_attempt_at,
        error=mail.last_error,
        about=mail.case_number or mail.call_title,
        about_address=address,
        proposed=current if current and current != mail.to_address else "",
        corrects=corrects,
    )
