"""Closures that were entered on the page: days on which the office is closed."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, select, update

from persistence.tables import closures
from rules.calendar import Closure
from states.frozen import frozen
from states.text import Text


@frozen
class EnteredClosure:
    """A closure as it is kept; `withdrawn_by` None while it holds."""

    id: int
    first_day: date
    last_day: date
    reason_en: str
    reason_sr: str
    entered_by: str
    entered_at: datetime
    withdrawn_by: str | None
    withdrawn_at: datetime | None

    @property
    def reason(self) -> Text:
        """Why, in both languages."""
        return Text(self.reason_en, self.reason_sr)


_CLOSURES: Final = select(*(closures.c[part.name] for part in fields(EnteredClosure))).order_by(
    closures.c.first_day, closures.c.id
)


def entered(connection: Connection) -> list[EnteredClosure]:
    """Every closure that was entered, withdrawn ones too, in the order of their days."""
    return [EnteredClosure(*row) for row in connection.execute(_CLOSURES)]


def in_force(connection: Connection) -> tuple[Closure, ...]:
    """The closures that hold, as the calendar knows them."""
    return tuple(
        Closure(closure.first_day, closure.last_day, closure.reason)
        for closure in entered(connection)
        if closure.withdrawn_by is None
    )


def enter(connection: Connection, closure: Closure, by: str, at: datetime) -> int:
    """Writes a closure down; returns its number."""
    row = {
        "first_day": closure.first_day,
        "last_day": closure.last_day,
        "reason_en": closure.reason.en,
        "reason_sr": closure.reason.sr,
        "entered_by": by,
        "entered_at": at,
    }
    number: int = connection.execute(closures.insert().returning(closures.c.id), row).scalar_one()
    return number


def withdraw(connection: Connection, closure_id: int, by: str, at: datetime) -> None:
    """The office is not closed then after all."""
    statement = update(closures).where(
        closures.c.id == closure_id, closures.c.withdrawn_by.is_(None)
    )
    connection.execute(statement.values(withdrawn_by=by, withdrawn_at=at))
