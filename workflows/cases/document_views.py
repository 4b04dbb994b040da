"""Who opened a sensitive document of a case, and when: each view is written before it is shown.

It stands in the log of handling, which is chained as the history is, and makes nobody's form stale.
"""

from __future__ import annotations

from typing import Final

from persistence import handling_log
from persistence.documents import StoredDocument
from persistence.handling import lock
from persistence.handling_log import HandlingEntry
from states.sensitive import sensitive
from workflows.act import Act
from workflows.who_may import check_holds_role

VIEWED: Final = "viewed"
"""What the log calls it."""


def is_sensitive(document: StoredDocument) -> bool:
    """Whether a view of a document is written down."""
    return document.case_id is not None and document.kind in sensitive().documents


def note_view(act: Act, document: StoredDocument) -> None:
    """Writes down that somebody opens a sensitive document; shown once the caller has committed."""
    case = lock(act.connection, document.case_id) if document.case_id is not None else None
    if case is None:
        return
    check_holds_role(act.connection, act.actor, case.institution, act.today)
    actor = act.actor
    data = {"document": document.kind, "id": document.id}
    entry = HandlingEntry(VIEWED, actor.login or "", actor.name, actor.role, data, actor.deputy_for)
    handling_log.add(act.connection, case.case_id, entry, act.now)
