"""Timers and leases: what has fallen due, and who of many workers may look."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, select, text, update

from persistence.bulk import execute_many, fetch, insert_many
from persistence.call_locks import lock_calls_of
from persistence.database import insert
from persistence.one_of import OneOf
from persistence.row_makers import Row
from persistence.tables import calls, cases, leases, timers
from persistence.tables.base import Id
from persistence.touched import Touch, touch
from rules.ladder import PlannedTimer
from states.frozen import frozen

if TYPE_CHECKING:
    from persistence.database import Insert


@frozen
class DueTimer:
    """A timer that has fallen due."""

    id: int
    case_id: int
    visit: int
    due: date
    level: str
    recipient: str
    kind: str
    name: str
    at: datetime


_OPEN: Final = timers.c.closed_at.is_(None)
_BY_NOW: Final = timers.c.at <= bindparam("now", None, type_=timers.c.at.type)
_DUE: Final = (
    select(timers)
    .where(_OPEN, _BY_NOW)
    .order_by(timers.c.at, timers.c.id)
    .limit(bindparam("most", 0))
)
_DUE_OF: Final = _DUE.where(OneOf(timers.c.case_id, "cases"))
_DUE_UNLOCKED: Final = (
    select(timers.c.case_id)
    .join(cases, cases.c.id == timers.c.case_id)
    .join(calls, calls.c.id == cases.c.call_id)
    .where(_OPEN, _BY_NOW)
    .order_by(timers.c.at, timers.c.id)
    .limit(bindparam("most", 0))
    .with_for_update(key_share=True, of=[calls, cases], skip_locked=True)
)


def due(
    connection: Connection, now: datetime, limit: int, is_shared: bool = False
) -> list[DueTimer]:
    """Open timers whose instant has come, in order, at most `limit`.

    Their calls are locked first, as whoever moves a case does: what is open then stays open until
    the transaction ends, and nobody waits in a circle. `shared`: on PostgreSQL, calls and cases
    that somebody has locked are left out, with all their timers.
    """
    if connection.dialect.name != "postgresql":
        return [_timer(row) for row in fetch(connection, _DUE, {"now": now, "most": limit})]
    timer_rows = fetch(
        connection, _DUE_UNLOCKED if is_shared else _DUE, {"now": now, "most": limit}
    )
    of_cases = sorted({row.case_id for row in timer_rows})
    if of_cases and not is_shared:
        lock_calls_of(connection, of_cases)
    # Read anew: another may have fired what was found, before its cases were locked.
    still = {"now": now, "most": limit, "cases": of_cases}
    return [_timer(row) for row in fetch(connection, _DUE_OF, still)] if of_cases else []


def _timer(row: Row) -> DueTimer:
    return DueTimer(
        row.id, row.case_id, row.visit, row.due, row.level, row.recipient, row.kind, row.name,
        row.at,
    )  # fmt: skip


_NEXT_INSTANT: Final = select(func.min(timers.c.at)).where(timers.c.closed_at.is_(None))


def next_instant(connection: Connection) -> datetime | None:
    """When the next open timer falls due."""
    return connection.execute(_NEXT_INSTANT).scalar()


PASSED_OVER: Final = "passed_over"
"""The outcome of a timer whose role hears of a higher level at once."""


def open_timers(
    connection: Connection,
    planned_timers: Iterable[tuple[int, int, Sequence[PlannedTimer]]],
    now: datetime,
) -> None:
    """Opens timers of cases, each given with its visit of the state that it stands in.

    Those that are passed over are noted as such, and never open.
    """
    rows: list[dict[str, object]] = [
        {
            "case_id": case_id,
            "visit": visit,
            "due": timer.due,
            "level": timer.level,
            "recipient": timer.recipient,
            "kind": timer.kind,
            "name": timer.name,
            "at": timer.at,
            "closed_at": now if timer.passed_over else None,
            "outcome": PASSED_OVER if timer.passed_over else None,
        }
        for case_id, visit, case_timers in planned_timers
        for timer in case_timers
    ]
    by_key: dict[tuple[object, ...], dict[str, object]] = {}
    for row in rows:
        by_key.setdefault(_key_of(row), row)
    insert_many(connection, _opening(connection.dialect.name), list(by_key.values()))


_KEY: Final = ("case_id", "visit", "due", "level", "recipient")
"""What no two timers have alike."""
_key_of: Final = itemgetter(*_KEY)
_PLANNED: Final = ("kind", "name", "at", "closed_at", "outcome")
"""What of a timer is planned anew where it was moved away."""
_NEWEST: Final = select(func.max(timers.c.id).label("id"))
_NEWER: Final = select(timers.c.id, timers.c.case_id).where(
    OneOf(timers.c.case_id, "cases"), timers.c.id > bindparam("newest", 0, type_=Id)
)


def open_further(
    connection: Connection,
    planned_timers: Sequence[tuple[int, int, Sequence[PlannedTimer]]],
    now: datetime,
) -> None:
    """Opens timers without a step of their cases, and tells of them, so that they are sealed."""
    (newest,) = fetch(connection, _NEWEST, {})
    open_timers(connection, planned_timers, now)
    of_cases = list({case_id for case_id, _, _ in planned_timers})
    opened_rows = fetch(connection, _NEWER, {"cases": of_cases, "newest": newest.id or 0})
    touch(connection, [Touch("timers", row.id, str(row.id), row.case_id) for row in opened_rows])


@cache
def _opening(dialect: str) -> Insert:
    """What was sent for this due date stays sent; what was moved away comes back as planned now.

    Under another version of the process, time may take another step on the same day.
    """
    statement = insert(dialect, timers)
    planned_values = {name: statement.excluded[name] for name in _PLANNED}
    opening: Insert = statement.on_conflict_do_update(
        index_elements=_KEY,
        set_=planned_values,
        where=text("timers.outcome = 'moved' OR timers.outcome = 'refused'"),
    )
    return opening


_NOTICE: Final = (
    select(
        cases.c.call_id, cases.c.awaited, timers.c.level, timers.c.recipient,
        func.min(timers.c.due).label("due"),
    )
    .join(cases, cases.c.id == timers.c.case_id)
    .where(
        OneOf(cases.c.call_id, "calls"),
        timers.c.outcome == "sent",
        timers.c.visit == cases.c.visit,
        timers.c.due == cases.c.due,
    )
    .group_by(cases.c.call_id, cases.c.awaited, timers.c.level, timers.c.recipient)
)  # fmt: skip

NoticeLevel = tuple[int | None, str | None, str, str]
"""A call, what its cases await, a level, and the role that it is for."""


def days_with_notice(connection: Connection, call_ids: Collection[int]) -> dict[NoticeLevel, date]:
    """For which of the days on which cases of calls still wait a level was sent already, the
    earliest of them."""
    rows = fetch(connection, _NOTICE, {"calls": sorted(call_ids)})
    return {(row.call_id, row.awaited, row.level, row.recipient): row.due for row in rows}


_CLOSE: Final = (
    update(timers)
    .where(OneOf(timers.c.id, "ids"))
    .values(closed_at=bindparam("now"), outcome=bindparam("left"))
)


def close(connection: Connection, ids: Sequence[int], outcome: str, now: datetime) -> None:
    """Closes timers: they were sent, or taken."""
    execute_many(connection, _CLOSE, [{"ids": ids, "now": now, "left": outcome}])


def put_off(connection: Connection, ids: Sequence[int], until: datetime) -> None:
    """Leaves timers open and has them fall due again later: they could not be fired."""
    connection.execute(update(timers).where(timers.c.id.in_(ids)).values(at=until))


class Lease(NamedTuple):
    """What one worker alone does; `until` tells people when it is to be renewed by."""

    name: str
    holder: str
    until: datetime


def take_lease(connection: Connection, lease: Lease, silent: Collection[str] = ()) -> bool:
    """Takes or keeps a lease; False while another holds it who is not `silent`.

    No hour decides: a clock that was moved neither frees a lease nor keeps it.
    """
    name, holder = lease.name, lease.holder
    statement = insert(connection.dialect.name, leases).values(lease._asdict())
    statement = statement.on_conflict_do_update(
        index_elements=["name"],
        set_={"holder": statement.excluded.holder, "until": statement.excluded.until},
        where=leases.c.holder.in_((holder, *silent)),
    )
    connection.execute(statement)
    holder_now = select(leases.c.holder).where(leases.c.name == name)
    return connection.execute(holder_now).scalar() == holder


def give_back_leases(connection: Connection, holder: str) -> None:
    """Frees what a worker that stops was alone to do."""
    connection.execute(delete(leases).where(leases.c.holder == holder))
