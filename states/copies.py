"""The copies of one kind of document: the newest stands, and those before it keep their days.

Somebody who hands in a better copy hands it in a second time, and that takes no right away: for
what had to be there by a day the newest of the copies counts that was. A limit that runs from a
document runs from the newest, which is also how a day that was typed wrongly is put right; but who
asks a second time had asked already, so that what a request obliges to runs from the first.
"""

from __future__ import annotations

from datetime import date

from states.dossier import Document, Dossier
from states.frozen import replace


def with_copy(dossier: Dossier, document: Document) -> Dossier:
    """The dossier with one more copy of a document."""
    kind = document.kind
    before = copies(dossier, kind)
    return replace(
        dossier,
        documents={**dossier.documents, kind: document},
        earlier_copies={**dossier.earlier_copies, kind: before}
        if before
        else dossier.earlier_copies,
    )


def copies(dossier: Dossier, kind: str) -> tuple[Document, ...]:
    """The copies of a kind that stand, in the order in which they were recorded."""
    newest = dossier.documents.get(kind)
    return (*dossier.earlier_copies.get(kind, ()), newest) if newest else ()


def received_by(dossier: Dossier, kind: str, last_day: date) -> Document | None:
    """The newest copy of a kind among those that had come in by a civil date."""
    in_time = (
        copy
        for copy in reversed(copies(dossier, kind))
        if copy.delivered_on is None or copy.delivered_on <= last_day
    )
    return next(in_time, None)


def first_received_on(dossier: Dossier, kind: str) -> date | None:
    """The civil date on which the first copy that stands came in; None where nobody says when."""
    days = (copy.delivered_on for copy in copies(dossier, kind) if copy.delivered_on)
    return min(days, default=None)


def newest_received_on(dossier: Dossier, kind: str) -> date | None:
    """The civil date on which the newest copy came in; None where none did or nobody says when."""
    newest = dossier.documents.get(kind)
    return newest.delivered_on if newest else None
