"""The report on a span: numbers in sections, each with the address of the cases behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection

from office.wiring import Office
from persistence import year_report
from persistence.recent_numbers import Counted
from persistence.year_report import YearNumbers
from persistence.year_sets import Narrowed, Span
from states.definition import ProcessDefinition
from states.frozen import replace
from states.isced_fields import field_title
from states.localization import country_title
from states.phases import DECREE, states_of_who_went
from states.text import Text
from web.messages.values import value_text
from web.messages.year import REPORT
from web.views.year_groups import Mobilities, appeals, withdrawals
from web.views.year_lines import YearReport
from web.views.year_summary import summary

NARROWERS: Final = ("direction", "process", "level", "field", "host", "country", "against",
                    "outcome", "source", "reason")  # fmt: skip


def shown_report(connection: Connection, office: Office, span: Span, now: datetime) -> YearReport:
    """The report on a span for a page: of many mobilities its numbers may be two minutes old."""
    processes, span, waiting_states = _question(office, span)
    latest = year_report.shown_numbers(connection, span, waiting_states, now)
    return _report(span, processes, latest)


def report_of(connection: Connection, office: Office, span: Span, now: datetime) -> YearReport:
    """The report on a span, of the institutions that it names, as it is now."""
    processes, span, waiting_states = _question(office, span)
    numbers = year_report.year_numbers(connection, span, waiting_states)
    return _report(span, processes, Counted(numbers, now))


def _question(
    office: Office, span: Span
) -> tuple[Mapping[str, ProcessDefinition], Span, Sequence[str]]:
    """The processes of a span, the span with who went in them, and what waits for a Decree."""
    processes = served_in(office, span)
    definitions = processes.values()
    return processes, with_who_went(span, definitions), states_before_decree(definitions)


def _report(
    span: Span, processes: Mapping[str, ProcessDefinition], latest: Counted[YearNumbers]
) -> YearReport:
    numbers, counted_at = latest
    by = Mobilities(span, numbers.mobilities, processes)
    return YearReport(
        span,
        (
            summary(span, numbers),
            by.section("direction", lambda group: by.direction(group.process), _direction),
            by.section("process", lambda group: group.process, by.process_title),
            by.section("level", lambda group: group.level, lambda key: value_text("level", key)),
            by.section("field", lambda group: group.field, field_title),
            by.section("host", lambda group: group.host, lambda key: key),
            by.section("country", lambda group: group.country, country_title),
            appeals(span, numbers.appeals),
            *withdrawals(span, numbers.withdrawals, processes),
        ),
        counted_at,
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


def _direction(key: str) -> Text:
    return REPORT[key]


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


def year_of(today: date) -> tuple[date, date]:
    """The calendar year of a civil date, from its first day to its last."""
    return date(today.year, 1, 1), date(today.year, 12, 31)
