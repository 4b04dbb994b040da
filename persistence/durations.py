"""How long cases stayed in their states, against their limits: taken from histories, kept counted.

A case whose present visit is not noted yet is looked at again; nothing else is. The statistics are
counted from the visits and replaced as a whole: what a page reads is a few rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    exists,
    func,
    not_,
    select,
    tuple_,
)

from persistence.bulk import fetch
from persistence.counting import counted
from persistence.database import upsert
from persistence.one_of import OneOf
from persistence.tables import case_visits, cases, history, listed_cases, step_statistics, timers
from states.frozen import frozen
from states.moments import civil_date

LOOKED_BACK: Final = timedelta(days=3 * 365)
"""Visits that ended longer ago say nothing of how the office works now."""

Subject = Literal["step", "role", "host", "term"]
"""By what a step's duration is told."""


class StepDuration(NamedTuple):
    """How long a step took, in civil days; `allowed` None where it never had a limit."""

    institution: str
    subject: str
    key: str
    process: str
    state: str
    number: int
    median: int
    ninetieth: int
    allowed: int | None
    late: int
    counted_at: datetime

    @property
    def late_share(self) -> int:
        """How many came after the due date, in per cent."""
        return round(100 * self.late / self.number)


@frozen
class _Entry:
    """A case came into a state: when, by which role's step."""

    state: str
    on: date
    role: str


_UNNOTED: Final = (
    select(
        cases.c.id, cases.c.institution, cases.c.process, cases.c.visit, listed_cases.c.host,
    )
    .join(listed_cases, listed_cases.c.case_id == cases.c.id)
    .where(
        not_(
            exists().where(
                case_visits.c.case_id == cases.c.id, case_visits.c.visit == cases.c.visit
            )
        )
    )
    .order_by(cases.c.id)
    .limit(bindparam("most"))
)  # fmt: skip
_ENTRIES: Final = (
    select(
        history.c.case_id, history.c.at, history.c.target,
        func.coalesce(history.c.deputy_for, history.c.role).label("role"),
    )
    .where(
        OneOf(history.c.case_id, "ids"),
        history.c.target.is_not(None),
        history.c.source.is_distinct_from(history.c.target),
    )
    .order_by(history.c.case_id, history.c.seq)
)  # fmt: skip
_LIMITS: Final = (
    select(timers.c.case_id, timers.c.visit, timers.c.due)
    .where(OneOf(timers.c.case_id, "ids"))
    .order_by(timers.c.id)
)


def note_visits(connection: Connection, most: int) -> int:
    """Notes the visits of up to `most` cases that have moved since; returns how many cases."""
    rows = connection.execute(_UNNOTED, {"most": most}).all()
    if not rows:
        return 0
    ids = [row.id for row in rows]
    entries: dict[int, list[_Entry]] = defaultdict(list)
    for entry in fetch(connection, _ENTRIES, {"ids": ids}):
        entries[entry.case_id].append(_Entry(entry.target, civil_date(entry.at), entry.role))
    # The last limit that a visit had counts: it may have been counted anew meanwhile.
    limits = {(t.case_id, t.visit): t.due for t in fetch(connection, _LIMITS, {"ids": ids})}
    visits = [visit for row in rows for visit in _visits(row, entries[row.id], limits)]
    upsert(connection, case_visits, visits)
    return len(rows)


def _visits(
    row: Sequence[Any], entries: Sequence[_Entry], limits: Mapping[tuple[int, int], date]
) -> Iterator[dict[str, object]]:
    """The rows of a case; the last entry is its present visit, and the earlier count from it."""
    case_id, institution, process, last_visit, host = row
    of_case = {"case_id": case_id, "institution": institution, "process": process, "host": host}
    first_visit = last_visit - len(entries) + 1
    if not entries:
        yield _visit(of_case, last_visit, None, None, None)
    for place, (entry, next_entry) in enumerate(pairwise([*entries, None])):
        visit = first_visit + place
        yield _visit(of_case, visit, entry, next_entry, limits.get((case_id, visit)))


