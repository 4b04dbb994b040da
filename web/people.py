"""Who looks at the pages: a member of staff with the roles held and acted for today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from persistence import staff
from persistence.deputies import Deputy, deputies_on
from persistence.staff import Member
from states.decision import Actor
from states.frozen import frozen
from states.text import Text
from states.vocabulary import ROLES
from web.sessions import Session, mark_of


@frozen
class Person:
    """A member of staff. `held` are (institution, role) pairs; `deputising` is for whom they act
    today."""

    member: Member
    held: tuple[tuple[str, str], ...]
    deputising: tuple[Deputy, ...] = ()

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The (institution, role) pairs that count today, own ones first."""
        deputised = ((deputy.institution, deputy.deputy_for) for deputy in self.deputising)
        return tuple(dict.fromkeys((*self.held, *deputised)))

    @property
    def roles(self) -> frozenset[str]:
        """The roles that count today, at whatever institution."""
        return frozenset(role for _, role in self.pairs)

    @property
    def titles(self) -> tuple[Text, ...]:
        """The titles of the roles held and acted for, in that order."""
        return tuple(ROLES[role] for role in dict.fromkeys(role for _, role in self.pairs))

    @property
    def institutions(self) -> tuple[str, ...]:
        """The institutions at which the person holds a role or acts for one."""
        return tuple(dict.fromkeys(institution for institution, _ in self.pairs))

    def roles_at(self, institution: str) -> frozenset[str]:
        """The roles that count today at an institution."""
        return frozenset(role for place, role in self.pairs if place == institution)

    def actor(self, institution: str, allowed: Sequence[str]) -> Actor:
        """As whom the person acts where `allowed` roles may: in an own role, else for another.

        Where neither fits, the person's first role there, so that the refusal names it.
        """
        own_roles = [role for place, role in self.held if place == institution]
        name = self.member.name
        for role in own_roles:
            if role in allowed:
                return Actor(role, name)
        for deputy in self.deputising:
            if deputy.institution == institution and deputy.deputy_for in allowed:
                return Actor(deputy.who, name, deputy.deputy_for, (deputy.period,))
        return Actor(own_roles[0] if own_roles else self.held[0][1], name)


def person_of(connection: Connection, session: Session, today: date) -> Person | None:
    """The person of a session; None where they left, hold no role today or have a new password."""
    member_and_password = staff.find(connection, session.login)
    if member_and_password is None:
        return None
    member, password = member_and_password
    if password is None or mark_of(password) != session.mark:
        return None
    roles = tuple(staff.roles_of(connection, member.id, today))
    return Person(member, roles, deputies_on(connection, roles, today)) if roles else None
