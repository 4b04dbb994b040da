"""How a case stands among the colleagues: who has it, and until when it is put aside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, bindparam, or_, select, update

from persistence.chains import BEGINNING
from persistence.database import insert
from persistence.owners import owners_in
from persistence.staff import Member
from persistence.tables import case_handling, cases, staff
from states.frozen import frozen


@frozen
class Hold:
    """A case that somebody put aside until a civil date, on which it is back.

    It holds for the step that was awaited then: a case that moves on is back at once.
    `stops_time` where a pause was recorded with it.
    """

    until: date
    since: date
    reason: str
    visit: int
    step: str | None
    stops_time: bool


@frozen
class Handling:
    """A case as the colleagues share it. `back_on` is the day on which its last hold was over."""

    case_id: int
    number: str
    institution: str
    definition: str
    version: int
    visit: int
    awaited: str | None
    owners: tuple[str, ...]
    due: date | None
    ended: bool
    history_length: int
    log_length: int
    assignee: Member | None = None
    assignee_is_active: bool = True
    assigned_at: datetime | None = None
    hold: Hold | None = None
    held_by: int | None = None
    back_on: date | None = None

    def held_on(self, day: date) -> Hold | None:
        """The hold in force on a civil date, while the case awaits what it was put aside for."""
        hold = self.hold
        if hold is None or self.ended or hold.until <= day:
            return None
        return hold if (hold.visit, hold.step) == (self.visit, self.awaited) else None


def put_aside_on(today: date) -> ColumnElement[bool]:
    """The condition that a case is on hold on a civil date: of `cases` beside `case_handling`."""
    return and_(
        case_handling.c.held_until.is_not(None),
        case_handling.c.held_until > today,
        case_handling.c.held_visit == cases.c.visit,
        case_handling.c.held_step == cases.c.awaited,
        cases.c.ended.is_(False),
    )


def out_of_sight_on(today: date) -> ColumnElement[bool]:
    """The condition that a hold takes a case out of the work to do on a civil date.

    Never on the day that its limit ends, or later: a hold must not hide one (it stops none).
    """
    return and_(put_aside_on(today), or_(cases.c.due.is_(None), cases.c.due > today))


def assigned_to(staff_id: int) -> ColumnElement[bool]:
    """The condition that somebody has the case."""
    return case_handling.c.assignee == staff_id


_ROWS: Final = (
    select(
        cases.c.id, cases.c.number, cases.c.institution, cases.c.definition, cases.c.version,
        cases.c.visit, cases.c.awaited, cases.c.owners, cases.c.due, cases.c.ended,
        cases.c.history_length, case_handling, staff.c.login, staff.c.name, staff.c.email,
        staff.c.writes_in, staff.c.salutation, staff.c.academic_title, staff.c.active,
    )
    .outerjoin(case_handling, case_handling.c.case_id == cases.c.id)
    .outerjoin(staff, staff.c.id == case_handling.c.assignee)
)  # fmt: skip
_OF_CASE: Final = _ROWS.where(cases.c.id == bindparam("case"))
_LOCKED: Final = select(cases.c.id).where(cases.c.id == bindparam("case")).with_for_update()


def read(connection: Connection, case_id: int) -> Handling | None:
    """How a case is shared; None where there is no such case."""
    row = connection.execute(_OF_CASE, {"case": case_id}).one_or_none()
    return _handling(row) if row is not None else None


def lock(connection: Connection, case_id: int) -> Handling | None:
    """The same, to be changed: nobody else changes it until the transaction ends."""
    if connection.execute(_LOCKED, {"case": case_id}).first() is None:
        return None
    begin = insert(connection.dialect.name, case_handling).on_conflict_do_nothing()
    empty = {"case_id": case_id, "stops_time": False, "log_length": 0, "log_tip": BEGINNING}
    connection.execute(begin, empty)
    return read(connection, case_id)


def _handling(row: Any) -> Handling:
    assignee = None
    if row.assignee is not None:
        assignee = Member(
            row.assignee, row.login, row.name, row.email, row.writes_in, row.salutation,
            row.academic_title,
        )  # fmt: skip
    return Handling(
        row.id, row.number, row.institution, row.definition, row.version, row.visit, row.awaited,
        owners_in(row.owners), row.due, row.ended, row.history_length,
        row.log_length or 0, assignee, bool(row.active), row.assigned_at, _hold(row), row.held_by,
        row.back_on,
    )  # fmt: skip


def _hold(row: Any) -> Hold | None:
    if row.held_until is None:
        return None
    return Hold(
        row.held_until, row.held_since, row.held_reason, row.held_visit, row.held_step,
        row.stops_time,
    )  # fmt: skip


_CHANGE: Final = update(case_handling).where(case_handling.c.case_id == bindparam("case"))
_NO_HOLD: Final = {
    "held_until": None,
    "held_since": None,
    "held_reason": None,
    "held_by": None,
    "held_visit": None,
    "held_step": None,
    "stops_time": False,
}


def assign(connection: Connection, case_id: int, staff_id: int | None, at: datetime) -> None:
    """Gives a case to somebody, or to nobody."""
    values = {"assignee": staff_id, "assigned_at": at if staff_id is not None else None}
    connection.execute(_CHANGE.values(values), {"case": case_id})


def put_aside(connection: Connection, case_id: int, hold: Hold, held_by: int) -> None:
    """Puts a case aside; a hold takes the place of an earlier one."""
    values = {
        "held_until": hold.until,
        "held_since": hold.since,
        "held_reason": hold.reason,
        "held_by": held_by,
        "held_visit": hold.visit,
        "held_step": hold.step,
        "stops_time": hold.stops_time,
        "back_on": None,
    }
    connection.execute(_CHANGE.values(values), {"case": case_id})


def bring_back(connection: Connection, case_id: int, on: date | None) -> None:
    """Ends a hold. `on` is the civil date on which the case is back; None where nobody waits for
    that any more."""
    connection.execute(_CHANGE.values({**_NO_HOLD, "back_on": on}), {"case": case_id})


_OVER: Final = (
    select(case_handling.c.case_id)
    .where(
        case_handling.c.held_until.is_not(None), case_handling.c.held_until <= bindparam("today")
    )
    .order_by(case_handling.c.held_until, case_handling.c.case_id)
    .limit(bindparam("most"))
)


def over_on(connection: Connection, today: date, most: int) -> Iterator[int]:
    """The cases whose hold is over on a civil date and was not ended yet."""
    yield from connection.execute(_OVER, {"today": today, "most": most}).scalars().all()
