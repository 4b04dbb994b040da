"""Programs that act for a person: the tokens by which they do.

A token is its owner's own: it may do no more than the owner may on the day, and ends with a role.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import Connection

from persistence import tokens
from persistence.staff import Member
from persistence.tokens import NewToken, Purpose
from states.frozen import frozen
from states.moments import BELGRADE, civil_date
from states.text import Text
from states.validation_error import ValidationError, check_all
from workflows.titles import checked_title
from workflows.who_may import check_works_here, roles_of

API: Final[Purpose] = "api"
LONGEST: Final = timedelta(days=366)
MOST_TITLE: Final = 120
_NO_TITLE: Final = Text(
    f"Say in up to {MOST_TITLE} letters what the token is for.",
    f"Напишите намену токена, највише {MOST_TITLE} знакова.",
)


@frozen
class Owner:
    """Who makes a token: the person, and the roles that they hold or act for today."""

    member: Member
    roles: frozenset[str]


def make_token(
    connection: Connection, owner: Owner, data: Mapping[str, object], now: datetime
) -> str:
    """Makes a token for a program, and returns it, this one time.

    `data` has its purpose (`title`), `roles` and last day (`until`). Raises ValidationError.
    """
    check_works_here(connection, owner.member.login, civil_date(now))
    own_roles = owner.roles & roles_of(connection, owner.member.login, civil_date(now))
    checks: Mapping[str, Callable[[Mapping[str, object]], object]] = {
        "title": _title,
        "roles": lambda data: _roles(own_roles, data.get("roles")),
        "until": lambda data: _end(data, now),
    }
    check_all(checks, data)
    roles = _roles(own_roles, data.get("roles"))
    new = NewToken(owner.member.id, API, _end(data, now), _title(data), roles, owner.member.name)
    return tokens.make(connection, new, now)


def end_token(connection: Connection, owner: Owner, token_id: int, now: datetime) -> bool:
    """Ends a token of the person's own; False where it is none of theirs or has ended."""
    check_works_here(connection, owner.member.login, civil_date(now))
    token = tokens.by_id(connection, token_id)
    if token is None or token.staff_id != owner.member.id or token.purpose != API:
        return False
    return tokens.revoke(connection, token_id, now, owner.member.name)


def _title(data: Mapping[str, object]) -> str:
    return checked_title(str(data.get("title") or ""), MOST_TITLE, _NO_TITLE)


def _roles(own_roles: frozenset[str], chosen_roles: object) -> tuple[str, ...]:
    names = tuple(str(name) for name in chosen_roles) if isinstance(chosen_roles, Sequence) else ()
    if not names or not set(names) <= own_roles:
        raise ValidationError(
            Text("Choose at least one of your own roles.", "Изаберите бар једну од својих улога."),
            ("roles",),
        )
    return tuple(dict.fromkeys(names))


def _end(data: Mapping[str, object], now: datetime) -> datetime:
    """The midnight that ends the last day."""
    until, today = str(data.get("until") or ""), now.astimezone(BELGRADE).date()
    try:
        last_day = date.fromisoformat(until)
    except ValueError:
        last_day = date.min
    if not today <= last_day <= today + LONGEST:
        raise ValidationError(
            Text(
                "Choose a last day within a year from today.",
                "Изаберите последњи дан, највише годину дана од данас.",
            ),
            ("until",),
        )
    return datetime.combine(last_day + timedelta(days=1), time(), BELGRADE)
