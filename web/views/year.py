"""The report on a span: numbers in sections, each with the address of the cases behind it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from statistics import median
from typing import Final
from urllib.parse import urlencode

from sqlalchemy import Connection

from office.wiring import Office
from persistence import year_report
from persistence.year_report import DecreeDays, EctsOfSpan, MobilityGroup, StayDays
from persistence.year_sets import Measure, Narrowed, Span
from rules.grants import money_text
from states.definition import ProcessDefinition
from states.frozen import frozen, replace
from states.isced_fields import field_title
from states.localization import country_title
from states.phases import DECREE, states_of_who_went
from states.text import Text
from web.exports import Column, Export
from web.messages.values import value_text
from web.messages.year import REPORT, YEAR
from web.views.charts import Cell, Chart, Line

CASES: Final = "/year/cases"
NARROWERS: Final = ("direction", "process", "level", "field", "host", "country", "against",
                    "outcome", "source", "reason")  # fmt: skip
Number = int | Text


@frozen
class ReportLine:
    """A number of the span and of the year before, which is None where nothing is compared."""

    title: Text | str
    now: Number
    before: Number | None
    address: str = ""


@frozen
class ReportSection:
    """Numbers under a heading; `as_picture` where they are counts that a picture shows."""

    id: str
    title: Text
    lines: Sequence[ReportLine]
    as_picture: bool = True
    is_private: bool = False

    @property
    def chart(self) -> Chart:
        """The picture, with its table of both spans; of one where nothing is compared."""
        columns = (YEAR["year_this"], YEAR["year_before"])[: 1 + self.is_compared]
        lines = tuple(Line(line.title, tuple(_cells(line))[: len(columns)]) for line in self.lines)
        return Chart(self.id, self.title, columns, lines)

    @property
    def is_compared(self) -> bool:
        """Whether the numbers stand beside those of the year before."""
        return any(line.before is not None for line in self.lines)


def _cells(line: ReportLine) -> Iterator[Cell]:
    yield Cell(_count(line.now), line.address)
    yield Cell(_count(line.before))


def _count(number: Number | None) -> int:
    return number if isinstance(number, int) else 0


@frozen
class YearReport:
    """The whole report: a summary, and sections of counts."""

    span: Span
    sections: Sequence[ReportSection]


def year_report_of(connection: Connection, office: Office, span: Span) -> YearReport:
    """The report on a span, of the institutions that it names."""
    processes = served_in(office, span)
    span = with_who_went(span, processes.values())
    mobilities = year_report.mobilities(connection, span)
    by = _Mobilities(span, mobilities, processes)
    waiting_states = states_before_decree(processes.values())
    return YearReport(
        span,
        (
            _summary(connection, span, mobilities, waiting_states),
            by.section("direction", lambda group: by.direction(group.process), _direction),
            by.section("process", lambda group: group.process, by.process_title),
            by.section("level", lambda group: group.level, lambda key: value_text("level", key)),
            by.section("field", lambda group: group.field, field_title),
            by.section("host", lambda group: group.host, lambda key: key),
            by.section("country", lambda group: group.country, country_title),
            _appeals(connection, span),
            *_withdrawals(connection, span, processes),
        ),
    )


def served_in(office: Office, span: Span) -> Mapping[str, ProcessDefinition]:
    """The processes of the span's institutions in which somebody goes, by name."""
    return {
        definition.process: definition
        for institution in span.institutions
        for definition in office.processes(institution, span.last)
        if not definition.kind.nobody_goes
    }


def with_who_went(span: Span, definitions: Iterable[ProcessDefinition]) -> Span:
    """The span, knowing in which states of the processes somebody has set out."""
    states_since = {state for definition in definitions for state in states_of_who_went(definition)}
    return replace(span, went=tuple(sorted(states_since)))


def states_before_decree(definitions: Iterable[ProcessDefinition]) -> Sequence[str]:
    """The states that wait for a Decree."""
    steps = (step for definition in definitions for step in definition.transitions.values())
    return sorted({source for step in steps if step.takes == DECREE for source in step.sources})


def address_of(span: Span, measure: Measure, **narrower: str) -> str:
    """Where the cases behind a number are listed."""
    days = {"from": str(span.first), "to": str(span.last), "institution": span.institutions[0]}
    return f"{CASES}?{urlencode({**days, 'what': measure, **narrower})}"


