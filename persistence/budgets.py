"""The budgets of calls: what each may promise, out of which project, and what it has promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, func, select

from persistence.fact_rows import to_row
from persistence.tables import call_budgets, cases, ledger_entries
from states.money import GRANTING, Budget

GRANTED: Final = ledger_entries.c.kind.in_(GRANTING)
"""Entries that promise money, or less of it."""


class BudgetEntry(NamedTuple):
    """A budget as it was set, by whom and when."""

    budget: Budget
    set_by: str
    set_at: datetime


_BUDGET: Final = tuple(call_budgets.c[part.name] for part in fields(Budget))
_ENTRIES: Final = select(*_BUDGET, call_budgets.c.set_by, call_budgets.c.set_at).order_by(
    call_budgets.c.id.desc()
)


def set_budget(connection: Connection, call_id: int, budget: Budget, by: str, at: datetime) -> None:
    """Sets a call's budget; the one before stays as it was."""
    row = {**to_row(budget), "call_id": call_id, "set_by": by, "set_at": at}
    connection.execute(call_budgets.insert(), row)


def entries_of(connection: Connection, call_id: int) -> Sequence[BudgetEntry]:
    """The budgets of a call, the one in force first."""
    rows = connection.execute(_ENTRIES.where(call_budgets.c.call_id == call_id))
    return [BudgetEntry(Budget(*row[:-2]), row.set_by, row.set_at) for row in rows]


def in_force(connection: Connection, call_id: int) -> Budget | None:
    """A call's budget as it was set last; None where none was."""
    newest = connection.execute(_ENTRIES.where(call_budgets.c.call_id == call_id).limit(1))
    row = newest.one_or_none()
    return Budget(*row[:-2]) if row else None


def promised_in(connection: Connection, call_id: int) -> int:
    """Cents that all grants of a call come to."""
    total = (
        select(func.coalesce(func.sum(ledger_entries.c.cents), 0))
        .join(cases, cases.c.id == ledger_entries.c.case_id)
        .where(cases.c.call_id == call_id, GRANTED)
    )
    return int(connection.execute(total).scalar_one())
