"""Who holds a role today: named people, for whom a case waits or whom one can ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from persistence.directory import Directory
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
    """The people of the office as a case needs them, on a civil date."""

    directory: Directory
    case: Case
    dossier: Dossier
    today: date

    def of(self, roles: Sequence[str]) -> tuple[Holder, ...]:
        """Each role with its people: the candidate, the call's commission, or who holds it."""
        return tuple(Holder(ROLES[role], self._names(role)) for role in roles)

    def in_the_office(self, roles: Sequence[str]) -> tuple[Holder, ...]:
        """The same without those whom nobody in the office can be asked for."""
        return self.of([role for role in roles if role not in OUTSIDE])

    def of_seat(self, login: str) -> tuple[Holder, ...]:
        """A member of the commission, where they still are one."""
        members = self.directory.seated(self.case.institution, (login,), self.today)
        names = tuple(member.name for member in members)
        return (Holder(ROLES["commission_member"], names),) if names else ()

    def _names(self, role: str) -> tuple[str, ...]:
        if role == "candidate":
            return (self.dossier.candidate.name,)
        institution = self.case.institution
        if role == "commission_member" and self.case.call_id is not None:
            seats = self.dossier.call.commission
            members = self.directory.seated(institution, seats, self.today)
        else:
            members = self.directory.reached(institution, role, self.today)
        return tuple(member.name for member in members)


def holders(viewer: Viewer, case_and_dossier: tuple[Case, Dossier]) -> Holders:
    """The holders of roles for a case, as one connection sees them today."""
    return Holders(
        Directory(viewer.connection, people=viewer.person.people), *case_and_dossier, viewer.today
    )
