"""Absences by person: who is away on which days, and who covers.

What a cover may do follows from deputies (`persistence.deputies`), which go by role.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, select, update

from persistence.tables import absences, staff
from states.dossier import Period
from states.frozen import frozen


@frozen
class NewAbsence:
    """Somebody is away on these days, both included; `cover_id` is who covers."""

    staff_id: int
    period: Period
    cover_id: int | None = None
    note: str | None = None
    entered_by: str | None = None


@frozen
class Absence:
    """An absence as it is kept, with the names of who is away and who covers."""

    id: int
    staff_id: int
    login: str
    name: str
    first_day: date
    last_day: date
    cover_login: str | None
    cover_name: str | None
    note: str | None
    entered_by: str | None

    def holds_on(self, day: date) -> bool:
        """Whether the person is away on a civil date."""
        return self.first_day <= day <= self.last_day


_COVER: Final = staff.alias("cover")
_ABSENCES: Final = (
    select(
        absences.c.id,
        absences.c.staff_id,
        staff.c.login,
        staff.c.name,
        absences.c.first_day,
        absences.c.last_day,
        _COVER.c.login.label("cover_login"),
        _COVER.c.name.label("cover_name"),
        absences.c.note,
        absences.c.entered_by,
    )
    .join(staff, staff.c.id == absences.c.staff_id)
    .outerjoin(_COVER, _COVER.c.id == absences.c.cover_id)
    .where(absences.c.cancelled_at.is_(None))
    .order_by(absences.c.first_day, absences.c.id)
)


def record(connection: Connection, absence: NewAbsence, at: datetime) -> int:
    """Writes an absence down; returns its number."""
    row = {
        "staff_id": absence.staff_id,
        "first_day": absence.period.first_day,
        "last_day": absence.period.last_day,
        "cover_id": absence.cover_id,
        "note": absence.note,
        "entered_by": absence.entered_by,
        "entered_at": at,
    }
    number: int = connection.execute(absences.insert().returning(absences.c.id), row).scalar_one()
    return number


def end_on(connection: Connection, absence_id: int, last_day: date) -> None:
    """Whoever is away comes back earlier: sets the last day of an absence, that one included."""
    statement = update(absences).where(absences.c.id == absence_id)
    connection.execute(statement.values(last_day=last_day))


def cancel(connection: Connection, absence_id: int, at: datetime, by: str) -> bool:
    """The absence never was; False where it was cancelled before, or is none."""
    statement = update(absences).where(
        absences.c.id == absence_id, absences.c.cancelled_at.is_(None)
    )
    values = {"cancelled_at": at, "cancelled_by": by}
    return connection.execute(statement.values(**values)).rowcount == 1


def find(connection: Connection, absence_id: int) -> Absence | None:
    """An absence by its number; None where it is none, or was cancelled."""
    return next(iter(_read(connection, absences.c.id == absence_id)), None)


def of_person(connection: Connection, staff_id: int) -> list[Absence]:
    """The absences of a person, in the order of their days, past ones too."""
    return _read(connection, absences.c.staff_id == staff_id)


def between(connection: Connection, first_day: date, last_day: date) -> list[Absence]:
    """Everybody's absences that have a day in common with a span of civil dates."""
    return _read(connection, absences.c.first_day <= last_day, absences.c.last_day >= first_day)


def _read(connection: Connection, *conditions: ColumnElement[bool]) -> list[Absence]:
    rows = connection.execute(_ABSENCES.where(*conditions))
    return [
        Absence(**{part.name: getattr(row, part.name) for part in fields(Absence)}) for row in rows
    ]
