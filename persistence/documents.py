"""Documents: delivered to the office or made by it, each with its file where there is one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, and_, or_, select

from persistence.database import insert
from persistence.made_decisions import DECISION, against_of
from persistence.outbox import DocumentToMake
from persistence.tables import documents, files, outbox


class StoredDocument(NamedTuple):
    """A document of a case or of its call: delivered to the office, or made by it.

    `decision` is what a decision on an appeal or complaint was made of.
    """

    id: int
    kind: str
    language: str | None
    delivered_on: date | None
    certified: bool | None
    signed_by: tuple[str, ...] | None
    file: str | None
    file_name: str | None
    produced: bool
    recorded_at: datetime
    size: int | None
    content_type: str | None
    case_id: int | None
    call_id: int | None
    withdrawn_at: datetime | None
    decision: str | None

    @property
    def against(self) -> str | None:
        """What a decision is on; None of every other document."""
        return against_of(self.decision)


class ProducedFile(NamedTuple):
    """What an action made: the digest of the file, its name, and the language it is in."""

    digest: str
    name: str
    language: str


_DOCUMENTS: Final = (
    select(
        *(
            documents.c[name] if name in documents.c else files.c[name]
            for name in StoredDocument._fields[:-1]
        ),
        DECISION,
    )
    .outerjoin_from(documents, files, files.c.sha256 == documents.c.file)
    .outerjoin(outbox, outbox.c.key == documents.c.key)
)
_OF_CALL: Final = documents.c.case_id.is_(None)
_NEWEST_FIRST: Final = documents.c.id.desc()


def documents_of(connection: Connection, case_id: int, call_id: int | None) -> list[StoredDocument]:
    """The documents of a case and the lists of its call, newest first."""
    of_call = and_(documents.c.call_id == call_id, _OF_CALL)
    of_case = _DOCUMENTS.where(or_(documents.c.case_id == case_id, of_call))
    rows = connection.execute(of_case.order_by(_NEWEST_FIRST))
    return [StoredDocument._make(row) for row in rows]


def documents_of_call(connection: Connection, call_id: int) -> list[StoredDocument]:
    """The documents that the office made for a whole call, newest first."""
    of_call = _DOCUMENTS.where(documents.c.call_id == call_id, _OF_CALL)
    rows = connection.execute(of_call.order_by(_NEWEST_FIRST))
    return [StoredDocument._make(row) for row in rows]


def stored_document(connection: Connection, document_id: int) -> StoredDocument | None:
    """A document by its id."""
    row = connection.execute(_DOCUMENTS.where(documents.c.id == document_id)).one_or_none()
    return StoredDocument._make(row) if row else None


def add_produced(
    connection: Connection, action: DocumentToMake, produced_file: ProducedFile, at: datetime
) -> None:
    """Enters a document that the office made; once for each key of the outbox."""
    row = {
        "case_id": action.case_id,
        "call_id": action.call_id,
        "kind": action.document,
        "language": produced_file.language,
        "file": produced_file.digest,
        "file_name": produced_file.name,
        "produced": True,
        "key": action.key,
        "recorded_at": at,
    }
    statement = insert(connection.dialect.name, documents).values(row)
    connection.execute(statement.on_conflict_do_nothing(index_elements=["key"]))
