"""What happened in a span, in numbers: each of the span itself and of the one a year before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)

from persistence.money_totals import GRANTED, PAID
from persistence.recent_numbers import TWO_MINUTES, Counted, RecentNumbers
from persistence.recognition_rates import COUNTS
from persistence.tables import (
    agreement_courses,
    agreements,
    decrees,
    ledger_entries,
    recognition_decisions,
    transcript_courses,
)
from persistence.year_sets import (
    DIMENSIONS,
    HAS_DECREE,
    Span,
    appeals_in,
    decrees_in,
    mobilities_in,
    withdrawals_in,
)
from states.frozen import frozen
from states.moments import instant_of


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


@frozen
class YearNumbers:
    """All that is told of a span."""

    mobilities: Sequence[MobilityGroup]
    stays: Sequence[StayDays]
    money: Sequence[MoneyOfSpan]
    agreed_ects: Sequence[EctsOfSpan]
    recognised_ects: Sequence[EctsOfSpan]
    decrees: Sequence[DecreeDays]
    appeals: Sequence[AppealGroup]
    withdrawals: Sequence[WithdrawalGroup]

    @property
    def number(self) -> int:
        """How many mobilities it tells of."""
        return sum(group.number for group in self.mobilities)


_RECENT: Final[RecentNumbers[YearNumbers]] = RecentNumbers(TWO_MINUTES, lambda year: year.number)


def shown_numbers(
    connection: Connection, span: Span, states: Sequence[str], now: datetime
) -> Counted[YearNumbers]:
    """The numbers of a span for a page, and when they were counted; `states` are those that wait
    for a Decree."""
    question = span, tuple(states)
    return _RECENT.shown(connection, question, now, lambda: year_numbers(connection, span, states))


def year_numbers(connection: Connection, span: Span, states: Sequence[str]) -> YearNumbers:
    """The same as they are now."""
    return YearNumbers(
        mobilities(connection, span),
        stay_days(connection, span),
        money(connection, span),
        agreed_ects(connection, span),
        recognised_ects(connection, span),
        decree_days(connection, span, states),
        appeals_lodged(connection, span),
        withdrawals(connection, span),
    )


def _now(day: ColumnElement[Any], first: date | datetime) -> ColumnElement[bool]:
    """Whether a row is of the span itself, and not of the one before."""
    return case((day >= first, literal(1)), else_=literal(0)).label("now")


def mobilities(connection: Connection, span: Span) -> list[MobilityGroup]:
    """The mobilities that began, by all that they are told apart by."""
    of = mobilities_in(span)
    keys = (_now(of.c.day, span.first), *(of.c[name] for name in DIMENSIONS))
    rows = connection.execute(select(*keys, func.count()).group_by(*keys))
    return [MobilityGroup._make((bool(row[0]), *row[1:])) for row in rows]


def stay_days(connection: Connection, span: Span) -> list[StayDays]:
    """The first and last days of the stays that began and have ended."""
    of = mobilities_in(span)
    keys = (_now(of.c.day, span.first), of.c.process, of.c.day, of.c.returned_on)
    rows = connection.execute(
        select(*keys, func.count()).where(of.c.returned_on.is_not(None)).group_by(*keys)
    )
    return [StayDays(bool(row[0]), *row[1:]) for row in rows]


def money(connection: Connection, span: Span) -> list[MoneyOfSpan]:
    """What was granted and paid for the mobilities that began, whenever it was entered."""
    of = mobilities_in(span)
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
    of, newest = mobilities_in(span), agreements.alias("newest")
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
        .where(of.c.case_id.in_(HAS_DECREE))
        .group_by(key)
    )
    return [EctsOfSpan(bool(row[0]), int(row[1] or 0), row[2]) for row in rows]


def recognised_ects(connection: Connection, span: Span) -> list[EctsOfSpan]:
    """The ECTS that were passed and that a Decree counts for the mobilities that began."""
    of = mobilities_in(span)
    key = _now(of.c.day, span.first)
    whole = select(decrees.c.case_id).where(decrees.c.method == "semester_for_semester")
    is_decision = and_(
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
        .outerjoin(recognition_decisions, is_decision)
        .where(
            transcript_courses.c.passed.is_(True),
            of.c.case_id.in_(HAS_DECREE),
            or_(COUNTS, of.c.case_id.in_(whole)),
        )
        .group_by(key)
    )
    return [EctsOfSpan(bool(row[0]), int(row[1] or 0), row[2]) for row in rows]


def decree_days(connection: Connection, span: Span, states: Sequence[str]) -> list[DecreeDays]:
    """How long Decrees took that were issued; `states` are those that wait for one."""
    of = decrees_in(span, states)
    keys = (_now(of.c.day, span.first), of.c.days, of.c.late)
    rows = connection.execute(select(*keys, func.count()).group_by(*keys))
    return [DecreeDays(bool(row[0]), row[1] or 0, bool(row[2]), row[3]) for row in rows]


def appeals_lodged(connection: Connection, span: Span) -> list[AppealGroup]:
    """The appeals and complaints received, by what they are against and how they ended."""
    of = appeals_in(span)
    keys = (_now(of.c.day, span.first), of.c.against, of.c.outcome)
    rows = connection.execute(select(*keys, func.count()).group_by(*keys))
    return [AppealGroup(bool(row[0]), *row[1:]) for row in rows]


def withdrawals(connection: Connection, span: Span) -> list[WithdrawalGroup]:
    """Who gave up, by the milestone that was reached, and the reason."""
    of = withdrawals_in(span)
    first = instant_of(span.first, time())
    keys = (_now(of.c.day, first), of.c.process, of.c.source, of.c.data)
    rows = connection.execute(select(*keys, func.count()).group_by(*keys))
    return [WithdrawalGroup(bool(row[0]), *row[1:]) for row in rows]
