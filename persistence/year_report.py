"""What happened in a span, in numbers, and the cases behind each: one condition for both.

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
    Float,
    Select,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)

from persistence.fact_tables import FACT_TABLES
from persistence.money_totals import GRANTED, PAID
from persistence.recognition_rates import COUNTS
from persistence.tables import (
    agreement_courses,
    agreements,
    appeals,
    candidates,
    case_visits,
    cases,
    decrees,
    history,
    ledger_entries,
    listed_cases,
    partners,
    persons,
    recognition_decisions,
    transcript_courses,
)
from states.frozen import frozen
from states.moments import end_of, instant_of

Measure = Literal["mobilities", "ended", "money", "recognised", "decrees", "late", "appeals",
                  "withdrawals"]  # fmt: skip
"""What a number counts."""

DIMENSIONS: Final = ("process", "level", "field", "host", "country")
"""By what mobilities are told apart."""
WITHDRAWN: Final = "withdrawn"


@frozen
class Span:
    """From a first day to a last one, and whose cases; `compared` with the year before, or not."""

    institutions: tuple[str, ...]
    first: date
    last: date
    compared: bool = True

    @property
    def before(self) -> Span | None:
        """The same span a year earlier; None where it would reach into the span itself."""
        first, last = _year_earlier(self.first), _year_earlier(self.last)
        is_apart = self.compared and last < self.first
        return Span(self.institutions, first, last, compared=False) if is_apart else None

    @property
    def spans(self) -> tuple[Span, ...]:
        """The span, and the one before where there is one."""
        return (self, self.before) if self.before else (self,)


def _year_earlier(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


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


class MobilityGroup(NamedTuple):
    """Mobilities alike in everything that they are told apart by; `now` or of the span before."""

    now: bool
    process: str
    level: str
    field: str
    host: str
    country: str
    number: int


class StayDays(NamedTuple):
    """So many stays of a process that had the same days."""

    now: bool
    process: str
    first: date
    last: date
    number: int


class MoneyOfSpan(NamedTuple):
    """What was granted and paid for the mobilities of a span, in hundredths of a currency."""

    now: bool
    currency: str
    granted: int
    paid: int
    cases: int


class EctsOfSpan(NamedTuple):
    """Hundredths of an ECTS of the mobilities that have a Decree, and how many these are."""

    now: bool
    hundredths: int
    cases: int


class DecreeDays(NamedTuple):
    """So many Decrees that came after so many civil days, in time or late."""

    now: bool
    days: int
    late: bool
    number: int


class AppealGroup(NamedTuple):
    """So many appeals or complaints received in a span, and what was decided on them."""

    now: bool
    against: str
    outcome: str
    number: int


class WithdrawalGroup(NamedTuple):
    """So many who gave up, from which state, and with which reason as the history has it."""

    now: bool
    process: str
    source: str
    data: str
    number: int


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
_MOBILITIES: Final = (
    select(
        cases.c.id.label("case_id"),
        cases.c.institution,
        cases.c.process,
        func.coalesce(candidates.c.level, "").label("level"),
        func.coalesce(candidates.c.field_of_study, "").label("field"),
        listed_cases.c.host.label("host"),
        func.coalesce(_KEPT.c.country, "").label("country"),
        _STAYS.c.arrived_on.label("day"),
        _STAYS.c.returned_on,
    )
    .select_from(_STAYS)
    .join(cases, cases.c.id == _STAYS.c.case_id)
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(listed_cases, listed_cases.c.case_id == cases.c.id)
    .outerjoin(partners, partners.c.name == listed_cases.c.host)
    .outerjoin(_KEPT, _KEPT.c.id == func.coalesce(partners.c.merged_into, partners.c.id))
)
_HAS_DECREE: Final = select(decrees.c.case_id)


def _mobilities(span: Span) -> Subquery:
    return _within(_MOBILITIES, _STAYS.c.arrived_on, span).subquery("mobilities")


def _within(rows: Select[Any], day: ColumnElement[date], span: Span) -> Select[Any]:
    """Rows of the institutions whose day lies in the span, or in the one before."""
    days = or_(*[day.between(one.first, one.last) for one in span.spans])
    return rows.where(cases.c.institution.in_(span.institutions), days)


def _now(day: ColumnElement[Any], first: date | datetime) -> ColumnElement[bool]:
    """Whether a row is of the span itself, and not of the one before."""
    return case((day >= first, literal(1)), else_=literal(0)).label("now")


def mobilities(connection: Connection, span: Span) -> list[MobilityGroup]:
    """The mobilities that began, by all that they are told apart by."""
    of = _mobilities(span)
    keys = (_now(of.c.day, span.first), *(of.c[name] for name in DIMENSIONS))
    rows = connection.execute(select(*keys, func.count()).group_by(*keys))
    return [MobilityGroup._make((bool(row[0]), *row[1:])) for row in rows]


def stay_days(connection: Connection, span: Span) -> list[StayDays]:
    """The first and last days of the stays that began and have ended."""
    of = _mobilities(span)
    keys = (_now(of.c.day, span.first), of.c.process, of.c.day, of.c.returned_on)
    rows = connection.execute(
        select(*keys, func.count()).where(of.c.returned_on.is_not(None)).group_by(*keys)
    )
    return [StayDays(bool(row[0]), *row[1:]) for row in rows]


def money(connection: Connection, span: Span) -> list[MoneyOfSpan]:
    """What was granted and paid for the mobilities that began, whenever it was entered."""
    of = _mobilities(span)
    keys = (_now(of.c.day, span.first), ledger_entries.c.currency)
    rows = connection.execute(
        select(
            *keys,
            func.sum(GRANTED),
            func.sum(PAID),
            func.count(ledger_entries.c.case_id.distinct()),
        )
        .select_from(of)
        .join(ledger_entries, ledger_entries.c.case_id == of.c.case_id)
        .group_by(*keys)
    )
    return [MoneyOfSpan(bool(row[0]), row[1], *map(int, row[2:])) for row in rows]


def agreed_ects(connection: Connection, span: Span) -> list[EctsOfSpan]:
    """The ECTS of the agreements in force of the mobilities that have a Decree."""
    of, newest = _mobilities(span), agreements.alias("newest")
    in_force = (
        select(func.max(newest.c.version))
        .where(newest.c.case_id == of.c.case_id, newest.c.concluded_on.is_not(None))
        .correlate(of)
        .scalar_subquery()
    )
    key = _now(of.c.day, span.first)
    rows = connection.execute(
        select(
            key,
            func.sum(func.round(cast(agreement_courses.c.ects, Float) * 100)),
            func.count(of.c.case_id.distinct()),
        )
        .select_from(of)
        .join(
            agreements,
            and_(agreements.c.case_id == of.c.case_id, agreements.c.version == in_force),
        )
        .join(agreement_courses, agreement_courses.c.agreement_id == agreements.c.id)
        .where(of.c.case_id.in_(_HAS_DECREE))
        .group_by(key)
    )
    return [EctsOfSpan(bool(row[0]), int(row[1] or 0), row[2]) for row in rows]


def recognised_ects(connection: Connection, span: Span) -> list[EctsOfSpan]:
    """The ECTS that were passed and that a Decree counts for the mobilities that began."""
    of = _mobilities(span)
    key = _now(of.c.day, span.first)
    whole = select(decrees.c.case_id).where(decrees.c.method == "semester_for_semester")
    decided = and_(
        recognition_decisions.c.case_id == transcript_courses.c.case_id,
        recognition_decisions.c.host == transcript_courses.c.title,
    )
    rows = connection.execute(
        select(
            key,
            func.sum(func.round(cast(transcript_courses.c.ects, Float) * 100)),
            func.count(of.c.case_id.distinct()),
        )
        .select_from(of)
        .join(transcript_courses, transcript_courses.c.case_id == of.c.case_id)
        .outerjoin(recognition_decisions, decided)
        .where(
            transcript_courses.c.passed.is_(True),
            of.c.case_id.in_(_HAS_DECREE),
            or_(COUNTS, of.c.case_id.in_(whole)),
        )
        .group_by(key)
    )
    return [EctsOfSpan(bool(row[0]), int(row[1] or 0), row[2]) for row in rows]


def _decrees(span: Span, states: Sequence[str]) -> Subquery:
    """The Decrees issued, each with the wait in the state that it ended."""
    ended = case_visits.alias("ended")
    its_visit = (
        select(func.max(ended.c.visit))
        .where(
            ended.c.case_id == decrees.c.case_id,
            ended.c.left_on == decrees.c.issued_on,
            ended.c.state.in_(list(states)),
        )
        .correlate(decrees)
        .scalar_subquery()
    )
    rows = (
        select(
            cases.c.id.label("case_id"), cases.c.process, decrees.c.issued_on.label("day"),
            case_visits.c.days, case((case_visits.c.late > 0, 1), else_=0).label("late"),
        )
        .select_from(decrees)
        .join(cases, cases.c.id == decrees.c.case_id)
        .join(
            case_visits,
            and_(
                case_visits.c.case_id == decrees.c.case_id,
                case_visits.c.visit == its_visit,
            ),
        )
    )  # fmt: skip
    return _within(rows, decrees.c.issued_on, span).subquery("issued")


def decree_days(connection: Connection, span: Span, states: Sequence[str]) -> list[DecreeDays]:
    """How long Decrees took that were issued; `states` are those that wait for one."""
    of = _decrees(span, states)
    keys = (_now(of.c.day, span.first), of.c.days, of.c.late)
    rows = connection.execute(select(*keys, func.count()).group_by(*keys))
    return [DecreeDays(bool(row[0]), row[1] or 0, bool(row[2]), row[3]) for row in rows]


_OUTCOME: Final = case(
    (appeals.c.decided_on.is_(None), "undecided"), (appeals.c.upheld.is_(True), "upheld"),
    else_="dismissed",
)  # fmt: skip


def _appeals(span: Span) -> Subquery:
    rows = (
        select(
            cases.c.id.label("case_id"), cases.c.process, appeals.c.on.label("day"),
            appeals.c.against, _OUTCOME.label("outcome"),
        )
        .select_from(appeals)
        .join(cases, cases.c.id == appeals.c.case_id)
    )  # fmt: skip
    return _within(rows, appeals.c.on, span).subquery("lodged")


def appeals_lodged(connection: Connection, span: Span) -> list[AppealGroup]:
    """The appeals and complaints received, by what they are against and how they ended."""
    of = _appeals(span)
    keys = (_now(of.c.day, span.first), of.c.against, of.c.outcome)
    rows = connection.execute(select(*keys, func.count()).group_by(*keys))
    return [AppealGroup(bool(row[0]), *row[1:]) for row in rows]


def _withdrawals(span: Span) -> Subquery:
    at = or_(
        *[
            cases.c.entered_at.between(instant_of(one.first, time()), end_of(one.last))
            for one in span.spans
        ]
    )
    return (
        select(
            cases.c.id.label("case_id"), cases.c.process, cases.c.entered_at.label("day"),
            history.c.source, history.c.data,
        )
        .select_from(cases)
        .join(history, and_(history.c.case_id == cases.c.id, history.c.target == WITHDRAWN))
        .where(cases.c.state == WITHDRAWN, cases.c.institution.in_(span.institutions), at)
        .subquery("given_up")
    )  # fmt: skip


def withdrawals(connection: Connection, span: Span) -> list[WithdrawalGroup]:
    """Who gave up, by the milestone that was reached, and the reason."""
    of = _withdrawals(span)
    first = instant_of(span.first, time())
    keys = (_now(of.c.day, first), of.c.process, of.c.source, of.c.data)
    rows = connection.execute(select(*keys, func.count()).group_by(*keys))
    return [WithdrawalGroup(bool(row[0]), *row[1:]) for row in rows]


def _behind(span: Span, measure: Measure, states: Sequence[str]) -> Subquery:
    """What a measure counts: a row for each thing counted, with its case and its day."""
    only = replace(span, compared=False)
    if measure in ("decrees", "late"):
        return _decrees(only, states)
    if measure == "appeals":
        return _appeals(only)
    return _withdrawals(only) if measure == "withdrawals" else _mobilities(only)


def _conditions(of: Subquery, measure: Measure, narrowed: Narrowed) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if narrowed.processes is not None:
        found.append(of.c.process.in_(narrowed.processes))
    for name in ("level", "field", "host", "country", "against", "outcome", "source"):
        value = getattr(narrowed, name)
        if value is not None and name in of.c:
            found.append(of.c[name] == value)
    if measure == "ended":
        found.append(of.c.returned_on.is_not(None))
    if measure == "money":
        found.append(of.c.case_id.in_(select(ledger_entries.c.case_id)))
    if measure == "recognised":
        found.append(of.c.case_id.in_(_HAS_DECREE))
    if measure == "late":
        found.append(of.c.late == 1)
    if narrowed.reason is not None and "data" in of.c:
        found.append(of.c.data == narrowed.reason)
    return found


def count_behind(
    connection: Connection, span: Span, asked: tuple[Measure, Narrowed], states: Sequence[str]
) -> int:
    """How many stand behind a number of the span itself."""
    measure, narrowed = asked
    of = _behind(span, measure, states)
    rows = select(func.count()).select_from(of).where(*_conditions(of, measure, narrowed))
    return int(connection.execute(rows).scalar_one())


def cases_behind(
    connection: Connection,
    span: Span,
    asked: tuple[Measure, Narrowed],
    states: Sequence[str],
    window: tuple[int, int],
) -> list[CaseBehind]:
    """A part of the cases behind a number, by number: at most so many, after so many."""
    measure, narrowed = asked
    most, offset = window
    of = _behind(span, measure, states)
    rows = connection.execute(
        select(
            cases.c.number, persons.c.name, cases.c.definition, cases.c.state,
            listed_cases.c.host, of.c.day,
        )
        .select_from(of)
        .join(cases, cases.c.id == of.c.case_id)
        .join(listed_cases, listed_cases.c.case_id == cases.c.id)
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(persons, persons.c.id == candidates.c.person_id)
        .where(*_conditions(of, measure, narrowed))
        .order_by(cases.c.id, of.c.day)
        .limit(most)
        .offset(offset)
    )  # fmt: skip
    return [CaseBehind._make(row) for row in rows]
