"""To whom a letter to a role goes: asked of the database once for all that are written together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date

from sqlalchemy import Connection

from persistence import staff
from persistence.deputies import deputies_for
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

    def reached(self, institution: str, role: str, on: date) -> list[Member]:
        """Whom a letter to a role reaches on a civil date: its holders, or where there are none,
        those of the roles that stand in for it; empty where nobody does either.
        """
        return self.holders(institution, role, on) or self.deputies_on(institution, role, on)

    def deputies_on(self, institution: str, role: str, on: date) -> list[Member]:
        """Those of the roles that stand in for a role on a civil date while nobody holds it."""
        if self.holders(institution, role, on):
            return []
        return self._once(
            ("deputies", institution, role, on), lambda: self._deputies(institution, role, on)
        )

    def seated(self, institution: str, logins: Sequence[str], on: date) -> list[Member]:
        """Who of a commission's members is one of the office on a civil date.

        A seat is a person's own (BEE-C3): nobody stands in for it, it is given to another.
        """
        held = self.holders(institution, "commission_member", on)
        return [one for one in held if one.login in logins]

    def _deputies(self, institution: str, role: str, on: date) -> list[Member]:
        roles = deputies_for(self._connection, institution, role, on)
        found = [one for other in roles for one in self.holders(institution, other, on)]
        return list(dict.fromkeys(found))

    def _once(self, key: Hashable, ask: Callable[[], list[Member]]) -> list[Member]:
        if key not in self._found:
            self._found[key] = ask()
        return self._found[key]
