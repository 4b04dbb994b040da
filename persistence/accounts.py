"""Accounts: whether somebody of the office may log in, with what, and the roles they ever had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from sqlalchemy import Connection, Select, select, update

from persistence.staff import Appointed, Assignment, Member
from persistence.tables import role_assignments, staff
from states.frozen import frozen


@frozen
class Account:
    """A member of staff; `active` says whether the account is in use, `password` is a hash."""

    member: Member
    active: bool
    password: str | None


_MEMBER: Final = tuple(staff.c[part.name] for part in fields(Member))
_ACCOUNT: Final = select(*_MEMBER, staff.c.active, staff.c.password)
_ASSIGNMENT: Final = tuple(role_assignments.c[part.name] for part in fields(Assignment))


def account_of(connection: Connection, login: str) -> Account | None:
    """The account with a login, in use or not; None where there is none."""
    return _one(connection, _ACCOUNT.where(staff.c.login == login))


def account_by_id(connection: Connection, staff_id: int) -> Account | None:
    """The account with a number."""
    return _one(connection, _ACCOUNT.where(staff.c.id == staff_id))


def accounts(connection: Connection, active: bool) -> list[Account]:
    """Everybody whose account is in use, or everybody whose is not, by name."""
    rows = connection.execute(
        _ACCOUNT.where(staff.c.active.is_(active)).order_by(staff.c.name, staff.c.id)
    )
    return [_account(row) for row in rows]


def set_password(connection: Connection, staff_id: int, password: str) -> None:
    """The hash of a new password takes the place of the earlier one."""
    connection.execute(update(staff).where(staff.c.id == staff_id).values(password=password))


def set_active(connection: Connection, staff_id: int, active: bool) -> None:
    """The account is in use from now on, or no longer."""
    connection.execute(update(staff).where(staff.c.id == staff_id).values(active=active))


def change(connection: Connection, staff_id: int, values: Mapping[str, object]) -> None:
    """Writes what is known of a person anew, by the names of `Member`."""
    connection.execute(update(staff).where(staff.c.id == staff_id).values(**values))


def appointments_of(connection: Connection, staff_id: int) -> list[Appointed]:
    """Every role that somebody has, had or will have, in the order of their days."""
    rows = connection.execute(
        select(role_assignments.c.id, role_assignments.c.ended_by, *_MEMBER, *_ASSIGNMENT)
        .join(staff, staff.c.id == role_assignments.c.staff_id)
        .where(staff.c.id == staff_id)
        .order_by(role_assignments.c.first_day, role_assignments.c.id)
    )
    last_of_member = 2 + len(_MEMBER)
    return [
        Appointed(row[0], Member(*row[2:last_of_member]), Assignment(*row[last_of_member:]), row[1])
        for row in map(tuple, rows)
    ]


def _account(row: Any) -> Account:
    return Account(Member(*tuple(row)[:-2]), row.active, row.password)


def _one(connection: Connection, accounts: Select[tuple[object, ...]]) -> Account | None:
    row = connection.execute(accounts).one_or_none()
    return _account(row) if row else None
