"""The sections of the report that tell mobilities apart, appeals, and who gave up and when."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from persistence.year_report import AppealGroup, MobilityGroup, WithdrawalGroup
from persistence.year_sets import Span
from states.definition import ProcessDefinition
from states.text import Text
from web.messages.year import REPORT
from web.views.year_lines import ReportLine, ReportSection, address_of, now_and_before

UNKNOWN: Final[Mapping[str, Text]] = {
    "level": REPORT["no_level"], "host": REPORT["no_host"], "country": REPORT["no_host"],
}  # fmt: skip
"""What a section calls those of whom it is not known, where some have none."""


class Mobilities:
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
                (title_of(key) if key else None) or UNKNOWN.get(name, REPORT["not_known"]),
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


def appeals(span: Span, groups: Sequence[AppealGroup]) -> ReportSection:
    """The appeals and complaints that were lodged, by what they were against and how they ended."""
    lines = []
    for against, outcome in sorted({(group.against, group.outcome) for group in groups}):
        appeal_title, outcome_title = REPORT[against], REPORT[outcome]
        of_span_and_before = now_and_before(
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
        lines.append(ReportLine(title, *of_span_and_before, address))
    return ReportSection("appeals", REPORT["appeals"], lines)


def withdrawals(
    span: Span, groups: Sequence[WithdrawalGroup], processes: Mapping[str, ProcessDefinition]
) -> Iterator[ReportSection]:
    """Who gave up: by the milestone, for everybody; by reason, for the page alone."""
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
