"""Who holds which role: asked of the database once for all letters that are written together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date

from sqlalchemy import Connection

from persistence import staff
from persistence.staff import Member


class Directory:
    """The staff as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._found: dict[Hashable, list[Member]] = {}

    def holders(self, institution: str, role: str, on: date) -> list[Member]:
        """Who holds a role at an institution on a civil date, in a fixed order."""
        return self._once(
            (institution, role, on), lambda: staff.holders(self._connection, institution, role, on)
        )

    def members(self, logins: Sequence[str]) -> list[Member]:
        """Members of staff by their logins; unknown ones are left out."""
        return self._once(tuple(logins), lambda: staff.by_logins(self._connection, logins))

    def _once(self, key: Hashable, ask: Callable[[], list[Member]]) -> list[Member]:
        if key not in self._found:
            self._found[key] = ask()
        return self._found[key]
