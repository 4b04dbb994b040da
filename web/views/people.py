"""The office's people as their page shows them: each role with who holds it, and its deputies."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from office.wiring import Office
from persistence import accounts, staff
from persistence import deputies as deputy_rows
from persistence.deputies import Deputy
from persistence.directory import Directory
from persistence.staff import Appointed, Member
from rules.appointments import APPOINTERS
from states.frozen import frozen
from states.text import Text
from states.vocabulary import OFFICE_ROLES, ROLES
from web.views.rules import RuleLink, rule_link
from web.views.viewer import Viewer
from workflows.registers.keeping import KEEPER, may_enter, representatives_of


@frozen
class RoleRow:
    """A role: who has it now or later, who appoints to it, and which deputies get its letters.

    `held` says whether anybody holds it today; `mine` whether the person may enter who does.
    """

    role: str
    title: Text
    people: tuple[Appointed, ...]
    over: tuple[Appointed, ...]
    held: bool
    deputies: tuple[str, ...]
    appoints: tuple[Text, ...]
    rule: RuleLink | None
    reason: Text | None
    mine: bool


@frozen
class PeoplePage:
    """All that the page shows of an institution. `appointers` are those that may be named,
    `closed` whose account is out of use."""

    institution: str
    roles: tuple[RoleRow, ...]
    deputies: tuple[Deputy, ...]
    members: tuple[Member, ...]
    appointers: tuple[tuple[str, Text], ...]
    closed: tuple[Member, ...]

    @property
    def over(self) -> tuple[Appointed, ...]:
        """The assignments that have ended, the newest first."""
        ended_assignments = (assignment for role in self.roles for assignment in role.over)
        return tuple(sorted(ended_assignments, key=_last_day, reverse=True))

    @property
    def mine(self) -> tuple[RoleRow, ...]:
        """The roles to which the person may enter who holds them."""
        return tuple(role for role in self.roles if role.mine)


def people_page(viewer: Viewer, institution: str) -> PeoplePage:
    """The people of an institution on the viewer's day, for the roles they have there."""
    connection, office = viewer.connection, viewer.office
    register = staff.appointments_at(connection, institution)
    directory = Directory(connection)
    roles = viewer.person.roles_at(institution)
    return PeoplePage(
        institution,
        tuple(_role_row(viewer, directory, institution, role, register) for role in OFFICE_ROLES),
        tuple(deputy_rows.deputies_since(connection, institution, viewer.today)),
        tuple(staff.members(connection)),
        tuple((key, APPOINTERS[key]) for key in appointers(office, institution, roles)),
        tuple(account.member for account in accounts.accounts(connection, active=False)),
    )


def appointers(office: Office, institution: str, roles: Collection[str]) -> tuple[str, ...]:
    """In whose name somebody with these roles may enter an appointment: who keeps the register
    in anybody's, everybody else in their own.
    """
    table = office.regulations[institution].appointments
    speakers = representatives_of(office, institution)
    names = dict.fromkeys(
        by for rule in table.values() for by in rule.for_representatives(speakers)
    )
    return tuple(by for by in names if KEEPER in roles or by in roles)


def _role_row(
    viewer: Viewer,
    directory: Directory,
    institution: str,
    role: str,
    register: Sequence[Appointed],
) -> RoleRow:
    office, today = viewer.office, viewer.today
    assignments = [assignment for assignment in register if assignment.given.role == role]
    is_held = any(assignment.holds_on(today) for assignment in assignments)
    appointment_rule = office.regulations[institution].appointments.get(role)
    speakers = representatives_of(office, institution)
    by = appointment_rule.for_representatives(speakers) if appointment_rule else ()
    deputies = () if is_held else directory.reached(institution, role, today)
    return RoleRow(
        role=role,
        title=ROLES[role],
        people=tuple(item for item in assignments if not item.over_by(today)),
        over=tuple(item for item in assignments if item.over_by(today)),
        held=is_held,
        deputies=tuple(member.name for member in deputies),
        appoints=tuple(APPOINTERS[key] for key in by),
        rule=rule_link(office, institution, appointment_rule.rule) if appointment_rule else None,
        reason=appointment_rule.reason if appointment_rule else None,
        mine=may_enter(office, institution, viewer.person.roles_at(institution), role),
    )


def _last_day(assignment: Appointed) -> date:
    return assignment.given.last_day or date.max
