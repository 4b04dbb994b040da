"""That a case is not the one any more that the person who acts had seen."""

from __future__ import annotations

from persistence import cases as case_rows
from states.explained import Explained


class ChangedMeanwhile(Explained):
    """Somebody else changed the case after the person who acts had seen it."""

    def __init__(self, change: case_rows.Change) -> None:
        self.change = change
        by = change.person or change.role
        super().__init__(
            f"{change.number} was changed meanwhile by {by}: {change.name}; "
            f"it stands at `{change.state}` now. Look at it again; nothing was saved."
        )
