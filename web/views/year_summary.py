"""The chief numbers of the report: how many, how long, how much money, ECTS and Decrees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from persistence.year_report import DecreeDays, MoneyOfSpan, StayDays, YearNumbers
from persistence.year_sets import Span
from web.messages.year import REPORT
from web.views.year_figures import days_figure, ects_figure, money_figure, share_figure
from web.views.year_lines import (
    ReportLine,
    ReportSection,
    address_of,
    now_and_before,
    number_line,
)


def summary(span: Span, numbers: YearNumbers) -> ReportSection:
    """The chief numbers, each beside that of the year before."""
    stays, mobilities = numbers.stays, numbers.mobilities
    begun_numbers = now_and_before(
        span, lambda now: sum(g.number for g in mobilities if g.now is now)
    )
    ended_numbers = now_and_before(span, lambda now: sum(s.number for s in stays if s.now is now))
    days = now_and_before(span, lambda now: _days_of(stay for stay in stays if stay.now is now))
    return ReportSection(
        "summary",
        REPORT["summary"],
        [
            number_line("mobilities", begun_numbers, address_of(span, "mobilities")),
            number_line("stays", ended_numbers, address_of(span, "ended")),
            number_line("days", days, address_of(span, "ended")),
            *_money(span, numbers.money),
            *_ects(span, numbers),
            *_decrees(numbers.decrees, span),
        ],
        as_picture=False,
    )


def _days_of(stays: Iterable[StayDays]) -> int:
    """The days of stays together, the first and the last of each included."""
    return sum(((stay.last - stay.first).days + 1) * stay.number for stay in stays)


def _money(span: Span, sums: Sequence[MoneyOfSpan]) -> Iterator[ReportLine]:
    """What was granted and paid, in each currency."""
    address = address_of(span, "money")
    for currency in sorted({money_sum.currency for money_sum in sums}) or ["EUR"]:
        of = {money_sum.now: money_sum for money_sum in sums if money_sum.currency == currency}
        for name in ("granted", "paid"):
            of_span_and_before = now_and_before(
                span,
                lambda now, of=of, name=name, currency=currency: money_figure(  # type: ignore[misc]
                    getattr(of[now], name) if now in of else 0, currency
                ),
            )
            yield number_line(name, of_span_and_before, address)


def _ects(span: Span, numbers: YearNumbers) -> Iterator[ReportLine]:
    """What was agreed and what was recognised, of mobilities that have a Decree."""
    agreed_by_span = {span_ects.now: span_ects for span_ects in numbers.agreed_ects}
    recognised_by_span = {span_ects.now: span_ects for span_ects in numbers.recognised_ects}
    address = address_of(span, "recognised")
    yield number_line(
        "agreed", now_and_before(span, lambda now: ects_figure(agreed_by_span.get(now))), address
    )
    yield number_line(
        "recognised",
        now_and_before(span, lambda now: ects_figure(recognised_by_span.get(now))),
        address,
    )
    yield number_line(
        "share",
        now_and_before(
            span, lambda now: share_figure(recognised_by_span.get(now), agreed_by_span.get(now))
        ),
        address,
    )


def _decrees(groups: Sequence[DecreeDays], span: Span) -> Iterator[ReportLine]:
    """How many Decrees there were, how long they took and how many were late."""
    decrees_address = address_of(span, "decrees")
    days: dict[bool, list[int]] = defaultdict(list)
    for group in groups:
        days[group.now] += [group.days] * group.number
    yield number_line("decrees", now_and_before(span, lambda now: len(days[now])), decrees_address)
    yield number_line(
        "median", now_and_before(span, lambda now: days_figure(days[now], median)), decrees_address
    )
    yield number_line(
        "longest", now_and_before(span, lambda now: days_figure(days[now], max)), decrees_address
    )
    late = now_and_before(
        span, lambda now: sum(g.number for g in groups if g.late and g.now is now)
    )
    yield number_line("late", late, address_of(span, "late"))
