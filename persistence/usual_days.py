"""How long steps usually took: read from the histories, kept as medians, given to dossiers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from persistence.bulk import fetch
from persistence.stamps import Kept
from persistence.tables import cases, history, usual_days, usual_days_counts
from states.usual_days import UsualDays, UsualDaysOf

NEWEST: Final = 500
"""So many times that a step was taken are counted, the newest: how the office works now."""


class StepKey(NamedTuple):
    """A step of a process of an institution, out of a state."""

    institution: str
    process: str
    state: str
    step: str


class TimeTaken(NamedTuple):
    """One time that a step was taken: when its state was entered, and when it was left."""

    institution: str
    process: str
    state: str
    step: str
    entered_at: datetime
    left_at: datetime

    @property
    def key(self) -> StepKey:
        """Which step it was."""
        return StepKey(*self[:4])


_MOVES: Final = (
    select(
        cases.c.institution,
        cases.c.process,
        history.c.source.label("state"),
        history.c.name.label("step"),
        func.lag(history.c.at, type_=history.c.at.type)
        .over(partition_by=history.c.case_id, order_by=history.c.seq)
        .label("entered_at"),
        history.c.at.label("left_at"),
    )
    .join(cases, cases.c.id == history.c.case_id)
    .where(history.c.kind == "step", history.c.source != history.c.target)
    .subquery()
)
_RANKED: Final = (
    select(
        _MOVES,
        func.row_number()
        .over(
            partition_by=[_MOVES.c[name] for name in StepKey._fields],
            order_by=_MOVES.c.left_at.desc(),
        )
        .label("place"),
    )
    .where(_MOVES.c.entered_at.is_not(None))
    .subquery()
)
_TIMES: Final = select(*(_RANKED.c[name] for name in TimeTaken._fields)).where(
    _RANKED.c.place <= NEWEST
)


def times_taken(connection: Connection) -> list[TimeTaken]:
    """The newest times that each step was taken, from the histories of all cases."""
    return [TimeTaken._make(row) for row in fetch(connection, _TIMES, {})]


_ALL: Final = select(usual_days)


def stored(connection: Connection) -> dict[StepKey, UsualDays]:
    """The medians as they were counted last."""
    return {
        StepKey(*row[:4]): UsualDays(row.days, row.working_days, row.cases)
        for row in connection.execute(_ALL)
    }


def write(connection: Connection, medians: dict[StepKey, UsualDays]) -> None:
    """These are the medians from now on; nothing is written where they are those already."""
    if stored(connection) == medians:
        return
    connection.execute(delete(usual_days))
    rows = [
        {**key._asdict(), "days": usual.days, "working_days": usual.working_days,
         "cases": usual.cases}
        for key, usual in sorted(medians.items())
    ]  # fmt: skip
    if rows:
        connection.execute(insert(usual_days), rows)


_KEPT: Final[Kept[UsualDaysOf]] = Kept(most=1024)
_OF_PROCESS: Final = select(usual_days).where(
    usual_days.c.institution == bindparam("of_institution"),
    usual_days.c.process == bindparam("of_process"),
)


def of_process(
    connection: Connection, institution: str, process: str, stamp: int | None
) -> UsualDaysOf:
    """The medians of a process, read once under the stamp that this transaction has read."""
    return _KEPT.under(
        (stamp, institution, process), lambda: _of_process(connection, institution, process)
    )


def _of_process(connection: Connection, institution: str, process: str) -> UsualDaysOf:
    values = {"of_institution": institution, "of_process": process}
    return {
        (row.state, row.step): UsualDays(row.days, row.working_days, row.cases)
        for row in fetch(connection, _OF_PROCESS, values)
    }


_LAST: Final = select(func.max(usual_days_counts.c.counted_on))


def last_counted_on(connection: Connection) -> date | None:
    """The civil date on which the medians were counted last; None where they never were."""
    return connection.execute(_LAST).scalar()


def note(connection: Connection, on: date, at: datetime, cases_recounted: int) -> None:
    """They were counted on a civil date; so many cases have another latest safe day since."""
    counts = usual_days_counts
    connection.execute(delete(counts).where(counts.c.counted_on == on))
    connection.execute(insert(counts).values(counted_on=on, at=at, cases=cases_recounted))
