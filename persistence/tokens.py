"""Tokens: secrets that open something for one person, for one purpose, until a day.

Whoever holds the secret has it as `NUMBER.SECRET`; here only a hash of the secret is kept, so that
who reads the database can use none. Secrets are compared in constant time. An invitation and a
reset open once; a calendar and a program (`api`) until they end or are revoked. The secret of one
that travels by mail is drawn as the mail leaves, and never stands in the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Final, Literal

from sqlalchemy import Connection, select, update

from persistence import link_secrets
from persistence.tables import staff, tokens
from states.frozen import frozen
from states.moments import civil_date

Purpose = Literal["invitation", "reset", "calendar", "api"]

NOTED_EVERY: Final = timedelta(minutes=1)
"""The last use is written down at most so often: a calendar asks again and again."""


@frozen
class NewToken:
    """A token to be made: for whom, for what, until when (None: until it is revoked).

    `title` is what its owner calls it, `roles` the roles in which a program may act for them.
    """

    staff_id: int
    purpose: Purpose
    ends_at: datetime | None = None
    title: str | None = None
    roles: tuple[str, ...] | None = None
    made_by: str | None = None


@frozen
class Token:
    """A token as it is kept; never its secret."""

    id: int
    staff_id: int
    purpose: str
    title: str | None
    roles: tuple[str, ...] | None
    made_at: datetime
    made_by: str | None
    ends_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None
    revoked_by: str | None

    @property
    def last_day(self) -> date | None:
        """The last civil date in Belgrade on which it is good; None where it has no end."""
        return civil_date(self.ends_at - timedelta.resolution) if self.ends_at else None

    def opens(self, at: datetime) -> bool:
        """Whether it is still good at an instant."""
        return self.revoked_at is None and (self.ends_at is None or at < self.ends_at)


_TOKEN: Final = tuple(tokens.c[part.name] for part in fields(Token))


def make(connection: Connection, new: NewToken, at: datetime) -> str:
    """Makes a token; returns what its owner is given, this one time."""
    return draw(connection, announce(connection, new, at))


def announce(connection: Connection, new: NewToken, at: datetime) -> int:
    """Makes a token that has no secret yet, and opens nothing before `draw`; returns its number."""
    values = {part.name: getattr(new, part.name) for part in fields(NewToken)}
    row = {**values, "made_at": at}
    token_id: int = connection.execute(tokens.insert().returning(tokens.c.id), row).scalar_one()
    return token_id


def draw(connection: Connection, token_id: int) -> str:
    """Gives a token a new secret, and returns `NUMBER.SECRET`; an earlier secret opens no more."""
    drawn_secret = link_secrets.draw()
    connection.execute(update(tokens).where(tokens.c.id == token_id).values(hash=drawn_secret.hash))
    return f"{token_id}.{drawn_secret.secret}"


def find(
    connection: Connection, purposes: Sequence[Purpose], token_text: str, at: datetime
) -> Token | None:
    """The token that somebody brings, where it is good for one of the purposes; else None.

    Only whoever may log in has one that opens: an account that is not in use has none.
    """
    brought_token = link_secrets.read(token_text)
    row = connection.execute(
        select(tokens.c.hash, *_TOKEN)
        .join(staff, staff.c.id == tokens.c.staff_id)
        .where(tokens.c.id == brought_token.number, staff.c.active.is_(True))
    ).one_or_none()
    fits = brought_token.fits(row.hash if row else None)
    if row is None or not fits:
        return None
    token = Token(*row[1:])
    return token if token.purpose in purposes and token.opens(at) else None


def use(
    connection: Connection, purposes: Sequence[Purpose], token_text: str, at: datetime
) -> Token | None:
    """As `find`, and notes that it was used; for tokens that open more than once."""
    token = find(connection, purposes, token_text, at)
    if token and (token.last_used_at is None or at - token.last_used_at >= NOTED_EVERY):
        statement = update(tokens).where(tokens.c.id == token.id).values(last_used_at=at)
        connection.execute(statement)
    return token


def spend(
    connection: Connection, purposes: Sequence[Purpose], token_text: str, at: datetime
) -> Token | None:
    """As `find`, and it never opens again; None for who comes second."""
    token = find(connection, purposes, token_text, at)
    if token is None:
        return None
    result = connection.execute(
        update(tokens)
        .where(tokens.c.id == token.id, tokens.c.revoked_at.is_(None))
        .values(last_used_at=at, revoked_at=at)
    )
    return token if result.rowcount == 1 else None


def revoke(connection: Connection, token_id: int, at: datetime, by: str | None) -> bool:
    """Ends a token; False where it has ended or is none."""
    return _revoke(connection, tokens.c.id == token_id, at, by) == 1


def revoke_all(
    connection: Connection, staff_id: int, purposes: Sequence[Purpose], at: datetime, by: str | None
) -> int:
    """Ends all tokens of a person for some purposes; returns how many."""
    of_person = (tokens.c.staff_id == staff_id) & tokens.c.purpose.in_(purposes)
    return _revoke(connection, of_person, at, by)


def of_staff(connection: Connection, staff_id: int, purposes: Sequence[Purpose]) -> list[Token]:
    """The tokens of a person for some purposes, newest first, ended ones too."""
    rows = connection.execute(
        select(*_TOKEN)
        .where(tokens.c.staff_id == staff_id, tokens.c.purpose.in_(purposes))
        .order_by(tokens.c.id.desc())
    )
    return [Token(*row) for row in rows]


def by_id(connection: Connection, token_id: int) -> Token | None:
    """A token by its number, ended ones too."""
    row = connection.execute(select(*_TOKEN).where(tokens.c.id == token_id)).one_or_none()
    return Token(*row) if row else None


def _revoke(connection: Connection, condition: object, at: datetime, by: str | None) -> int:
    statement = update(tokens).where(condition, tokens.c.revoked_at.is_(None))  # type: ignore[arg-type]
    return connection.execute(statement.values(revoked_at=at, revoked_by=by)).rowcount