def _visit(
    of_case: Mapping[str, object],
    visit: int,
    entry: _Entry | None,
    next_entry: _Entry | None,
    due: date | None,
) -> dict[str, object]:
    has_ended = entry is not None and next_entry is not None
    return {
        **of_case,
        "visit": visit,
        "state": entry.state if entry else "",
        "role": next_entry.role if next_entry else "",
        "term": term_of(next_entry.on) if next_entry else "",
        "entered_on": entry.on if entry else date.min,
        "left_on": next_entry.on if next_entry else None,
        "due": due,
        "days": (next_entry.on - entry.on).days if has_ended and next_entry and entry else None,
        "late": max(0, (next_entry.on - due).days) if has_ended and next_entry and due else None,
    }


def term_of(day: date) -> str:
    """The term that a civil day falls into: `2026-1` from October 2026 on, `2026-2` from March."""
    if day.month >= 10:
        return f"{day.year}-1"
    return f"{day.year - 1}-1" if day.month < 3 else f"{day.year - 1}-2"


_HISTOGRAM_KEY: Final = tuple(
    case_visits.c[name] for name in ("institution", "process", "state", "role", "host", "term")
)


def count_steps(connection: Connection, now: datetime) -> int:
    """Counts all statistics anew; returns how many rows they have. The caller commits."""
    since = civil_date(now) - LOOKED_BACK
    histogram = (
        select(
            *_HISTOGRAM_KEY, case_visits.c.days, case_visits.c.late, case_visits.c.entered_on,
            case_visits.c.due, func.count().label("number"),
        )
        .where(case_visits.c.left_on >= since, case_visits.c.role != "system")
        .group_by(
            *_HISTOGRAM_KEY, case_visits.c.days, case_visits.c.late, case_visits.c.entered_on,
            case_visits.c.due,
        )
    )  # fmt: skip
    sums: dict[tuple[str, ...], _Sums] = defaultdict(_Sums)
    for row in connection.execute(histogram):
        days_allowed = (row.due - row.entered_on).days if row.due else None
        for subject, key in (
            ("step", ""), ("role", row.role), ("host", row.host), ("term", row.term)
        ):  # fmt: skip
            place = (row.institution, subject, key, row.process, row.state)
            sums[place].add(row.days, row.late, days_allowed, row.number)
    connection.execute(delete(step_statistics))
    rows = [_statistic(place, of_place, now) for place, of_place in sums.items()]
    if rows:
        connection.execute(step_statistics.insert(), rows)
    return len(rows)


class _Sums:
    """How often a step took so many days, had so many, and came late."""

    def __init__(self) -> None:
        self.days: Counter[int] = Counter()
        self.allowed: Counter[int] = Counter()
        self.late = 0

    def add(self, days: int, late: int | None, days_allowed: int | None, number: int) -> None:
        """So many visits more, which took and had alike."""
        self.days[days] += number
        if days_allowed is not None:
            self.allowed[days_allowed] += number
        self.late += number if late else 0


def _statistic(place: tuple[str, ...], sums: _Sums, now: datetime) -> dict[str, object]:
    institution, subject, key, process, state = place
    return {
        "institution": institution, "subject": subject, "key": key, "process": process,
        "state": state, "number": sums.days.total(), "median": quantile(sums.days, 50),
        "ninetieth": quantile(sums.days, 90),
        "allowed": quantile(sums.allowed, 50) if sums.allowed else None,
        "late": sums.late, "counted_at": now,
    }  # fmt: skip


def quantile(numbers: Mapping[int, int], per_cent: int) -> int:
    """The least value that `per_cent` of all do not exceed; `numbers` say how often each occurs."""
    wanted_sum, reached_sum = sum(numbers.values()) * per_cent, 0
    for value in sorted(numbers):
        reached_sum += numbers[value]
        if reached_sum * 100 >= wanted_sum:
            return value
    raise ValueError("there is nothing to be counted")


