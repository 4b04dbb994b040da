"""The mails by which somebody chooses a password: an invitation, and a new password's link."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from actions.addressees import Addressee, of_member
from actions.mail_contexts import letterhead, page_url, recipient_of
from notifications.catalogue import ONLY_IN_THE_MAIL
from notifications.context import MailContext
from notifications.wording import write
from persistence import accounts
from persistence.saving import enqueue
from persistence.staff import Member
from states.moments import BELGRADE, civil_date
from states.text import Text
from states.validation_error import ValidationError
from workflows.registers.keeping import RegisterAct

MAILS: Final = {"invitation": "invitation", "reset": "password_reset"}


def enqueue_link(
    act: RegisterAct,
    member: Member,
    purpose: Literal["invitation", "reset"],
    token_id: int,
    ends_at: datetime,
) -> None:
    """Puts the mail with the link of a token into the outbox; its secret comes as it leaves."""
    mail, reader = MAILS[purpose], _reader(act, member)
    written = write(mail, reader.language, _context(act, member, reader, token_id, ends_at))
    outgoing = reader.outgoing(mail, f"account/{member.login}/{token_id}", member.login, written)
    enqueue(act.connection, [(None, None, [outgoing], ())], act.now)


def _reader(act: RegisterAct, member: Member) -> Addressee:
    """The person in a role of today, else in one to come; ValidationError for who has none."""
    appointed = accounts.appointments_of(act.connection, member.id)
    here = [item for item in appointed if item.given.institution == act.institution]
    roles = [item.given.role for item in here if item.holds_on(act.today)]
    roles += [item.given.role for item in here if item.given.first_day > act.today]
    if not roles:
        sentence = Text(
            f"{member.name} has no role here, today or later: appoint them first",
            f"{member.name}: нема улоге, ни данас ни касније; најпре упишите именовање",
        )
        raise ValidationError(sentence, ("login",))
    return of_member(roles[0], member, False)


def _context(
    act: RegisterAct, member: Member, reader: Addressee, token_id: int, ends_at: datetime
) -> MailContext:
    local = ends_at.astimezone(BELGRADE)
    details = {"login": member.login, "until": local.date(), "at": f"{local:%H:%M}"}
    return MailContext(
        office=letterhead(act.office, act.institution, reader.language),
        recipient=recipient_of(reader),
        url=page_url(act.office, f"welcome/{token_id}.{ONLY_IN_THE_MAIL}"),
        today=civil_date(act.now),
        account=details,
    )
