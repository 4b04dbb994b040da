"""Who looks at the pages: a member of staff with the roles held and acted for today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import date, datetime

from sqlalchemy import Connection

from persistence import sessions
from persistence.deputies import Deputy
from persistence.roster import Roster, nobody, roster
from persistence.sessions import Limits, Session
from persistence.staff import Member
from states.decision import Actor
from states.frozen import frozen
from states.moments import civil_date
from states.text import Text
from states.vocabulary import ROLES
from web.sessions import Cookie, mark_of


@frozen
class Person:
    """A member of staff. `held` are (institution, role) pairs; `deputising` is for whom they act
    today; `session` is the one in which they ask, `people` the office's, as they were let in."""

    member: Member
    held: tuple[tuple[str, str], ...]
    deputising: tuple[Deputy, ...] = ()
    session: Session | None = None
    people: Roster = field(default_factory=nobody, compare=False)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The (institution, role) pairs that count today, own ones first."""
        deputised_pairs = ((deputy.institution, deputy.deputy_for) for deputy in self.deputising)
        return tuple(dict.fromkeys((*self.held, *deputised_pairs)))

    @property
    def roles(self) -> frozenset[str]:
        """The roles that count today, at whatever institution."""
        return frozenset(role for _, role in self.pairs)

    @property
    def held_roles(self) -> frozenset[str]:
        """The roles held, without those acted for."""
        return frozenset(role for _, role in self.held)

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

    def actor(self, institution: str, allowed_roles: Sequence[str]) -> Actor:
        """As whom the person acts where `allowed` roles may: in an own role, else for another.

        Where neither fits, the person's first role there, so that the refusal names it.
        """
        own_roles = [role for place, role in self.held if place == institution]
        for role in own_roles:
            if role in allowed_roles:
                return self._acting(role)
        for deputy in self.deputising:
            if deputy.institution == institution and deputy.deputy_for in allowed_roles:
                return self._acting(deputy.who, deputy)
        return self._acting(own_roles[0] if own_roles else self.held[0][1])

    def _acting(self, role: str, deputy: Deputy | None = None) -> Actor:
        return Actor(
            role,
            self.member.name,
            deputy.deputy_for if deputy else None,
            (deputy.period,) if deputy else (),
            self.member.login,
            self.member.name_in_other_script,
        )


def person_of(
    connection: Connection, cookie: Cookie, now: datetime, limits: Limits
) -> Person | None:
    """The person of a session's cookie; None where the session is over, or they left, hold no role
    today or have a new password.
    """
    of_cookie = sessions.find(connection, cookie.seed)
    if of_cookie is None:
        return None
    session, member, password, stamp = of_cookie
    if password is None or mark_of(password) != cookie.mark or not session.lasts(now, limits):
        return None
    return in_roles(roster(connection, stamp), member, civil_date(now), session)


def in_roles(
    people: Roster, member: Member, today: date, session: Session | None = None
) -> Person | None:
    """A member of staff in the roles of a civil date; None where they hold none."""
    roles = people.roles_of(member.id, today)
    if not roles:
        return None
    return Person(member, roles, people.deputising(roles, today), session, people)
