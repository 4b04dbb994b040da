"""Withdrawals from the office's registers, which are append-only: who withdrew what, when, why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, Connection, Table

from states.frozen import frozen


@frozen
class Withdrawal:
    """Who said that something no longer holds, when and why."""

    at: datetime
    person: str
    role: str
    reason: str | None


class WithdrawnRow(Protocol):
    """A row that has the `withdrawal_columns`."""

    gone_at: datetime | None
    gone_person: str
    gone_role: str
    gone_reason: str | None


def withdraw(connection: Connection, withdrawals: Table, entry_id: int, why: Withdrawal) -> None:
    """Notes that an entry no longer holds; a second time is refused by the database."""
    (key,) = withdrawals.primary_key
    values = {part.name: getattr(why, part.name) for part in fields(why)}
    connection.execute(withdrawals.insert(), {key.name: entry_id, **values})


def withdrawal_columns(withdrawals: Table) -> Sequence[ColumnElement[object]]:
    """What `withdrawal_of` reads, named so that it stands beside the entry's own columns."""
    return [withdrawals.c[p.name].label(f"gone_{p.name}") for p in fields(Withdrawal)]


def withdrawal_of(row: WithdrawnRow) -> Withdrawal | None:
    """The withdrawal in a row; None where the entry holds."""
    if row.gone_at is None:
        return None
    return Withdrawal(row.gone_at, row.gone_person, row.gone_role, row.gone_reason)
