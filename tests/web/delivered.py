"""Mails as they leave: sent by a worker, and read where they arrive."""

from __future__ import annotations

from collections.abc import Sequence
from email import message_from_bytes, policy

from actions.performer import Performer
from notifications.maildir import MaildirMailer
from persistence import claiming
from persistence.database import write_transaction
from persistence.outbox import Job
from tests.web.office_at_work import OfficeAtWork


def delivered(office: OfficeAtWork, recipient: str) -> str:
    """The text of the newest mail to an address, as the worker sends it."""
    return mails_to(office, recipient)[-1]


def mails_to(office: OfficeAtWork, recipient: str) -> list[str]:
    """The texts of all mails to an address, the oldest first; what waits is sent before."""
    mailer = MaildirMailer(office.app.office.data / "mail")
    performer = Performer(office.app.office, office.app.engine, mailer, office.clock)
    while jobs := _claimed(office):
        for job in jobs:
            performer.perform(job)
    texts = []
    for path in sorted(
        (office.app.office.data / "mail").rglob("*/*"), key=lambda p: p.stat().st_mtime_ns
    ):
        if path.is_file():
            mail = message_from_bytes(path.read_bytes(), policy=policy.default)
            body = mail.get_body(("plain",))
            if recipient in str(mail["To"]) and body is not None:
                texts.append(body.get_content())
    return texts


def _claimed(office: OfficeAtWork) -> Sequence[Job]:
    with write_transaction(office.app.engine) as connection:
        return claiming.claim(connection, office.now, "test", 50)
