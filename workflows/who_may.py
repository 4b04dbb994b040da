"""Whether somebody may act as they say, asked under the lock of what they change.

A page opens its door by what was true when it was asked. Until the act takes the lock, a role may
have ended, an account been closed, a seat been taken by somebody else: so it is asked here again.
Time, a rehearsal and the command line have no login; whoever runs the program answers for them.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from sqlalchemy import Connection

from persistence.roster import roster
from rules.wording import format_text
from states.calls import Call
from states.decision import Actor
from states.explained import Explained
from states.text import Text
from states.vocabulary import ON_CALLS_ONLY, ROLES
from workflows.act import Act

_NOT_THEIRS: Final = Text(
    "Your role does not include it. If you need it for your work, ask the Head of ICO.",
    "Ваша улога то не обухвата. Ако Вам је потребно за рад, обратите се руководиоцу Центра за "
    "међународну сарадњу.",
)


class NotTheirs(Explained):
    """Who acts may not do this, here or today; `message` says why in both languages."""

    def __init__(self, message: Text = _NOT_THEIRS) -> None:
        self.message = message
        super().__init__(message.en)

    def sentence(self, language: str) -> str:
        """The sentence in the language."""
        return self.message.in_(language)


def check_holds_role(
    connection: Connection, actor: Actor, institution: str, today: date, stamp: int | None = None
) -> None:
    """Raises NotTheirs unless an account in use holds the actor's role there on the civil date.

    A deputy's role must act for the other one on that day, too. `stamp` is that of the office's
    people, where the caller has read it with what it locked.
    """
    if actor.login is None:
        return
    people = roster(connection, stamp)
    holders = people.holders(institution, actor.role, today)
    if actor.login not in {member.login for member in holders}:
        raise NotTheirs(_no_role(actor))
    if actor.deputy_for is None:
        return
    if actor.role not in people.deputies(institution, actor.deputy_for, today):
        raise NotTheirs(_no_deputy(actor, actor.deputy_for))


def check_may(act: Act, institution: str, roles: Collection[str]) -> None:
    """Raises NotTheirs unless who is logged in has one of the roles there on the day of the act."""
    check_holds_role(act.connection, act.actor, institution, act.today)
    if act.actor.login is not None and act.role not in roles:
        raise NotTheirs


def check_seat(actor: Actor, call: Call, today: date) -> None:
    """Raises NotTheirs for a member of the commission who has no seat on this call."""
    if actor.login is None or actor.acts_as(today) != ON_CALLS_ONLY:
        return
    if actor.login not in call.commission:
        raise NotTheirs(
            format_text(
                "{name} has no seat in the commission of this call.",
                "{name} није у комисији овог конкурса.",
                name=actor.name,
            )
        )


def roles_of(
    connection: Connection, login: str, today: date, institution: str | None = None
) -> frozenset[str]:
    """The roles that an account in use holds or acts for on a civil date, there or anywhere."""
    places = roster(connection).places_of(login, today)
    return frozenset(role for place, role in places if institution in (None, place))


def check_works_here(connection: Connection, login: str, today: date) -> None:
    """Raises NotTheirs for an account that is not in use, or holds no role on the civil date."""
    if not roles_of(connection, login, today):
        raise NotTheirs(
            format_text(
                "{login} holds no role in the office today.",
                "{login} данас нема ниједну улогу у Центру.",
                login=login,
            )
        )


def _no_role(actor: Actor) -> Text:
    return format_text(
        "{name} does not hold the role {role} at this institution today.",
        "{name} на овој установи данас нема улогу: {role}.",
        name=actor.name,
        role=ROLES[actor.role],
    )


def _no_deputy(actor: Actor, absent: str) -> Text:
    return format_text(
        "{name} does not stand in for the role {absent} at this institution today.",
        "{name} на овој установи данас није у замени за улогу: {absent}.",
        name=actor.name,
        absent=ROLES[absent],
    )
