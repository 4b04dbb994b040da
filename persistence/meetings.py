"""The weekly meeting: its minutes, and what happened in the office since the one before."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import (
    Connection,
    Date,
    bindparam,
    false,
    func,
    select,
    update,
)

from persistence.counting import counted
from persistence.database import insert
from persistence.recent_numbers import RecentNumbers
from persistence.tables import (
    calls,
    candidates,
    cases,
    history,
    listed_cases,
    meetings,
    persons,
)
from persistence.tables.base import Instant
from states.moments import civil_date


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
    """How often a step was taken in a span, and under which definition."""

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
    call_id: int


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


def meeting_with_last(
    connection: Connection, institution: str, day: date
) -> tuple[Meeting | None, Meeting | None]:
    """The meeting of a civil date, and the last one before it."""
    until = _MEETING.where(meetings.c.institution == institution, meetings.c.day <= day)
    rows = connection.execute(until.order_by(meetings.c.day.desc()).limit(2)).all()
    latest = [Meeting._make(row) for row in rows]
    if not latest or latest[0].day < day:
        return None, latest[0] if latest else None
    return latest[0], latest[1] if len(latest) > 1 else None


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
    result = connection.execute(
        update(meetings)
        .where(meetings.c.id == meeting.id, meetings.c.version == meeting.version)
        .values(minutes=minutes, version=meeting.version + 1, changed_at=at, changed_by=by)
    )
    return result.rowcount == 1


class Span(NamedTuple):
    """From an instant until before another, at an institution."""

    institution: str
    begin: datetime
    end: datetime

    @property
    def days(self) -> tuple[date, date]:
        """The civil dates in Belgrade of its ends."""
        return civil_date(self.begin), civil_date(self.end)


class InSpan(NamedTuple):
    """How many cases slipped in a span, and how many were opened, as far as lists are counted."""

    slipped: int
    opened: int


def in_span(connection: Connection, span: Span) -> InSpan:
    """The numbers of a span."""
    values = {**_of_span(span), "begin": span.begin, "end": span.end}
    return InSpan(*connection.execute(_IN_SPAN, values).one())


Steps = Counter[tuple[str, str]]
"""How often a step was taken, by the definition and the step."""

TEN_MINUTES: Final = timedelta(minutes=10)
"""Where many steps were taken, their numbers are shown that are at most so old."""
_RECENT: Final = RecentNumbers(TEN_MINUTES, Steps.total)


def steps_taken(connection: Connection, span: Span, now: datetime) -> list[StepsTaken]:
    """What was completed in a span: each step, and how often, the most frequent first."""
    steps = _RECENT.shown(connection, span, now, lambda: _steps(connection, span)).numbers
    order = sorted(steps.items(), key=lambda item: (-item[1], item[0]))
    return [StepsTaken(*names, times) for names, times in order]


def _steps(connection: Connection, span: Span) -> Steps:
    # Counted by case first: so SQLite begins with the history's days and not with all cases.
    of_cases = (
        select(history.c.case_id, history.c.name, func.count().label("times"))
        .where(history.c.kind == "step", history.c.at >= span.begin, history.c.at < span.end)
        .group_by(history.c.case_id, history.c.name)
        .subquery()
    )
    rows = connection.execute(
        select(cases.c.definition, of_cases.c.name, func.sum(of_cases.c.times))
        .join(cases, cases.c.id == of_cases.c.case_id)
        .where(cases.c.institution == span.institution)
        .group_by(cases.c.definition, of_cases.c.name)
    )
    return Steps({(definition, name): int(times) for definition, name, times in rows})


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
        cases.c.awaited, cases.c.owners, cases.c.due, cases.c.call_id,
    )
    .select_from(_OF_CASE.join(_FIRST_SLIPPED, _FIRST_SLIPPED.c.case_id == cases.c.id))
    .order_by(cases.c.due, cases.c.id)
)  # fmt: skip
_OPENED: Final = (
    cases.c.institution == bindparam("of_institution"),
    cases.c.opened_at >= bindparam("begin", type_=Instant),
    cases.c.opened_at < bindparam("end", type_=Instant),
)
_IN_SPAN: Final = select(
    counted(_SLIPPED.order_by(None)),
    counted(select(cases.c.id).where(*_OPENED)),
)
_NEWEST: Final = (
    select(cases.c.number, persons.c.name, cases.c.definition, cases.c.opened_at)
    .select_from(_OF_CASE)
    .where(*_OPENED)
    .order_by(cases.c.opened_at.desc(), cases.c.id.desc())
    .limit(MOST)
)


def _of_span(span: Span) -> dict[str, object]:
    since, until = span.days
    return {"of_institution": span.institution, "since": since, "until": until}


def slipped(connection: Connection, span: Span) -> list[Slipped]:
    """The first cases whose due day passed in a span and that wait still."""
    rows = connection.execute(_SLIPPED_LINES, _of_span(span))
    return [Slipped._make(row) for row in rows]


def opened_in(connection: Connection, span: Span) -> list[NewCase]:
    """The newest cases opened in a span."""
    values = {"of_institution": span.institution, "begin": span.begin, "end": span.end}
    return [NewCase._make(row) for row in connection.execute(_NEWEST, values)]


def calls_published(connection: Connection, span: Span) -> list[tuple[int, str]]:
    """The calls published in a span: id and title."""
    since, until = span.days
    rows = connection.execute(
        select(calls.c.id, calls.c.title)
        .where(
            calls.c.institution == span.institution,
            calls.c.for_requests.is_(False),
            calls.c.published >= since,
            calls.c.published < until,
        )
        .order_by(calls.c.published)
    )
    return [(row.id, row.title) for row in rows]
