"""Which calendar the open cases were counted by, and what depends on it: dates, windows, mails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, and_, bindparam, select, update

from persistence.bulk import execute_many, fetch
from persistence.one_of import OneOf
from persistence.paged import in_pages
from persistence.tables import calls, cases, rankings, recounts, timers
from persistence.tables.base import Id

_IN_FORCE: Final = select(recounts.c.calendar).order_by(recounts.c.id.desc()).limit(1)


def calendar_counted_by(connection: Connection) -> str | None:
    """The fingerprint of the calendar that the open cases were last counted by."""
    return connection.execute(_IN_FORCE).scalar()


def note(connection: Connection, calendar: str, at: datetime, number: int) -> None:
    """From now on the open cases count by this calendar; `number` of them were counted anew."""
    connection.execute(recounts.insert().values(calendar=calendar, at=at, cases=number))


class CountedCase(NamedTuple):
    """An open case with the receipt of its due date."""

    id: int
    receipt: str


_COUNTED: Final = (
    select(*(cases.c[name] for name in CountedCase._fields))
    .where(
        cases.c.ended.is_(False),
        cases.c.receipt.is_not(None),
        cases.c.id > bindparam("after", 0, type_=Id),
    )
    .order_by(cases.c.id)
    .limit(bindparam("most", 0))
)


def counted_cases(connection: Connection) -> Iterator[CountedCase]:
    """Every open case that has a due date, never many of them at once."""
    rows = in_pages(connection, _COUNTED)
    return (CountedCase(row.id, row.receipt) for row in rows)


_RECEIPTS: Final = select(cases.c.id, cases.c.receipt).where(OneOf(cases.c.id, "ids"))


def receipts_of(connection: Connection, case_ids: Sequence[int]) -> dict[int, str | None]:
    """The stored receipts of cases, by id."""
    rows = fetch(connection, _RECEIPTS, {"ids": list(case_ids)})
    return {row.id: row.receipt for row in rows}


class Window(NamedTuple):
    """The time to appeal against the list of a call."""

    call_id: int
    institution: str
    appeal_days: int | None
    list_published_on: date
    appeal_until: date


_WINDOWS: Final = (
    select(
        calls.c.id,
        *(calls.c[name] for name in Window._fields if name != "call_id"),
    )
    .where(calls.c.appeal_until >= bindparam("today", type_=calls.c.appeal_until.type))
    .order_by(calls.c.id)
)


def open_windows(connection: Connection, today: date) -> list[Window]:
    """The windows that are not over on a civil date."""
    return [Window._make(row) for row in connection.execute(_WINDOWS, {"today": today})]


def lengthen(connection: Connection, call_id: int, until: date) -> None:
    """The time to appeal against a call's list in force ends on another day."""
    connection.execute(update(calls).where(calls.c.id == call_id).values(appeal_until=until))
    in_force = select(calls.c.list_version).where(calls.c.id == call_id).scalar_subquery()
    of_list = and_(rankings.c.call_id == call_id, rankings.c.version == in_force)
    connection.execute(update(rankings).where(of_list).values(appeal_until=until))


class PlannedMail(NamedTuple):
    """A level's mail that is still to come, with what says when."""

    id: int
    due: date
    level: str
    at: datetime
    definition: str
    state: str
    awaited: str | None


_PLANNED: Final = (
    select(
        timers.c.id, timers.c.due, timers.c.level, timers.c.at,
        cases.c.definition, cases.c.state, cases.c.awaited,
    )
    .join(cases, cases.c.id == timers.c.case_id)
    .where(
        timers.c.closed_at.is_(None), timers.c.kind == "mail", timers.c.at > bindparam("now"),
        timers.c.id > bindparam("after", 0, type_=Id),
    )
    .order_by(timers.c.id)
    .limit(bindparam("most", 0))
)  # fmt: skip


def planned_mails(
    connection: Connection, after: int, most: int, now: datetime
) -> list[PlannedMail]:
    """The next mails of all ladders that are still to come, by the ids of their timers."""
    values = {"now": now, "after": after, "most": most}
    return [PlannedMail._make(row) for row in connection.execute(_PLANNED, values)]


_MOVE: Final = update(timers).where(OneOf(timers.c.id, "ids")).values(at=bindparam("until"))


def move_mails(connection: Connection, ids: Sequence[int], at: datetime) -> None:
    """These mails leave at another instant."""
    execute_many(connection, _MOVE, [{"ids": list(ids), "until": at}])
