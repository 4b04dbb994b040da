"""Who stands in for whom on a day: for the people who act, and for the letters to the absent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from persistence.tables import deputies
from states.dossier import Period
from states.frozen import frozen


@frozen
class Deputy:
    """A role that acts in the place of another at an institution during a period."""

    id: int
    institution: str
    who: str
    deputy_for: str
    period: Period

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a civil date."""
        return self.period.first_day <= day <= self.period.last_day


def deputy_of(row: Any) -> Deputy:
    """A row of `substitutes` as a StandIn."""
    period = Period(row.first_day, row.last_day)
    return Deputy(row.id, row.institution, row.who, row.deputy_for, period)


def deputies_on(
    connection: Connection, held: Iterable[tuple[str, str]], on: date
) -> tuple[Deputy, ...]:
    """The roles that who holds these (institution, role) pairs stands in for on a civil date."""
    pairs = set(held)
    wanted = select(deputies).where(
        deputies.c.first_day <= on,
        deputies.c.last_day >= on,
        deputies.c.who.in_({role for _, role in pairs}),
    )
    return tuple(
        deputy_of(row)
        for row in connection.execute(wanted.order_by(deputies.c.id))
        if (row.institution, row.who) in pairs
    )
