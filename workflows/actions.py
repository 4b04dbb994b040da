"""Performing an action of the outbox: sending a mail, making a document. The same with and
without Prefect; what became of it is noted in the office's own database.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, select

from actions.documents import DocumentNotMade, make_document
from notifications.mailer import Mailer, NotSent, Uncertain
from notifications.mailer import Refused as MailRefused
from notifications.message import Attachment, Sender, compose
from notifications.rendering import RenderedMail
from persistence import files as stored
from persistence import outbox
from persistence.database import DatabaseTrouble, writing
from persistence.outbox import Job
from persistence.tables import cases, documents
from persistence.tables import outbox as table
from workflows.office import Office

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
        return writing(self.engine)

    def perform(self, job: Job) -> None:
        """Performs an action and notes the outcome; raises again what went wrong."""
        try:
            if job.action == "mail":
                self._send(job)
            else:
                self._make(job)
        except MailRefused as error:
            self._note(lambda c: outbox.gave_up(c, job.id, "dead", str(error)))
            raise
        except Uncertain as error:
            self._note(lambda c: outbox.gave_up(c, job.id, "uncertain", str(error)))
            raise
        except (NotSent, NotReady, DocumentNotMade, DatabaseTrouble, OSError) as error:
            self._failed(job, str(error))
            raise
        except Exception as error:
            self._failed(job, f"{type(error).__name__}: {error}")
            raise

    def _failed(self, job: Job, error: str) -> None:
        mail = self.office.settings.mail
        now = self.clock()
        self._note(
            lambda c: outbox.failed(c, job, error, now, mail.attempts, mail.back_off_seconds)
        )

    def _note(self, write: Callable[[Connection], None]) -> None:
        with self.transaction() as connection:
            write(connection)

    def _send(self, job: Job) -> None:
        with self.engine.connect() as connection:
            row = outbox.content(connection, job.id)
            attachments = self._attachments(connection, row)
        message = compose(
            RenderedMail(row.subject, row.text, row.html),
            sender=self._sender(row.language),
            to_name=row.to_name,
            to_address=row.to_address,
            key=row.key,
            language=row.language,
            attachments=attachments,
            at=row.written_at,
        )
        self.mailer.deliver(
            message, row.key, lambda: self._note(lambda c: outbox.handing_over(c, job.id))
        )
        self._note(lambda c: outbox.done(c, job.id, self.clock()))

    def _sender(self, language: str) -> Sender:
        desk = self.office.settings.institution
        return Sender(desk.office.text.in_(language), self.office.settings.mail.sender)

    def _attachments(self, connection: Connection, row: Any) -> Sequence[Attachment]:
        kinds = [kind for kind in (row.attaches or "").split(",") if kind]
        return [found for kind in kinds if (found := self._attachment(connection, row, kind))]

    def _attachment(self, connection: Connection, row: Any, kind: str) -> Attachment | None:
        """The newest produced document of a kind; None where this step makes none."""
        owner = documents.c.case_id == row.case_id
        if kind == "ranking_list":
            owner = documents.c.call_id == _call_of(connection, row.case_id)
        found = connection.execute(
            select(documents.c.file, documents.c.file_name)
            .where(owner, documents.c.kind == kind, documents.c.produced.is_(True))
            .order_by(documents.c.id.desc())
            .limit(1)
        ).one_or_none()
        pending = _unmade(connection, row, kind)
        if pending:
            raise NotReady(f"waits for the document {kind}, which is not made yet")
        if found is None:
            return None
        return Attachment(found.file_name, stored.read(self.office.data, found.file))

    def _make(self, job: Job) -> None:
        with self.engine.connect() as connection:
            row = outbox.content(connection, job.id)
        told = json.loads(row.content)
        if "trouble" in told:
            raise DocumentNotMade(told["trouble"])
        pdf = make_document(row.document, told["content"], told["language"], row.created_at)
        kept = stored.keep(self.office.data, pdf)
        name = f"{job.label.split(' · ')[0]}-{row.document}.pdf".replace(" ", "_")
        with self.transaction() as connection:
            stored.register(connection, kept, len(pdf), "application/pdf")
            stored.add_produced(connection, row, kept, name, told["language"], self.clock())
            outbox.done(connection, job.id, self.clock())


def _call_of(connection: Connection, case_id: int) -> int | None:
    return connection.execute(select(cases.c.call_id).where(cases.c.id == case_id)).scalar()


def _unmade(connection: Connection, row: Any, kind: str) -> bool:
    """Whether a document of the kind is still to be made for the mail's own step."""
    owner = table.c.case_id == row.case_id
    if kind == "ranking_list":
        owner = table.c.call_id == _call_of(connection, row.case_id)
    wanted = select(table.c.id).where(
        owner, table.c.action == "document", table.c.document == kind, table.c.status != "done"
    )
    return connection.execute(wanted.limit(1)).first() is not None

