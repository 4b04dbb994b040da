"""To whom a mail to a role goes on a day: who holds the role, or else its deputies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from persistence.roster import Roster, roster
from persistence.staff import Member


class Directory:
    """The staff as one transaction sees them."""

    def __init__(
        self, connection: Connection, stamp: int | None = None, people: Roster | None = None
    ) -> None:
        """`stamp` is the staff's, where the transaction has read it already; `people` the roster,
        where whoever asks knows it."""
        self._connection = connection
        self._stamp = stamp
        self._roster = people

    def holders(self, institution: str, role: str, on: date) -> list[Member]:
        """Who holds a role at an institution on a civil date, in a fixed order."""
        return self.roster.holders(institution, role, on)

    def reached(self, institution: str, role: str, on: date) -> list[Member]:
        """Whom a mail to a role reaches on a civil date: its holders, or where there are none,
        their deputies; empty where nobody is that either.
        """
        return self.holders(institution, role, on) or self.deputies(institution, role, on)

    def deputies(self, institution: str, role: str, on: date) -> list[Member]:
        """Those of the roles that act for a role on a civil date while nobody holds it."""
        return (
            [] if self.holders(institution, role, on) else self.deputies_of(institution, role, on)
        )

    def deputies_of(self, institution: str, role: str, on: date) -> list[Member]:
        """Those of the roles that act for a role on a civil date, whoever holds it."""
        roles = self.roster.deputies(institution, role, on)
        members = [member for other in roles for member in self.holders(institution, other, on)]
        return list(dict.fromkeys(members))

    def seated(self, institution: str, logins: Sequence[str], on: date) -> list[Member]:
        """Who of a commission's members is one of the office on a civil date.

        A seat is a person's own (BEE-C3): nobody deputises for it, it is given to another.
        """
        members = self.holders(institution, "commission_member", on)
        return [member for member in members if member.login in logins]

    @property
    def roster(self) -> Roster:
        """Who holds which role, read once."""
        if self._roster is None:
            self._roster = roster(self._connection, self._stamp)
        return self._roster
