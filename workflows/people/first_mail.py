"""The test of how mails leave: one real mail to who asks, now, and what the server said to it."""

from __future__ import annotations

from email.utils import make_msgid

from sqlalchemy import Engine

from notifications.mailer import Mailer, MailError
from notifications.message import Envelope, Sender, compose
from notifications.rendering import render
from persistence import changes
from persistence.changes import Change, WrittenChange
from persistence.database import reading, write_transaction
from persistence.mails import OutgoingMail
from persistence.staff import Member
from states.frozen import frozen
from workflows.people.account_mails import mail_to
from workflows.registers.keeping import RegisterAct
from workflows.registers.office_settings import check_sets_up

TESTED = "mail_tested"
"""What the log of changes calls it."""


@frozen
class MailTest:
    """To which address a test went; `refusal` are the server's words, None where it took it."""

    address: str
    refusal: str | None


def written_test(act: RegisterAct, member: Member) -> OutgoingMail:
    """The mail that tests how mails leave, to who asks; NotTheirs for who sets nothing up."""
    check_sets_up(act)
    mail = act.office.settings.mail
    over = f"{mail.host}:{mail.port}" if mail.transport == "smtp" else mail.transport
    details = {"by": member.name, "transport": over}
    return mail_to(act, member, "test_mail", details, f"test/{act.now.isoformat()}")


def send_test(act_on: Engine, act: RegisterAct, outgoing: OutgoingMail, mailer: Mailer) -> MailTest:
    """Sends it outside of any transaction, and writes into the log what came of it."""
    settings = act.office.settings
    envelope = Envelope(
        sender=Sender(settings.institution.office.in_(outgoing.language), settings.sender),
        to_name=outgoing.to_name,
        to_address=outgoing.to_address,
        key=f"{outgoing.key}/{make_msgid()}",
        language=outgoing.language,
        at=act.now,
    )
    refusal = None
    try:
        mailer.deliver(compose(render(outgoing.written), envelope), envelope.key, lambda: None)
    except (MailError, OSError) as error:
        refusal = str(error)
    with write_transaction(act_on) as connection:
        after = {"address": outgoing.to_address, "reason": refusal}
        change = Change("settings", "mail", TESTED, act.keeper.name, None, after)
        changes.note(connection, change, act.now)
    return MailTest(outgoing.to_address, refusal)


def last_test(engine: Engine) -> WrittenChange | None:
    """The newest test, where there was one."""
    with reading(engine) as connection:
        return next(iter(changes.of(connection, "settings", "mail", 1)), None)