class _Mobilities:
    """The sections that tell mobilities apart."""

    def __init__(
        self,
        span: Span,
        groups: Sequence[MobilityGroup],
        processes: Mapping[str, ProcessDefinition],
    ) -> None:
        self._span, self._groups, self._processes = span, groups, processes

    def section(
        self,
        name: str,
        key_of: Callable[[MobilityGroup], str],
        title_of: Callable[[str], Text | str | None],
    ) -> ReportSection:
        """The mobilities by something, what there is most of first."""
        now: Counter[str] = Counter()
        before: Counter[str] = Counter()
        for group in self._groups:
            (now if group.now else before)[key_of(group)] += group.number
        keys = sorted({*now, *before}, key=lambda key: (-now[key], -before[key], key))
        lines = [
            ReportLine(
                (title_of(key) if key else None) or REPORT["not_known"],
                now[key],
                before[key] if self._span.before else None,
                address_of(self._span, "mobilities", **{name: key}),
            )
            for key in keys
        ]
        return ReportSection(f"by-{name}", REPORT[name], lines)

    def direction(self, process: str) -> str:
        """Outgoing or incoming; empty where the process is served no more."""
        definition = self._processes.get(process)
        return (definition.kind.direction or "") if definition else ""

    def process_title(self, process: str) -> Text | str:
        """What a process is called."""
        return self._processes[process].title if process in self._processes else process


def _direction(key: str) -> Text:
    return REPORT[key]


def _summary(
    connection: Connection,
    span: Span,
    mobilities: Sequence[MobilityGroup],
    waiting_states: Sequence[str],
) -> ReportSection:
    """The chief numbers, each beside that of the year before."""
    stays = year_report.stay_days(connection, span)
    begun_numbers = _both(span, lambda now: sum(g.number for g in mobilities if g.now is now))
    ended_numbers = _both(span, lambda now: sum(s.number for s in stays if s.now is now))
    days = _both(span, lambda now: _days_of(stay for stay in stays if stay.now is now))
    return ReportSection(
        "summary",
        REPORT["summary"],
        [
            _line("mobilities", begun_numbers, address_of(span, "mobilities")),
            _line("stays", ended_numbers, address_of(span, "ended")),
            _line("days", days, address_of(span, "ended")),
            *_money(connection, span),
            *_ects(connection, span),
            *_decrees(year_report.decree_days(connection, span, waiting_states), span),
        ],
        as_picture=False,
    )


def _both(span: Span, number: Callable[[bool], Number]) -> tuple[Number, Number | None]:
    return number(True), number(False) if span.before else None


def _line(name: str, now_and_before: tuple[Number, Number | None], address: str = "") -> ReportLine:
    return ReportLine(REPORT[name], *now_and_before, address)


def _days_of(stays: Iterable[StayDays]) -> int:
    """The days of stays together, the first and the last of each included."""
    return sum(((stay.last - stay.first).days + 1) * stay.number for stay in stays)


def _money(connection: Connection, span: Span) -> Iterator[ReportLine]:
    """What was granted and paid, in each currency."""
    sums = year_report.money(connection, span)
    address = address_of(span, "money")
    for currency in sorted({money_sum.currency for money_sum in sums}) or ["EUR"]:
        of = {money_sum.now: money_sum for money_sum in sums if money_sum.currency == currency}
        for name in ("granted", "paid"):
            now_and_before = _both(
                span,
                lambda now, of=of, name=name, currency=currency: money_text(  # type: ignore[misc]
                    getattr(of[now], name) if now in of else 0, currency
                ),
            )
            yield _line(name, now_and_before, address)


def _ects(connection: Connection, span: Span) -> Iterator[ReportLine]:
    """What was agreed and what was recognised, of mobilities that have a Decree."""
    agreed_by_span = {
        span_ects.now: span_ects for span_ects in year_report.agreed_ects(connection, span)
    }
    recognised_by_span = {
        span_ects.now: span_ects for span_ects in year_report.recognised_ects(connection, span)
    }
    address = address_of(span, "recognised")
    yield _line("agreed", _both(span, lambda now: _ects_of(agreed_by_span.get(now))), address)
    yield _line(
        "recognised", _both(span, lambda now: _ects_of(recognised_by_span.get(now))), address
    )
    yield _line(
        "share",
        _both(span, lambda now: _share(recognised_by_span.get(now), agreed_by_span.get(now))),
        address,
    )


def _ects_of(ects: EctsOfSpan | None) -> Text:
    hundredths = ects.hundredths if ects else 0
    whole, part = divmod(hundredths, 100)
    fraction = f"{part:02d}".rstrip("0")
    return (
        Text(f"{whole}.{fraction}", f"{whole},{fraction}")
        if fraction
        else Text(str(whole), str(whole))
    )


def _share(recognised_ects: EctsOfSpan | None, agreed_ects: EctsOfSpan | None) -> Text:
    if agreed_ects is None or not agreed_ects.hundredths:
        return Text("–", "–")
    share = round(
        100 * (recognised_ects.hundredths if recognised_ects else 0) / agreed_ects.hundredths
    )
    return Text(f"{share} %", f"{share}%")


