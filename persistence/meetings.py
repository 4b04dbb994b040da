"""The weekly meeting: its minutes, and what happened in the office since the one before."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, Date, bindparam, false, func, select, update

from persistence.database import insert
from persistence.tables import (
    calls,
    candidates,
    cases,
    history,
    listed_cases,
    meetings,
    persons,
)


class Meeting(NamedTuple):
    """A meeting on a civil date; `version` counts the changes of its minutes."""

    id: int
    institution: str
    day: date
    minutes: str
    version: int
    changed_at: datetime
    changed_by: str


class StepsTaken(NamedTuple):
    """How often a step was taken in a span, under which definition, and the newest case."""

    definition: str
    step: str
    times: int


class Slipped(NamedTuple):
    """An open case whose due day has passed since; `owners` are joined by commas."""

    case_id: int
    number: str
    candidate: str
    definition: str
    state: str
    step: str | None
    owners: str
    due: date


class NewCase(NamedTuple):
    """A case that was opened in a span."""

    number: str
    candidate: str
    definition: str
    opened_at: datetime


MOST: Final = 50
"""Lines of what is new; how many there are in all is told beside them."""

_MEETING: Final = select(*(meetings.c[name] for name in Meeting._fields))


def meeting_on(connection: Connection, institution: str, day: date) -> Meeting | None:
    """The meeting of a civil date."""
    row = connection.execute(
        _MEETING.where(meetings.c.institution == institution, meetings.c.day == day)
    ).one_or_none()
    return Meeting._make(row) if row else None


def meeting_before(connection: Connection, institution: str, day: date) -> Meeting | None:
    """The last meeting before a civil date."""
    row = connection.execute(
        _MEETING.where(meetings.c.institution == institution, meetings.c.day < day)
        .order_by(meetings.c.day.desc())
        .limit(1)
    ).one_or_none()
    return Meeting._make(row) if row else None


def newest_meetings(connection: Connection, institution: str, most: int = 12) -> list[Meeting]:
    """The meetings, the latest first."""
    newest = _MEETING.where(meetings.c.institution == institution).order_by(meetings.c.day.desc())
    return [Meeting._make(row) for row in connection.execute(newest.limit(most))]


def call_meeting(
    connection: Connection, institution: str, day: date, by: str, at: datetime
) -> Meeting:
    """A meeting on a day; one that is there already stays as it is."""
    values = {
        "institution": institution, "day": day, "minutes": "", "version": 1, "changed_at": at,
        "changed_by": by,
    }  # fmt: skip
    connection.execute(insert(connection.dialect.name, meetings).on_conflict_do_nothing(), values)
    meeting = meeting_on(connection, institution, day)
    assert meeting is not None
    return meeting


def write_minutes(
    connection: Connection, meeting: Meeting, minutes: str, by: str, at: datetime
) -> bool:
    """Writes the minutes; False where somebody else wrote them since `meeting` was read."""
    written = connection.execute(
        update(meetings)
        .where(meetings.c.id == meeting.id, meetings.c.version == meeting.version)
        .values(minutes=minutes, version=meeting.version + 1, changed_at=at, changed_by=by)
    )
    return written.rowcount == 1


def steps_taken(
    connection: Connection, institution: str, since: datetime, until: datetime
) -> list[StepsTaken]:
    """What was completed from an instant until before another: each step, and how often."""
    # Counted by case first: so SQLite begins with the history's days and not with all cases.
    of_cases = (
        select(history.c.case_id, history.c.name, func.count().label("times"))
        .where(history.c.kind == "step", history.c.at >= since, history.c.at < until)
        .group_by(history.c.case_id, history.c.name)
        .subquery()
    )
    times = func.sum(of_cases.c.times)
    rows = connection.execute(
        select(cases.c.definition, of_cases.c.name, times)
        .join(cases, cases.c.id == of_cases.c.case_id)
        .where(cases.c.institution == institution)
        .group_by(cases.c.definition, of_cases.c.name)
        .order_by(times.desc(), cases.c.definition, of_cases.c.name)
    )
    return [StepsTaken._make(row) for row in rows]


_OF_CASE: Final = cases.join(candidates, candidates.c.case_id == cases.c.id).join(
    persons, persons.c.id == candidates.c.person_id
)
_SLIPPED: Final = (
    select(listed_cases.c.case_id)
    .where(
        listed_cases.c.ended == false(),
        listed_cases.c.institution == bindparam("of_institution"),
        listed_cases.c.rests == false(),
        listed_cases.c.due_key >= bindparam("since", type_=Date),
        listed_cases.c.due_key < bindparam("until", type_=Date),
    )
    .order_by(listed_cases.c.due_key, listed_cases.c.case_id)
)
MOST_SLIPPED: Final = 20
"""Lines of what slipped: of each it is judged what it lacks."""

_FIRST_SLIPPED: Final = _SLIPPED.limit(MOST_SLIPPED).subquery()
_SLIPPED_LINES: Final = (
    select(
        cases.c.id, cases.c.number, persons.c.name, cases.c.definition, cases.c.state,
        cases.c.awaited, cases.c.owners, cases.c.due,
    )
    .select_from(_OF_CASE.join(_FIRST_SLIPPED, _FIRST_SLIPPED.c.case_id == cases.c.id))
    .order_by(cases.c.due, cases.c.id)
)  # fmt: skip


def slipped(
    connection: Connection, institution: str, since: date, until: date
) -> tuple[list[Slipped], int]:
    """The first cases whose due day passed from a civil date until before another and that wait
    still, and how many there are."""
    values = {"of_institution": institution, "since": since, "until": until}
    rows = connection.execute(_SLIPPED_LINES, values).all()
    count = select(func.count()).select_from(_SLIPPED.order_by(None).subquery())
    total: int = connection.execute(count, values).scalar_one()
    return [Slipped._make(row) for row in rows], total


def opened_between(
    connection: Connection, institution: str, since: datetime, until: datetime
) -> tuple[list[NewCase], int]:
    """The newest cases opened from an instant until before another, and how many there are."""
    opened = (
        select(cases.c.number, persons.c.name, cases.c.definition, cases.c.opened_at)
        .select_from(_OF_CASE)
        .where(
            cases.c.institution == institution,
            cases.c.opened_at >= since,
            cases.c.opened_at < until,
        )
    )
    newest = opened.order_by(cases.c.opened_at.desc(), cases.c.id.desc()).limit(MOST)
    rows = connection.execute(newest).all()
    total: int = connection.execute(
        select(func.count()).select_from(opened.subquery())
    ).scalar_one()
    return [NewCase._make(row) for row in rows], total


def calls_published(
    connection: Connection, institution: str, since: date, until: date
) -> list[tuple[int, str]]:
    """The calls published from a civil date until before another: id and title."""
    rows = connection.execute(
        select(calls.c.id, calls.c.title)
        .where(
            calls.c.institution == institution,
            calls.c.for_requests.is_(False),
            calls.c.published >= since,
            calls.c.published < until,
        )
        .order_by(calls.c.published)
    )
    return [(row.id, row.title) for row in rows]
