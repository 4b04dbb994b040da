"""The copies of one kind of document: the newest stands, and those before it keep their days.

Somebody who hands in a better copy hands it in a second time; the day of the first counts on. A
copy that was wrong is withdrawn; one that was sent back counts from its successor's receipt.
"""

from __future__ import annotations

from datetime import date

from states.dossier import Document, Dossier
from states.frozen import replace


def with_copy(dossier: Dossier, document: Document) -> Dossier:
    """The dossier with one more copy of a document; after one was sent back, the first anew."""
    kind = document.kind
    before = () if kind in dossier.sent_back else copies(dossier, kind)
    earlier = {**dossier.earlier_copies, kind: before}
    return replace(
        dossier,
        documents={**dossier.documents, kind: document},
        earlier_copies={kind: copies for kind, copies in earlier.items() if copies},
        sent_back=dossier.sent_back - {kind},
    )


def with_all_sent_back(dossier: Dossier) -> Dossier:
    """The documents went back to who delivered them: what comes in their place comes anew."""
    return replace(dossier, sent_back=frozenset(dossier.documents))


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
    """The civil date from which a document as good as the newest copy was there."""
    newest = dossier.documents.get(kind)
    if newest is None:
        return None
    days = (
        copy.delivered_on
        for copy in copies(dossier, kind)
        if copy.delivered_on and _as_good(copy, newest)
    )
    return min(days, default=None)


def _as_good(copy: Document, newest: Document) -> bool:
    """Whether nothing that is said of the newest copy is missing on another one."""
    certified = copy.certified is not False or newest.certified is False
    same_language = None in (copy.language, newest.language) or copy.language == newest.language
    if copy.signed_by is None or newest.signed_by is None:
        signed = not copy.unsigned or newest.unsigned
    else:
        signed = {*newest.signed_by} <= {*copy.signed_by}
    return certified and same_language and signed
