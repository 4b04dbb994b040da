"""The mails about an account: an invitation, a new password's link, an address that was changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal

from actions.addressees import Addressee, of_member
from actions.mail_contexts import letterhead, page_url, recipient_of
from notifications.catalogue import ONLY_IN_THE_MAIL
from notifications.context import MailContext
from notifications.wording import write
from persistence import accounts
from persistence.mails import OutgoingMail
from persistence.saving import enqueue
from persistence.staff import Member
from states.moments import BELGRADE, civil_date
from states.text import Text
from states.validation_error import ValidationError
from workflows.registers.keeping import RegisterAct

MAILS: Final = {"invitation": "invitation", "reset": "password_reset"}
PAGES: Final = {"address_changed": "account", "test_mail": "setup"}
"""Where the button of a mail leads that opens nothing secret."""

_WITHOUT_ROLE: Final = "student_service"
"""How a mail addresses somebody whose roles have all ended: as any member of staff."""


def enqueue_link(
    act: RegisterAct,
    member: Member,
    purpose: Literal["invitation", "reset"],
    token_id: int,
    ends_at: datetime,
) -> None:
    """Puts the mail with the link of a token into the outbox; its secret comes as it leaves."""
    mail, reader = MAILS[purpose], _reader(act, member)
    written_mail = write(mail, reader.language, _context(act, member, reader, token_id, ends_at))
    outgoing = reader.outgoing(
        mail, f"account/{member.login}/{token_id}", member.login, written_mail
    )
    enqueue(act.connection, [(None, None, [outgoing], ())], act.now)


def enqueue_address_changed(act: RegisterAct, before: Member, email: str) -> None:
    """Tells the old address of somebody that mails go elsewhere now, and who changed that."""
    details = {"login": before.login, "email": email, "by": act.keeper.name}
    outgoing = mail_to(act, before, "address_changed", details, f"address/{act.now.isoformat()}")
    enqueue(act.connection, [(None, None, [outgoing], ())], act.now)


def mail_to(
    act: RegisterAct, member: Member, mail: str, details: Mapping[str, object], key: str
) -> OutgoingMail:
    """A mail to somebody at the address that they have, with what it tells of their account."""
    role = next(iter(_roles(act, member)), _WITHOUT_ROLE)
    reader = of_member(role, member, False)
    context = MailContext(
        office=letterhead(act.office, act.institution, reader.language),
        recipient=recipient_of(reader),
        url=page_url(act.office, PAGES[mail]),
        today=civil_date(act.now),
        account=details,
    )
    written_mail = write(mail, reader.language, context)
    return reader.outgoing(mail, f"account/{member.login}/{key}", member.login, written_mail)


def _roles(act: RegisterAct, member: Member) -> list[str]:
    """The roles that somebody has here today, then those to come."""
    appointments = accounts.appointments_of(act.connection, member.id)
    own_appointments = [item for item in appointments if item.given.institution == act.institution]
    roles = [item.given.role for item in own_appointments if item.holds_on(act.today)]
    return roles + [
        item.given.role for item in own_appointments if item.given.first_day > act.today
    ]


def _reader(act: RegisterAct, member: Member) -> Addressee:
    """The person in a role of today, else in one to come; ValidationError for who has none."""
    roles = _roles(act, member)
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
