"""Who holds a role today: named people, for whom a case waits or whom one can ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from persistence.directory import Directory
from states.calls import Call
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.text import Text
from states.vocabulary import ROLES
from web.views.viewer import Viewer

OUTSIDE: Final = ("candidate", "system")
"""Roles that nobody of the office holds."""


@frozen
class Holder:
    """A role, and who holds it today."""

    role: Text
    people: tuple[str, ...]


@dataclass(frozen=True)
class Holders:
    """The people of the office as a case or a call needs them, on a civil date.

    `seats` are the logins of the call's commission, None where there is no call; `candidate` is the
    case's, none of a whole call.
    """

    directory: Directory
    institution: str
    today: date
    seats: tuple[str, ...] | None = None
    candidate: str | None = None

    def of(self, roles: Sequence[str]) -> tuple[Holder, ...]:
        """Each role with its people: the candidate, the call's commission, or who holds it."""
        return tuple(Holder(ROLES[role], self._names(role)) for role in roles)

    def in_the_office(self, roles: Sequence[str]) -> tuple[Holder, ...]:
        """The same without those whom nobody in the office can be asked for."""
        return self.of([role for role in roles if role not in OUTSIDE])

    def of_seat(self, login: str) -> tuple[Holder, ...]:
        """A member of the commission, where they still are one."""
        members = self.directory.seated(self.institution, (login,), self.today)
        names = tuple(member.name for member in members)
        return (Holder(ROLES["commission_member"], names),) if names else ()

    def _names(self, role: str) -> tuple[str, ...]:
        if role == "candidate":
            return (self.candidate,) if self.candidate else ()
        if role == "commission_member" and self.seats is not None:
            members = self.directory.seated(self.institution, self.seats, self.today)
        else:
            members = self.directory.reached(self.institution, role, self.today)
        return tuple(member.name for member in members)


def holders(viewer: Viewer, case_and_dossier: tuple[Case, Dossier]) -> Holders:
    """The holders of roles for a case, as one connection sees them today."""
    case, dossier = case_and_dossier
    seats = None if case.call_id is None else dossier.call.commission
    candidate = dossier.candidate.name
    return Holders(_directory(viewer), case.institution, viewer.today, seats, candidate)


def holders_of_call(viewer: Viewer, institution: str, call: Call) -> Holders:
    """The holders of roles for a whole call."""
    return Holders(_directory(viewer), institution, viewer.today, call.commission)


def _directory(viewer: Viewer) -> Directory:
    return Directory(viewer.connection, people=viewer.person.people)
