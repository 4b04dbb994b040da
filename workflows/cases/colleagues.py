"""Who of the office may have a case: whoever holds a role, or acts for one, that may own its step.

No law is here: who may take a step is for `decide` to say, when it is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy import Connection

from office.wiring import Office
from persistence.handling import Handling
from persistence.handling_log import HandlingEntry
from persistence.roster import Roster, roster
from persistence.staff import Member
from states.definition import ProcessDefinition
from states.frozen import frozen
from states.text import Text
from states.validation_error import ValidationError
from states.vocabulary import OFFICE_ROLES, ON_CALLS_ONLY, ROLES
from workflows.act import Act
from workflows.who_may import check_holds_role

HANDLING_ROLES: Final = tuple(role for role in OFFICE_ROLES if role != ON_CALLS_ONLY)
"""The roles that share the office's cases among themselves."""


@frozen
class Colleague:
    """A member of staff who does something about a case; `form_key` is of the form they sent."""

    act: Act
    member: Member
    form_key: str | None = None

    def entry(self, kind: str, data: Mapping[str, object]) -> HandlingEntry:
        """What they did, as the log keeps it."""
        actor = self.act.actor
        return HandlingEntry(
            kind, self.member.login, self.member.name, actor.role, data, actor.deputy_for
        )


@frozen
class Assignable:
    """Somebody who may have the case on a day, in the role that counts."""

    member: Member
    role: str
    deputy_for: str | None = None

    @property
    def as_what(self) -> Text:
        """The role, and for whom they act."""
        if self.deputy_for is None:
            return ROLES[self.role]
        role, absent = ROLES[self.role], ROLES[self.deputy_for]
        return Text(f"{role.en}, for {absent.en}", f"{role.sr}, у замени: {absent.sr}")


def check_handles(by: Colleague, institution: str) -> None:
    """Raises ValidationError for who shares no case of an institution on the day of the act.

    NotTheirs for who holds the role there no more.
    """
    act = by.act
    check_holds_role(act.connection, act.actor, institution, act.today)
    holders = roster(act.connection).holders(institution, act.actor.role, act.today)
    if act.role in HANDLING_ROLES and by.member.id in {member.id for member in holders}:
        return
    raise ValidationError(
        Text(
            "Only those who work on the office's cases can do this; you hold no such role today.",
            "Ово могу само они који раде на предметима Центра; Ви данас немате такву улогу.",
        )
    )


def owning_roles(office: Office, case: Handling) -> tuple[str, ...]:
    """The roles of the office that may own what a case awaits, the owners before others.

    Of a step that somebody outside owes, a candidate's say, those who may take it here.
    """
    takers = takers_of(office.definition(case.definition), case.awaited)
    owners = (role for role in case.owners if role in HANDLING_ROLES)
    return tuple(dict.fromkeys((*owners, *takers)))


def takers_of(definition: ProcessDefinition, awaited_step: str | None) -> tuple[str, ...]:
    """The roles of the office that may take the step, or record the fact, that is awaited."""
    name = awaited_step or ""
    roles: tuple[str, ...] = ()
    if name in definition.transitions:
        roles = definition.transitions[name].roles
    elif name in definition.facts:
        roles = definition.facts[name].roles
    return tuple(role for role in roles if role in HANDLING_ROLES)


def assignable(people: Roster, office: Office, case: Handling, today: date) -> list[Assignable]:
    """Who may have the case on a civil date, by name: holders of those roles, and their deputies.

    `people` are the office's, as one transaction sees them.
    """
    by_login: dict[str, Assignable] = {}
    for role in owning_roles(office, case):
        for person in in_role(people, case.institution, role, today):
            by_login.setdefault(person.member.login, person)
    return sorted(by_login.values(), key=lambda person: (person.member.name, person.member.id))


def in_role(people: Roster, institution: str, role: str, today: date) -> list[Assignable]:
    """Who holds a role at an institution on a civil date, and who deputises for them."""
    holders = [Assignable(member, role) for member in people.holders(institution, role, today)]
    deputies = [
        Assignable(member, other, role)
        for other in people.deputies(institution, role, today)
        for member in people.holders(institution, other, today)
    ]
    return [*holders, *deputies]


def colleagues(connection: Connection, institution: str, today: date) -> list[Member]:
    """All who share the cases of an institution on a civil date, by name."""
    return colleagues_in(roster(connection), institution, today)


def colleagues_in(people: Roster, institution: str, today: date) -> list[Member]:
    """The same where the roster has been read."""
    members = {
        member.id: member
        for role in HANDLING_ROLES
        for member in people.holders(institution, role, today)
    }
    return sorted(members.values(), key=lambda member: (member.name, member.id))


def first_role(connection: Connection, institution: str, member: Member, today: date) -> str:
    """The role in which somebody of an institution is written to on a civil date."""
    people = roster(connection)
    for role in HANDLING_ROLES:
        if member in people.holders(institution, role, today):
            return role
    return HANDLING_ROLES[0]
