"""Performing an action of the outbox: sending a mail, making a document. The same with and
without Prefect; what became of it is noted in the office's own database.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, select

from actions.documents.typesetting import DocumentNotMade, make_document
from notifications.mailer import Mailer, NotSent, Uncertain
from notifications.mailer import Refused as MailRefused
from notifications.message import Attachment, Sender, compose
from notifications.sheets import render
from office.wiring import Office
from persistence import files as stored
from persistence import outbox
from persistence.database import DatabaseError, reading, writing
from persistence.letters import written_in
from persistence.outbox import ClaimLost, Job
from persistence.tables import cases, documents
from persistence.tables import outbox as table

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
        return writing(self.engine)

    def perform(self, job: Job) -> None:
        """Performs an action and notes the outcome; raises again what went wrong."""
        if job.action == "document":
            self._noting_failure(job, self._make)
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
        except NotReady as waiting:
            pause = self.office.settings.mail.back_off_seconds[0]
            why, now = str(waiting), self.clock()
            self._note(lambda c: outbox.postponed(c, job, why, now, pause))
            raise
        except MailRefused as error:
            self._gave_up(job, "dead", str(error))
            raise
        except Uncertain as error:
            self._gave_up(job, "uncertain", str(error))
            raise
        except (NotSent, DocumentNotMade, DatabaseError, OSError) as error:
            self._failed(job, str(error))
            raise
        except Exception as error:
            self._failed(job, f"{type(error).__name__}: {error}")
            raise

    def _gave_up(self, job: Job, status: str, error: str) -> None:
        self._note(lambda c: outbox.gave_up(c, job, status, error, self.clock()))

    def _failed(self, job: Job, error: str) -> None:
        mail = self.office.settings.mail
        now = self.clock()
        self._note(
            lambda c: outbox.failed(c, job, error, now, mail.attempts, mail.back_off_seconds)
        )

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
            row = outbox.content(connection, job.id)
            attachments = self._attachments(connection, row)
        message = compose(
            render(written_in(row)),
            sender=self._sender(row.language),
            to_name=row.to_name,
            to_address=row.to_address,
            key=row.key,
            language=row.language,
            attachments=attachments,
            at=row.written_at,
        )
        self.mailer.deliver(
            message, row.key, lambda: self._note(lambda c: outbox.handing_over(c, job))
        )

    def _sender(self, language: str) -> Sender:
        app = self.office.settings.institution
        return Sender(app.office.in_(language), self.office.settings.mail.sender)

    def _attachments(self, connection: Connection, row: Any) -> Sequence[Attachment]:
        kinds = [kind for kind in (row.attaches or "").split(",") if kind]
        return [found for kind in kinds for found in self._attached(connection, row, kind)]

    def _attached(self, connection: Connection, row: Any, kind: str) -> Iterator[Attachment]:
        """The document of a kind that the mail's own step makes, or else the newest before it.

        One that is made in several languages goes with the mail in all of them; none goes where
        none was made. Raises NotReady while one is still to be made.
        """
        owner = table.c.case_id == row.case_id
        if kind == "ranking_list":
            owner = table.c.call_id == _call_of(connection, row.case_id)
        made = connection.execute(
            select(table.c.key, table.c.status, documents.c.file, documents.c.file_name)
            .outerjoin(documents, documents.c.key == table.c.key)
            .where(owner, table.c.document == kind, table.c.created_at <= row.created_at)
            .order_by(table.c.created_at.desc(), table.c.id.desc())
        ).all()
        newest = [one for one in made if _paper(one.key, kind) == _paper(made[0].key, kind)]
        for one in reversed(newest):
            if one.status != "done":
                raise NotReady(f"waits for the document {kind}, which is not made yet")
            yield Attachment(one.file_name, stored.read(self.office.data, one.file))

    def _make(self, job: Job) -> None:
        with reading(self.engine) as connection:
            row = outbox.content(connection, job.id)
        told = json.loads(row.content)
        if "trouble" in told:
            raise DocumentNotMade(told["trouble"])
        pdf = make_document(row.document, told["content"], told["language"], row.created_at)
        kept = stored.keep(self.office.data, pdf)
        name = _file_name(job.label.split(" · ")[0], told.get("name", row.document))
        with self.transaction() as connection:
            stored.register(connection, kept, len(pdf), "application/pdf")
            stored.add_produced(connection, row, kept, name, told["language"], self.clock())
            outbox.done(connection, job, self.clock())


def _call_of(connection: Connection, case_id: int) -> int | None:
    return connection.execute(select(cases.c.call_id).where(cases.c.id == case_id)).scalar()


def _paper(key: str, kind: str) -> str:
    """The part of a document's key that it has in every language."""
    return key.partition(f"/{kind}")[0]


def _file_name(about: str, kind: str) -> str:
    """A name that every file system and mail reader takes, however a call is titled."""
    words = "".join(letter if letter.isalnum() or letter in "-." else "_" for letter in about)
    return f"{words[:120]}-{kind}.pdf"
