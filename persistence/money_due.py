"""What is owed in cases now: a row for each debt, until it is settled, and whom time tells next."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, select, update

from persistence.tables import money_due
from states.frozen import frozen


@frozen
class MoneyDue:
    """A debt of a case or to it: cents, by when, with the receipt of that day as JSON.

    `noticed_on` is the civil date on which it was first seen; `next_at` is when somebody is told of
    it next, None where nobody is to be any more.
    """

    case_id: int
    kind: str
    cents: int
    currency: str
    due: date
    receipt: str
    noticed_on: date
    next_at: datetime | None


_DUE: Final = select(*(money_due.c[part.name] for part in fields(MoneyDue)))


def of_case(connection: Connection, case_id: int) -> Sequence[MoneyDue]:
    """What is owed in a case, the earliest first."""
    rows = _DUE.where(money_due.c.case_id == case_id).order_by(money_due.c.due, money_due.c.kind)
    return [MoneyDue(*row) for row in connection.execute(rows)]


def every(connection: Connection) -> Sequence[MoneyDue]:
    """All that is owed in all cases."""
    rows = connection.execute(_DUE.order_by(money_due.c.case_id, money_due.c.kind))
    return [MoneyDue(*row) for row in rows]


def change(connection: Connection, debt: MoneyDue) -> None:
    """A debt is due on another day, or told of at another instant."""
    connection.execute(update(money_due).where(_is(debt.case_id, debt.kind)).values(**_row(debt)))


def keep(connection: Connection, case_id: int, debts: Collection[MoneyDue]) -> None:
    """What is owed in a case stands as told here: settled ones go, what is the same stays."""
    standing_debts = {debt.kind: debt for debt in of_case(connection, case_id)}
    wanted_debts = {debt.kind: debt for debt in debts}
    for kind in standing_debts.keys() - wanted_debts.keys():
        connection.execute(delete(money_due).where(_is(case_id, kind)))
    for kind, debt in wanted_debts.items():
        if kind not in standing_debts:
            connection.execute(money_due.insert(), _row(debt))
        elif standing_debts[kind] != debt:
            change(connection, debt)


def put_off(connection: Connection, debt: MoneyDue, next_at: datetime | None) -> None:
    """Somebody was told of a debt; when the next one is."""
    statement = update(money_due).where(_is(debt.case_id, debt.kind))
    connection.execute(statement.values(next_at=next_at))


def to_tell(connection: Connection, now: datetime, most: int) -> Sequence[MoneyDue]:
    """The debts of which somebody is to be told by now, in order, at most so many."""
    rows = _DUE.where(money_due.c.next_at <= now).order_by(money_due.c.next_at, money_due.c.case_id)
    return [MoneyDue(*row) for row in connection.execute(rows.limit(most))]


_SOONEST: Final = (
    select(money_due.c.next_at)
    .where(money_due.c.next_at.is_not(None))
    .order_by(money_due.c.next_at)
    .limit(1)
)


def next_instant(connection: Connection) -> datetime | None:
    """When somebody is to be told of a debt next."""
    return connection.execute(_SOONEST).scalar()


def _is(case_id: int, kind: str) -> ColumnElement[bool]:
    return (money_due.c.case_id == case_id) & (money_due.c.kind == kind)


def _row(debt: MoneyDue) -> Mapping[str, object]:
    return {part.name: getattr(debt, part.name) for part in fields(MoneyDue)}
