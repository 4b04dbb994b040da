"""What people do with their own account: choose a password, by a link or in place of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine

from office.wiring import Office
from persistence import accounts, changes, login_failures, sessions, staff, tokens
from persistence.accounts import Account
from persistence.changes import Change
from persistence.database import reading, write_transaction
from persistence.staff import Member
from states.frozen import frozen
from states.moments import civil_date
from states.text import Text
from states.validation_error import SeveralErrors, ValidationError
from workflows.people.accounts import LINKS
from workflows.people.passwords import fits, hash_of, problem_of_new
from workflows.people.settings import lockout_of
from workflows.who_may import check_works_here

OWN_PASSWORD = "password_chosen"
"""What the log of changes calls it."""


@frozen
class ChosenPassword:
    """A new password as it was typed, twice."""

    password: str
    again: str

    def hash_for(self, office: Office, member: Member) -> str:
        """Its hash; ValidationError where it is not good enough, or the two differ."""
        errors = self.errors(office, (member.name, member.login, member.email))
        if errors:
            raise SeveralErrors(errors)
        return hash_of(self.password)

    def errors(self, office: Office, own_words: Sequence[str]) -> dict[str, Text]:
        """All that is wrong with it, by field; `own_words` are the person's."""
        problem = problem_of_new(office, own_words, self.password)
        errors = {} if problem is None else {"password": problem}
        if self.password != self.again:
            errors["again"] = Text("the two are not the same", "лозинке се не поклапају")
        return errors


def account_of_link(connection: Connection, link: str, now: datetime) -> Account | None:
    """Whose account the link of a mail is for; None where it opens nothing (any more)."""
    token = tokens.find(connection, LINKS, link, now)
    return accounts.account_by_id(connection, token.staff_id) if token else None


def choose_by_link(
    engine: Engine, office: Office, link: str, chosen_password: ChosenPassword, now: datetime
) -> Member | None:
    """Whoever has the link of a mail chooses a password, once; None where the link has ended.

    All sessions end, and failed tries count no more. Raises ValidationError with its field.
    """
    with reading(engine) as connection:
        account = account_of_link(connection, link, now)
    if account is None:
        return None
    # Hashed outside of the transaction: that is slow on purpose.
    password_hash = chosen_password.hash_for(office, account.member)
    with write_transaction(engine) as connection:
        if staff.active_member(connection, account.member.id) is None:
            return None
        if tokens.spend(connection, LINKS, link, now) is None:
            return None
        _write(connection, account.member, password_hash, None, now)
    return account.member


def change_own(
    engine: Engine,
    office: Office,
    own: tuple[Member, int],
    old: str,
    chosen_password: ChosenPassword,
    now: datetime,
) -> str:
    """A new password takes the place of the old one; all sessions end but the one asked from.

    `own` is the person and the number of that session. Returns the new hash. Raises
    ValidationError with its field: also for a wrong old password, which counts as a failed try;
    NotTheirs for who works here no more.
    """
    member, session_id = own
    with write_transaction(engine) as connection:
        account = accounts.account_of(connection, member.login)
        until = login_failures.begin_try(connection, member.login, now, lockout_of(office))
    if until is not None:
        sentence = Text(
            "too many wrong tries: wait a quarter of an hour",
            "превише погрешних покушаја: сачекајте четврт сата",
        )
        raise ValidationError(sentence, ("old",))
    if account is None or not fits(old, account.password):
        raise ValidationError(Text("this is not your password", "ово није Ваша лозинка"), ("old",))
    with write_transaction(engine) as connection:
        login_failures.lift(connection, member.login)
    password_hash = chosen_password.hash_for(office, member)
    with write_transaction(engine) as connection:
        check_works_here(connection, member.login, civil_date(now))
        _write(connection, member, password_hash, session_id, now)
    return password_hash


def _write(
    connection: Connection,
    member: Member,
    password_hash: str,
    session_id: int | None,
    now: datetime,
) -> None:
    accounts.set_password(connection, member.id, password_hash)
    sessions.end_others(connection, member.id, session_id, now, member.name)
    tokens.revoke_all(connection, member.id, LINKS, now, member.name)
    login_failures.lift(connection, member.login)
    changes.note(connection, Change("person", member.login, OWN_PASSWORD, member.name), now)
