"""That a case is not the one any more that the person who acts had seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from persistence import cases as case_rows
from persistence.case_row import VersionMoved
from persistence.dossiers import LockedCase
from persistence.history import WrittenEntry
from persistence.saving import Step, save
from states.explained import Explained
from workflows.cases.status import check_not_erased, no_case


class ChangedMeanwhile(Explained):
    """Somebody else changed the case after the person who acts had seen it."""

    def __init__(self, change: case_rows.Change) -> None:
        self.change = change
        by = change.person or change.role
        super().__init__(
            f"{change.number} was changed meanwhile by {by}: {change.name}; "
            f"it stands at `{change.state}` now. Look at it again; nothing was saved."
        )


class OfCase(Protocol):
    """A wish of somebody who had seen a case at a version, or at none in particular."""

    @property
    def case_id(self) -> int:
        """Which case."""

    @property
    def expected_version(self) -> int | None:
        """The version that was seen."""


def as_seen(connection: Connection, locked_case: LockedCase | None, request: OfCase) -> LockedCase:
    """A request's case; raises where there is none, or not as the person who acts had seen it."""
    if locked_case is None:
        raise no_case(request.case_id)
    check_not_erased(locked_case.dossier)
    if request.expected_version not in (None, locked_case.case.version):
        raise ChangedMeanwhile(case_rows.last_change(connection, request.case_id))
    return locked_case


def save_seen(connection: Connection, steps: Sequence[Step], now: datetime) -> list[WrittenEntry]:
    """Writes steps; raises ChangedMeanwhile where a case was changed since it was read."""
    if not steps:
        return []
    try:
        return save(connection, steps, now)
    except VersionMoved:
        change = case_rows.last_change(connection, steps[0].case_id)
        raise ChangedMeanwhile(change) from None