def _decrees(groups: Sequence[DecreeDays], span: Span) -> Iterator[ReportLine]:
    """How many Decrees there were, how long they took and how many were late."""
    decrees_address = address_of(span, "decrees")
    days: dict[bool, list[int]] = defaultdict(list)
    for group in groups:
        days[group.now] += [group.days] * group.number
    yield _line("decrees", _both(span, lambda now: len(days[now])), decrees_address)
    yield _line("median", _both(span, lambda now: _days(days[now], median)), decrees_address)
    yield _line("longest", _both(span, lambda now: _days(days[now], max)), decrees_address)
    late = _both(span, lambda now: sum(g.number for g in groups if g.late and g.now is now))
    yield _line("late", late, address_of(span, "late"))


def _days(days: Sequence[int], of: Callable[[Sequence[int]], float]) -> Text:
    if not days:
        return Text("–", "–")
    number = f"{of(days):g}"
    return Text(number, number.replace(".", ","))


def _appeals(connection: Connection, span: Span) -> ReportSection:
    groups = year_report.appeals_lodged(connection, span)
    lines = []
    for against, outcome in sorted({(group.against, group.outcome) for group in groups}):
        appeal_title, outcome_title = REPORT[against], REPORT[outcome]
        now_and_before = _both(
            span,
            lambda now, key=(against, outcome): sum(  # type: ignore[misc]
                group.number
                for group in groups
                if group.now is now and (group.against, group.outcome) == key
            ),
        )
        title = Text(
            f"{appeal_title.en}: {outcome_title.en}", f"{appeal_title.sr}: {outcome_title.sr}"
        )
        address = address_of(span, "appeals", against=against, outcome=outcome)
        lines.append(ReportLine(title, *now_and_before, address))
    return ReportSection("appeals", REPORT["appeals"], lines)


def _withdrawals(
    connection: Connection, span: Span, processes: Mapping[str, ProcessDefinition]
) -> Iterator[ReportSection]:
    """Who gave up: by the milestone, for everybody; by reason, for the page alone."""
    groups = year_report.withdrawals(connection, span)
    titles = {
        source: _state(processes, process, source)
        for process, source in {(group.process, group.source) for group in groups}
    }
    for name, key_of, title_of in (
        ("source", "source", lambda key: titles[key]),
        ("reason", "data", lambda key: json.loads(key).get("reason") or REPORT["not_known"]),
    ):
        now: Counter[str] = Counter()
        before: Counter[str] = Counter()
        for group in groups:
            (now if group.now else before)[getattr(group, key_of)] += group.number
        lines = [
            ReportLine(
                title_of(key),
                now[key],
                before[key] if span.before else None,
                address_of(span, "withdrawals", **{name: key}),
            )
            for key in sorted({*now, *before}, key=lambda key: (-now[key], key))
        ]
        is_private = name == "reason"
        title = REPORT["reasons" if is_private else "withdrawals"]
        yield ReportSection(f"by-{name}", title, lines, is_private=is_private)


def _state(processes: Mapping[str, ProcessDefinition], process: str, state: str) -> Text | str:
    definition = processes.get(process)
    known_state = definition.states.get(state) if definition else None
    return known_state.title if known_state else state


def narrowed_by(query: Mapping[str, str], processes: Mapping[str, ProcessDefinition]) -> Narrowed:
    """Which cases an address asks for."""
    asked_values = {name: query[name] for name in NARROWERS if name in query}
    direction, process = asked_values.pop("direction", None), asked_values.pop("process", None)
    chosen_processes: tuple[str, ...] | None = None
    if direction is not None:
        chosen_processes = tuple(
            name
            for name, definition in processes.items()
            if (definition.kind.direction or "") == direction
        )
    if process is not None:
        chosen_processes = (process,)
    return Narrowed(processes=chosen_processes, **asked_values)


def exported_year(report: YearReport) -> Export:
    """The numbers of the report, a row each; nothing that somebody wrote in free words."""
    columns = (
        Column(REPORT["part"], 26),
        Column(YEAR["year_what"], 44),
        Column(YEAR["year_this"], 26),
        Column(YEAR["year_before"], 26),
    )
    rows = (
        (section.title, line.title, line.now, line.before)
        for section in public_sections(report)
        for line in section.lines
    )
    return Export("mobility-report", YEAR["year_report"], columns, rows)


def public_sections(report: YearReport) -> list[ReportSection]:
    """The sections that may be handed round."""
    return [section for section in report.sections if not section.is_private]


def year_of(today: date) -> tuple[date, date]:
    """The calendar year of a civil date, from its first day to its last."""
    return date(today.year, 1, 1), date(today.year, 12, 31)
