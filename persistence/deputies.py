"""Deputies: which role acts in the place of which, on which days."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import Connection, select, update

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


_DEPUTIES: Final = select(
    deputies.c.id,
    deputies.c.institution,
    deputies.c.who,
    deputies.c.deputy_for,
    deputies.c.first_day,
    deputies.c.last_day,
)


def add_deputy(
    connection: Connection,
    institution: str,
    deputy_role: str,
    deputy_for: str,
    period: Period,
    entered_by: str | None = None,
) -> None:
    """A role acts for another on these days, both included."""
    row = {
        "institution": institution,
        "who": deputy_role,
        "deputy_for": deputy_for,
        "first_day": period.first_day,
        "last_day": period.last_day,
        "entered_by": entered_by,
    }
    connection.execute(deputies.insert(), row)


def end_deputy(
    connection: Connection, deputy_id: int, last_day: date, ended_by: str | None
) -> None:
    """Sets the last day on which a role acts for another, that one included."""
    connection.execute(
        update(deputies)
        .where(deputies.c.id == deputy_id)
        .values(last_day=last_day, ended_by=ended_by)
    )


def authority(
    connection: Connection, institution: str, deputy_role: str, deputy_for: str
) -> tuple[Period, ...]:
    """The periods in which a role may act for another."""
    days = connection.execute(
        select(deputies.c.first_day, deputies.c.last_day).where(
            deputies.c.institution == institution,
            deputies.c.who == deputy_role,
            deputies.c.deputy_for == deputy_for,
        )
    )
    return tuple(Period(first, last) for first, last in days)


def every_deputy(connection: Connection) -> list[Deputy]:
    """The deputies of all times, in the order in which they were entered."""
    rows = connection.execute(_DEPUTIES.order_by(deputies.c.id))
    return [Deputy(*row[:4], Period(*row[4:])) for row in rows]


def deputies_since(connection: Connection, institution: str, since: date) -> list[Deputy]:
    """The deputies at an institution whose days are not over before a civil date."""
    not_over = _DEPUTIES.where(
        deputies.c.institution == institution, deputies.c.last_day >= since
    ).order_by(deputies.c.first_day, deputies.c.id)
    return [Deputy(*row[:4], Period(*row[4:])) for row in connection.execute(not_over)]
