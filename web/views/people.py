"""The office's people as their page shows them: each role with who holds it, and who stands in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Connection

from office.wiring import Office
from persistence import appointments
from persistence.appointments import Appointed
from persistence.deputies import Deputy
from persistence.directory import Directory
from persistence.staff import Member
from rules.appointments import APPOINTERS
from states.frozen import frozen
from states.text import Text
from states.vocabulary import OFFICE_ROLES, ROLES
from web.views.rules import Cited, cited
from workflows.people.appointments import KEEPER, heads_of, may_enter


@frozen
class RoleShown:
    """A role: who has it now or later, who appoints to it, and whom its letters reach instead.

    `held` says whether anybody holds it today; `mine` whether the person may enter who does.
    """

    role: str
    title: Text
    people: tuple[Appointed, ...]
    over: tuple[Appointed, ...]
    held: bool
    instead: tuple[str, ...]
    appoints: tuple[Text, ...]
    rule: Cited | None
    reason: Text | None
    mine: bool


@frozen
class PeoplePage:
    """All that the page shows of an institution. `appointers` are those that may be named."""

    institution: str
    roles: tuple[RoleShown, ...]
    deputies_since: tuple[Deputy, ...]
    members: tuple[Member, ...]
    appointers: tuple[tuple[str, Text], ...]

    @property
    def over(self) -> tuple[Appointed, ...]:
        """The assignments that have ended, the newest first."""
        ended = (one for role in self.roles for one in role.over)
        return tuple(sorted(ended, key=lambda one: one.given.last_day or date.max, reverse=True))

    @property
    def mine(self) -> tuple[RoleShown, ...]:
        """The roles to which the person may enter who holds them."""
        return tuple(role for role in self.roles if role.mine)


def people_page(
    connection: Connection, office: Office, institution: str, roles: Collection[str], today: date
) -> PeoplePage:
    """The people of an institution on a civil date, for somebody with these roles there."""
    register = appointments.register(connection, institution)
    directory = Directory(connection)
    shown = tuple(
        _role(directory, office, institution, role, roles, register, today) for role in OFFICE_ROLES
    )
    return PeoplePage(
        institution,
        shown,
        tuple(appointments.deputies_since(connection, institution, today)),
        tuple(appointments.members(connection)),
        tuple((key, APPOINTERS[key]) for key in appointers(office, institution, roles)),
    )


def appointers(office: Office, institution: str, roles: Collection[str]) -> tuple[str, ...]:
    """In whose name somebody with these roles may enter an appointment: who keeps the register
    in anybody's, everybody else in their own.
    """
    table, heads = office.regulations[institution].appointments, heads_of(office, institution)
    known = dict.fromkeys(by for one in table.values() for by in one.for_heads(heads))
    return tuple(by for by in known if KEEPER in roles or by in roles)


def _role(
    directory: Directory,
    office: Office,
    institution: str,
    role: str,
    roles: Collection[str],
    register: Sequence[Appointed],
    today: date,
) -> RoleShown:
    of_role = [one for one in register if one.given.role == role]
    held = any(one.holds_on(today) for one in of_role)
    appointing = office.regulations[institution].appointments.get(role)
    by = appointing.for_heads(heads_of(office, institution)) if appointing else ()
    reached = () if held else directory.reached(institution, role, today)
    return RoleShown(
        role=role,
        title=ROLES[role],
        people=tuple(one for one in of_role if not one.over_by(today)),
        over=tuple(one for one in of_role if one.over_by(today)),
        held=held,
        instead=tuple(one.name for one in reached),
        appoints=tuple(APPOINTERS[one] for one in by),
        rule=cited(office, institution, appointing.rule) if appointing else None,
        reason=appointing.reason if appointing else None,
        mine=may_enter(office, institution, roles, role),
    )
