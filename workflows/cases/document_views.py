"""Who opened a sensitive document of a case, and when: each view is written before it is shown.

It stands in the log of handling, which is chained as the history is, and makes nobody's form stale.
"""

from __future__ import annotations

from typing import Final

from persistence import handling_log
from persistence.documents import StoredDocument
from persistence.handling import lock
from persistence.handling_log import HandlingEntry
from persistence.submissions import Submission
from states.frozen import frozen
from states.sensitive import sensitive
from workflows.act import Act
from workflows.who_may import check_holds_role

VIEWED: Final = "viewed"
"""What the log calls it."""


@frozen
class Viewed:
    """A document of a case that somebody opens: its kind, and where it stands, by what number."""

    case_id: int | None
    kind: str | None
    place: str
    number: int

    @property
    def is_sensitive(self) -> bool:
        """Whether the view is written down."""
        return self.case_id is not None and self.kind in sensitive().documents


def viewed(document: StoredDocument) -> Viewed:
    """A document of the dossier, or one that the office made."""
    return Viewed(document.case_id, document.kind, "id", document.id)


def viewed_as_received(submission: Submission) -> Viewed:
    """The file of what somebody outside handed in, before it is in the dossier."""
    return Viewed(submission.case_id, submission.document, "submission", submission.id)


def note_view(act: Act, document: Viewed) -> None:
    """Writes down that somebody opens a sensitive document; shown once the caller has committed."""
    case = lock(act.connection, document.case_id) if document.case_id is not None else None
    if case is None:
        return
    check_holds_role(act.connection, act.actor, case.institution, act.today)
    actor = act.actor
    data = {"document": document.kind, document.place: document.number}
    entry = HandlingEntry(VIEWED, actor.login or "", actor.name, actor.role, data, actor.deputy_for)
    handling_log.add(act.connection, case.case_id, entry, act.now)
