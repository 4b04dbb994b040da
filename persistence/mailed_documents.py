"""The documents that went to somebody of a case by mail: what they have, they may look at again."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, bindparam, select

from persistence.documents import StoredDocument, documents_of
from persistence.tables import mails

_MAILED: Final = select(mails.c.attaches).where(
    mails.c.case_id == bindparam("case"),
    mails.c.recipient == bindparam("to"),
    mails.c.attaches != "",
)


def mailed_documents(connection: Connection, case_id: int, to: str) -> list[StoredDocument]:
    """The office's documents of a case of the kinds that its mails to a role carried, newest first.

    Never one of the whole call: it tells of others too.
    """
    attached_kinds = connection.execute(_MAILED, {"case": case_id, "to": to}).scalars()
    kinds = {kind for attaches in attached_kinds for kind in attaches.split(",")}
    return [
        document
        for document in documents_of(connection, case_id, None)
        if document.produced and document.file and document.kind in kinds
    ]
