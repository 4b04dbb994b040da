"""What happened in a span, and the cases behind each number of it: one condition for both.

A mobility belongs to the span in which the stay began. Days are civil dates in Belgrade, both ends
included. What is told of the span before is read in the same statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    and_,
    case,
    func,
    or_,
    select,
)

from persistence.counting import counted
from persistence.fact_tables import FACT_TABLES
from persistence.tables import (
    appeals,
    calls,
    candidates,
    case_visits,
    cases,
    decrees,
    history,
    host_answers,
    ledger_entries,
    listed_cases,
    partners,
    persons,
)
from states.frozen import frozen
from states.moments import end_of, instant_of, year_earlier

Measure = Literal["mobilities", "ended", "money", "recognised", "decrees", "late", "appeals",
                  "withdrawals"]  # fmt: skip
"""What a number counts."""

DIMENSIONS: Final = ("process", "level", "field", "host", "country")
"""By what mobilities are told apart."""
WITHDRAWN: Final = "withdrawn"


@frozen
class Span:
    """From a first day to a last one, and whose cases; `compared` with the year before, or not.

    `went` are the states of who has set out: there a stay began on the host's first day, where
    nobody has written down an arrival.
    """

    institutions: tuple[str, ...]
    first: date
    last: date
    compared: bool = True
    went: tuple[str, ...] = ()

    @property
    def before(self) -> Span | None:
        """The same span a year earlier; None where it would reach into the span itself."""
        first, last = year_earlier(self.first), year_earlier(self.last)
        is_apart = self.compared and last < self.first
        return replace(self, first=first, last=last, compared=False) if is_apart else None

    @property
    def spans(self) -> tuple[Span, ...]:
        """The span, and the one before where there is one."""
        return (self, self.before) if self.before else (self,)


@frozen
class Narrowed:
    """Which of the cases behind a measure: what is None asks for everything, "" for what is not
    known. `processes` holds those of a direction."""

    processes: tuple[str, ...] | None = None
    level: str | None = None
    field: str | None = None
    host: str | None = None
    country: str | None = None
    against: str | None = None
    outcome: str | None = None
    source: str | None = None
    reason: str | None = None


class CaseBehind(NamedTuple):
    """A case behind a number; `day` is when what is counted happened."""

    number: str
    candidate: str
    definition: str
    state: str
    host: str
    day: date | datetime


_STAYS: Final = FACT_TABLES["stay"]
_KEPT: Final = partners.alias("kept")
_BEGAN_ON: Final = func.coalesce(_STAYS.c.arrived_on, host_answers.c.first_day)
_MOBILITIES: Final = (
    select(
        listed_cases.c.case_id,
        listed_cases.c.institution,
        listed_cases.c.process,
        func.coalesce(candidates.c.level, "").label("level"),
        func.coalesce(candidates.c.field_of_study, "").label("field"),
        listed_cases.c.host.label("host"),
        func.coalesce(_KEPT.c.country, "").label("country"),
        _BEGAN_ON.label("day"),
        _STAYS.c.returned_on,
    )
    .select_from(listed_cases)
    .outerjoin(_STAYS, _STAYS.c.case_id == listed_cases.c.case_id)
    .outerjoin(host_answers, host_answers.c.case_id == listed_cases.c.case_id)
    .join(candidates, candidates.c.case_id == listed_cases.c.case_id)
    .outerjoin(partners, partners.c.name == listed_cases.c.host)
    .outerjoin(_KEPT, _KEPT.c.id == func.coalesce(partners.c.merged_into, partners.c.id))
)
HAS_DECREE: Final = select(decrees.c.case_id)


def mobilities_in(span: Span) -> Subquery:
    """The mobilities that began, with all that they are told apart by."""
    has_begun = or_(_STAYS.c.arrived_on.is_not(None), listed_cases.c.state.in_(span.went))
    return _within(_MOBILITIES.where(has_begun), _BEGAN_ON, span).subquery("mobilities")


def _within(rows: Select[Any], day: ColumnElement[date], span: Span) -> Select[Any]:
    """Rows of the institutions whose day lies in the span, or in the one before; which those are is
    asked of rows that no index leads to by it, so that cases can be read in their order."""
    days = or_(*[day.between(part.first, part.last) for part in span.spans])
    return rows.where(listed_cases.c.institution.in_(span.institutions), days)


def decrees_in(span: Span, states: Sequence[str]) -> Subquery:
    """The Decrees issued, each with the wait in the state that it ended."""
    ended_visits = case_visits.alias("ended")
    its_visit = (
        select(func.max(ended_visits.c.visit))
        .where(
            ended_visits.c.case_id == decrees.c.case_id,
            ended_visits.c.left_on == decrees.c.issued_on,
            ended_visits.c.state.in_(list(states)),
        )
        .correlate(decrees)
        .scalar_subquery()
    )
    rows = (
        select(
            decrees.c.case_id, listed_cases.c.process, decrees.c.issued_on.label("day"),
            case_visits.c.days, case((case_visits.c.late > 0, 1), else_=0).label("late"),
        )
        .select_from(decrees)
        .join(listed_cases, listed_cases.c.case_id == decrees.c.case_id)
        .join(
            case_visits,
            and_(
                case_visits.c.case_id == decrees.c.case_id,
                case_visits.c.visit == its_visit,
            ),
        )
    )  # fmt: skip
    return _within(rows, decrees.c.issued_on, span).subquery("issued")


_OUTCOME: Final = case(
    (appeals.c.decided_on.is_(None), "undecided"), (appeals.c.upheld.is_(True), "upheld"),
    else_="dismissed",
)  # fmt: skip


def appeals_in(span: Span) -> Subquery:
    """The appeals and complaints received, with what was decided on them."""
    rows = (
        select(
            appeals.c.case_id, listed_cases.c.process, appeals.c.on.label("day"),
            appeals.c.against, _OUTCOME.label("outcome"),
        )
        .select_from(appeals)
        .join(listed_cases, listed_cases.c.case_id == appeals.c.case_id)
    )  # fmt: skip
    return _within(rows, appeals.c.on, span).subquery("lodged")


def withdrawals_in(span: Span) -> Subquery:
    """The cases that ended by a withdrawal, with the state before and what was said of it."""
    at = or_(
        *[
            cases.c.entered_at.between(instant_of(part.first, time()), end_of(part.last))
            for part in span.spans
        ]
    )
    of_calls = select(calls.c.id).where(calls.c.institution.in_(span.institutions))
    row = listed_cases.c
    return (
        select(
            row.case_id, row.process, cases.c.entered_at.label("day"), history.c.source,
            history.c.data,
        )
        .select_from(listed_cases)
        .join(cases, cases.c.id == row.case_id)
        .join(history, and_(history.c.case_id == row.case_id, history.c.target == WITHDRAWN))
        .where(row.call_id.in_(of_calls), row.state == WITHDRAWN, at)
        .subquery("given_up")
    )  # fmt: skip


def _behind(span: Span, measure: Measure, states: Sequence[str]) -> Subquery:
    """What a measure counts: a row for each thing counted, with its case and its day."""
    only = replace(span, compared=False)
    if measure in ("decrees", "late"):
        return decrees_in(only, states)
    if measure == "appeals":
        return appeals_in(only)
    return withdrawals_in(only) if measure == "withdrawals" else mobilities_in(only)


def _conditions(of: Subquery, measure: Measure, narrowing: Narrowed) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if narrowing.processes is not None:
        conditions.append(of.c.process.in_(narrowing.processes))
    for name in ("level", "field", "host", "country", "against", "outcome", "source"):
        value = getattr(narrowing, name)
        if value is not None and name in of.c:
            conditions.append(of.c[name] == value)
    if measure == "ended":
        conditions.append(of.c.returned_on.is_not(None))
    if measure == "money":
        conditions.append(of.c.case_id.in_(select(ledger_entries.c.case_id)))
    if measure == "recognised":
        conditions.append(of.c.case_id.in_(HAS_DECREE))
    if measure == "late":
        conditions.append(of.c.late == 1)
    if narrowing.reason is not None and "data" in of.c:
        conditions.append(of.c.data == narrowing.reason)
    return conditions


def count_behind(
    connection: Connection,
    span: Span,
    measure_and_narrowing: tuple[Measure, Narrowed],
    states: Sequence[str],
) -> int:
    """How many stand behind a number of the span itself, as far as lists are counted."""
    measure, narrowing = measure_and_narrowing
    of = _behind(span, measure, states)
    lines = select(of.c.case_id).where(*_conditions(of, measure, narrowing))
    return int(connection.execute(select(counted(lines))).scalar_one())


def cases_behind(
    connection: Connection,
    span: Span,
    measure_and_narrowing: tuple[Measure, Narrowed],
    states: Sequence[str],
    window: tuple[int | None, int] = (None, 0),
) -> list[CaseBehind]:
    """The cases behind a number, by number: all of them, or at most so many after so many."""
    measure, narrowing = measure_and_narrowing
    most, offset = window
    of = _behind(span, measure, states)
    of_page = (
        select(of.c.case_id, of.c.day)
        .where(*_conditions(of, measure, narrowing))
        .order_by(*((of.c.case_id, of.c.day) if measure == "appeals" else (of.c.case_id,)))
        .limit(most)
        .offset(offset)
        .subquery("of_page")
    )
    rows = connection.execute(
        select(
            cases.c.number, persons.c.name, cases.c.definition, cases.c.state,
            listed_cases.c.host, of_page.c.day,
        )
        .select_from(of_page)
        .join(cases, cases.c.id == of_page.c.case_id)
        .join(listed_cases, listed_cases.c.case_id == cases.c.id)
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(persons, persons.c.id == candidates.c.person_id)
        .order_by(cases.c.id, of_page.c.day)
    )  # fmt: skip
    return [CaseBehind._make(row) for row in rows]