def durations(
    connection: Connection,
    institutions: Iterable[str],
    subject: Subject,
    window: tuple[int, int],
    place: tuple[str, str] | None = None,
) -> list[StepDuration]:
    """The steps by a subject, the most often late first; `place` is a process and a state.

    `window` is how many, after how many. By term they stand in the order of the terms.
    """
    most, after = window
    share = step_statistics.c.late * 1000 / step_statistics.c.number
    order = (step_statistics.c.key,) if subject == "term" else (share.desc(),)
    statement = select(*(step_statistics.c[name] for name in StepDuration._fields)).where(
        step_statistics.c.institution.in_(list(institutions)),
        step_statistics.c.subject == subject,
        *_at(place),
    )
    page = statement.order_by(*order, step_statistics.c.id).limit(most).offset(after)
    return [StepDuration._make(row) for row in connection.execute(page)]


def terms_of_steps(connection: Connection, steps: Sequence[StepDuration]) -> list[StepDuration]:
    """How long these steps took in each term, in the order of the terms."""
    place = tuple_(*(step_statistics.c[name] for name in ("institution", "process", "state")))
    places = [(step.institution, step.process, step.state) for step in steps]
    statement = (
        select(*(step_statistics.c[name] for name in StepDuration._fields))
        .where(step_statistics.c.subject == "term", step_statistics.c.key != "")
        .where(place.in_(places))
        .order_by(step_statistics.c.key)
    )
    return [StepDuration._make(row) for row in connection.execute(statement)] if places else []


def _at(place: tuple[str, str] | None) -> tuple[ColumnElement[bool], ...]:
    if place is None:
        return ()
    return step_statistics.c.process == place[0], step_statistics.c.state == place[1]


def number_of_durations(
    connection: Connection,
    institutions: Iterable[str],
    subject: Subject,
    place: tuple[str, str] | None = None,
) -> int:
    """How many lines `durations` has in all."""
    statement = select(func.count()).where(
        step_statistics.c.institution.in_(list(institutions)),
        step_statistics.c.subject == subject,
        *_at(place),
    )
    number: int = connection.execute(statement).scalar_one()
    return number


class LateVisit(NamedTuple):
    """A stay in a state that ended, with its case."""

    number: str
    entered_on: date
    left_on: date
    due: date | None
    days: int
    late: int | None
    role: str
    host: str
    total: int


def visits_behind(
    connection: Connection,
    institutions: Iterable[str],
    place: tuple[str, str],
    subject_and_key: tuple[Subject, str],
    today: date,
    window: tuple[int, int],
) -> list[LateVisit]:
    """The visits that a line of the statistics counts, the latest first; `total` is how many, as
    far as lists are counted."""
    subject, key = subject_and_key
    most, after = window
    by_key = [] if subject == "step" else [case_visits.c[subject] == key]
    names = ("entered_on", "left_on", "due", "days", "late", "role", "host")
    key_of_visit = (case_visits.c.case_id, case_visits.c.visit)
    visits = select(*key_of_visit).where(
        case_visits.c.institution.in_(list(institutions)),
        case_visits.c.process == place[0],
        case_visits.c.state == place[1],
        case_visits.c.left_on >= today - LOOKED_BACK,
        case_visits.c.role != "system",
        *by_key,
    )
    order = (case_visits.c.late.desc(), case_visits.c.case_id.desc())
    shown_visits = visits.order_by(*order).limit(most).offset(after).subquery()
    page = (
        select(cases.c.number, *(case_visits.c[name] for name in names), counted(visits))
        .select_from(shown_visits)
        .join(
            case_visits,
            and_(
                case_visits.c.case_id == shown_visits.c.case_id,
                case_visits.c.visit == shown_visits.c.visit,
            ),
        )
        .join(cases, cases.c.id == shown_visits.c.case_id)
        .order_by(*order)
    )
    return [LateVisit._make(row) for row in connection.execute(page)]
