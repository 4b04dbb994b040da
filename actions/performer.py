"""Performing an action of the outbox: sending a mail, making a document. The same with and
without Prefect; what became of it is noted in the office's own database.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Engine

from actions.documents.typesetting import DocumentNotMade, make_document
from actions.mail_secrets import with_secrets
from actions.webhooks import NoMoreWanted, NotDelivered, tell
from notifications.incoming import thread_of
from notifications.mailer import Mailer, NotSent, Uncertain
from notifications.mailer import Refused as MailRefused
from notifications.message import Attachment, Envelope, Sender, compose, tagged
from notifications.rendering import render
from office.wiring import Office
from persistence import files as stored
from persistence import incoming_mails, mails, outbox, webhooks
from persistence.database import reading, write_transaction
from persistence.database_errors import DatabaseError
from persistence.documents import ProducedFile, add_produced
from persistence.mails import MailToSend
from persistence.outbox import ClaimLost, Job, Retries

ASKED_AGAIN: Final = 2
"""How often a busy database is asked again to note a delivery, each time for its busy seconds."""


class NotReady(Exception):
    """The action waits for another one: a mail for the document that it carries."""


@dataclass(frozen=True)
class Performer:
    """Performs actions for an office; `clock` gives the instant at which each is settled."""

    office: Office
    engine: Engine
    mailer: Mailer
    clock: Callable[[], datetime]

    def transaction(self) -> AbstractContextManager[Connection]:
        """A writing transaction."""
        return write_transaction(self.engine)

    def perform(self, job: Job) -> None:
        """Performs an action and notes the outcome; raises again what went wrong."""
        if job.action == "document":
            self._noting_failure(job, self._make)
            return
        if job.action == "webhook":
            self._noting_failure(job, self._tell)
            return
        self._noting_failure(job, self._send)
        # Apart from what can go wrong before: a mail that is delivered is never sent again only
        # because this could not be noted.
        self._note_delivered(job)

    def _noting_failure(self, job: Job, work: Callable[[Job], None]) -> None:
        try:
            work(job)
        except ClaimLost:
            raise
        except NotReady as not_ready:
            pause = self.office.settings.mail.back_off_seconds[0]
            why, now = str(not_ready), self.clock()
            self._note(lambda c: outbox.postponed(c, job, why, now, pause))
            raise
        except (MailRefused, NoMoreWanted) as error:
            self._gave_up(job, "dead", str(error))
            raise
        except Uncertain as error:
            self._gave_up(job, "uncertain", str(error))
            raise
        except (NotSent, NotDelivered, DocumentNotMade, DatabaseError, OSError) as error:
            self._failed(job, str(error))
            raise
        except Exception as error:
            self._failed(job, f"{type(error).__name__}: {error}")
            raise

    def _gave_up(self, job: Job, status: str, error: str) -> None:
        self._note(lambda c: outbox.gave_up(c, job, status, error, self.clock()))

    def _failed(self, job: Job, error: str) -> None:
        mail = self.office.settings.mail
        retries, now = Retries(mail.attempts, mail.back_off_seconds), self.clock()
        self._note(lambda c: outbox.failed(c, job, error, now, retries))

    def _note(self, write: Callable[[Connection], None]) -> None:
        with self.transaction() as connection:
            write(connection)

    def _note_delivered(self, job: Job) -> None:
        """A busy database is asked again; what is not noted becomes uncertain, for people."""
        for _ in range(ASKED_AGAIN):
            with suppress(DatabaseError):
                self._note(lambda c: outbox.done(c, job, self.clock()))
                return
        self._note(lambda c: outbox.done(c, job, self.clock()))

    def _send(self, job: Job) -> None:
        with reading(self.engine) as connection:
            mail = mails.to_send(connection, job.id)
            attachments = list(self._attachments(connection, mail))
            answers = self._answered_by(connection, mail)
        envelope = Envelope(
            sender=self._sender(mail.language),
            to_name=mail.to_name,
            to_address=mail.to_address,
            key=mail.key,
            language=mail.language,
            at=mail.written_at,
            reply_to=self._reply_to(mail),
            answers=answers,
        )
        written_mail = with_secrets(mail, self.office, self.transaction, self.clock())
        self.mailer.deliver(
            compose(render(written_mail), envelope, attachments),
            mail.key,
            lambda: self._note(lambda c: outbox.handing_over(c, job)),
        )

    def _sender(self, language: str) -> Sender:
        app = self.office.settings.institution
        return Sender(app.office.in_(language), self.office.settings.sender)

    def _reply_to(self, mail: MailToSend) -> str | None:
        """Where answers go: to an address that names the mail, where the settings say so."""
        settings = self.office.settings
        if not settings.mail_in.address_tags:
            return None
        return tagged(settings.sender, mail.id, mail.key)

    def _answered_by(self, connection: Connection, mail: MailToSend) -> tuple[str, ...]:
        """The Message-IDs of what a mail answers, so that it stands with it at the reader."""
        digest = incoming_mails.file_answered(connection, mail.key)
        return thread_of(stored.read(connection, self.office.data, digest)) if digest else ()

    def _attachments(self, connection: Connection, mail: MailToSend) -> Iterator[Attachment]:
        """The documents that the mail's own step makes, or else the newest before it.

        None goes where none was made. Raises NotReady while one is still to be made.
        """
        for kind in mail.attached_kinds:
            for document in mails.attached_to(connection, mail, kind):
                if document.file is None or document.file_name is None:
                    raise NotReady(f"waits for the document {kind}, which is not made yet")
                content = stored.read(connection, self.office.data, document.file)
                yield Attachment(document.file_name, content)

    def _tell(self, job: Job) -> None:
        """Tells another program; one that wants no more is told nothing from then on."""
        with reading(self.engine) as connection:
            message, webhook = webhooks.message_of(connection, job.id)
        settings, now = self.office.settings.webhooks, self.clock()
        try:
            tell(message, webhook, now, settings.private_networks, settings.timeout_seconds)
        except NoMoreWanted as error:
            reason = str(error)
            self._note(lambda c: webhooks.end(c, webhook.id, now, reason))
            raise
        self._note(lambda c: outbox.done(c, job, self.clock()))

    def _make(self, job: Job) -> None:
        with reading(self.engine) as connection:
            document = outbox.to_make(connection, job.id)
        order = json.loads(document.content)
        if "trouble" in order:
            raise DocumentNotMade(order["trouble"])
        language = order["language"]
        pdf = make_document(document.document, order["content"], language, document.created_at)
        stored.ahead(self.office, pdf)
        name = _file_name(job.label.split(" · ")[0], order.get("name", document.document))
        with self.transaction() as connection:
            digest = stored.enter(connection, self.office, pdf, "application/pdf")
            produced_file = ProducedFile(digest, name, language)
            add_produced(connection, document, produced_file, self.clock())
            outbox.done(connection, job, self.clock())


def _file_name(about: str, kind: str) -> str:
    """A name that every file system and mail reader takes, however a call is titled."""
    words = "".join(sign if sign.isalnum() or sign in "-." else "_" for sign in about)
    return f"{words[:120]}-{kind}.pdf"
