"""Keeping the register of people: who does it, at which institution, and what they may.

Every change of the register is one act: judged here, not only at the door of a page, and written
into the log of changes with what was before.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection

from office.wiring import Office
from persistence import accounts, changes
from persistence.accounts import Account
from persistence.changes import SYSTEM, Change, Values
from persistence.staff import Appointed
from states.frozen import frozen
from states.moments import civil_date
from states.text import Text
from states.validation_error import ValidationError
from states.vocabulary import LEGAL_REPRESENTATIVES, OFFICE_ROLES
from workflows.who_may import NotTheirs, roles_of

KEEPER: Final = "head_of_ico"


@frozen
class Keeper:
    """Who acts on the register: name, login, and the roles that count at the institution today.

    Without a login it is the command line: whoever runs the program keeps everything.
    """

    name: str
    roles: frozenset[str]
    login: str | None = None

    @property
    def entered_by(self) -> str | None:
        """The name that is written beside an entry; None at the command line."""
        return self.name if self.login else None


OPERATOR: Final = Keeper(SYSTEM, frozenset({KEEPER}))
"""Who works at the command line."""


@frozen
class RegisterAct:
    """An act on the register of an institution's people; the caller commits `connection`."""

    connection: Connection
    office: Office
    institution: str
    keeper: Keeper
    now: datetime

    @property
    def today(self) -> date:
        """The civil date of the act in Belgrade."""
        return civil_date(self.now)

    @property
    def roles(self) -> frozenset[str]:
        """The keeper's roles that count at the institution now, as this transaction sees them."""
        keeper = self.keeper
        if keeper.login is None:
            return keeper.roles
        return keeper.roles & roles_of(self.connection, keeper.login, self.today, self.institution)

    def check_may(self, roles: Collection[str]) -> None:
        """Raises NotTheirs where none of the keeper's roles is one of these."""
        if not self.roles.intersection(roles):
            raise NotTheirs

    def may_enter(self, role: str) -> bool:
        """Whether the keeper may enter who holds a role."""
        return may_enter(self.office, self.institution, self.roles, role)

    def check_role(self, role: str) -> None:
        """Raises NotTheirs where the keeper may not enter who holds a role."""
        if not self.may_enter(role):
            raise NotTheirs

    def check_keeps_any(self) -> None:
        """Raises NotTheirs where the keeper may enter nobody at all."""
        if not any(map(self.may_enter, OFFICE_ROLES)):
            raise NotTheirs

    def account(self, login: str) -> Account:
        """The account with a login; ValidationError where there is none."""
        account = accounts.account_of(self.connection, login)
        if account is None:
            sentence = Text(f"nobody logs in as {login}", f"нико нема налог {login}")
            raise ValidationError(sentence, ("login",))
        return account

    def kept_account(self, login: str) -> Account:
        """The account of somebody whom the keeper keeps; raises NotTheirs otherwise."""
        account = self.account(login)
        appointments = accounts.appointments_of(self.connection, account.member.id)
        if not keeps(self.office, self.institution, self.roles, appointments):
            raise NotTheirs
        return account

    def own_or_kept(self, login: str) -> Account:
        """The keeper's own account while they work here, or one that they keep; else NotTheirs."""
        if login != self.keeper.login:
            return self.kept_account(login)
        if not self.roles:
            raise NotTheirs
        return self.account(login)

    def note(
        self, login: str, name: str, before: Values | None = None, after: Values | None = None
    ) -> None:
        """Writes into the log of changes what was done to somebody."""
        change = Change("person", login, name, self.keeper.name, before, after)
        changes.note(self.connection, change, self.now)


def keeps(
    office: Office, institution: str, roles: Collection[str], appointments: Collection[Appointed]
) -> bool:
    """Whether somebody in these roles keeps the account of who has or had these roles.

    That is the Head of ICO, or who appoints to every role that the person has there.
    """
    own_roles = {item.given.role for item in appointments if item.given.institution == institution}
    is_theirs = bool(own_roles) or not appointments
    if KEEPER in roles:
        return is_theirs
    return bool(own_roles) and all(
        may_enter(office, institution, roles, role) for role in own_roles
    )


def may_enter(office: Office, institution: str, roles: Collection[str], role: str) -> bool:
    """Whether somebody in these roles may enter who holds a role: the Head of ICO, who keeps the
    register, and whoever appoints to it.
    """
    table = office.regulations[institution].appointments
    appointing_roles = (
        table[role].for_representatives(representatives_of(office, institution))
        if role in table
        else ()
    )
    return KEEPER in roles or bool(set(roles) & set(appointing_roles))


def representatives_of(office: Office, institution: str) -> frozenset[str]:
    """Who speaks for an institution: as the settings say of their own, else either."""
    settings = office.settings
    return (
        settings.home.representatives
        if institution == settings.institution.key
        else LEGAL_REPRESENTATIVES
    )
