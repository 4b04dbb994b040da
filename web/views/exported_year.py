"""The report on a span as a spreadsheet: a row a number, which counts as one; and its cases."""

from __future__ import annotations

from collections.abc import Iterable

from persistence.year_sets import CaseBehind
from states.text import Text
from web.exports import Cell, Column, Export
from web.messages.exports import HEADINGS
from web.messages.year import REPORT, YEAR
from web.views.year_figures import NONE, Figure, Number
from web.views.year_lines import YearReport, public_sections


def exported_year(report: YearReport) -> Export:
    """The numbers of the report, a row each; nothing that somebody wrote in free words."""
    columns = (
        Column(REPORT["part"], 26),
        Column(YEAR["year_what"], 44),
        Column(YEAR["year_this"]),
        Column(YEAR["year_before"]),
        Column(REPORT["unit"], 10),
    )
    rows = (
        (section.title, line.title, _cell(line.now), _cell(line.before), _unit(line.now))
        for section in public_sections(report)
        for line in section.lines
    )
    return Export("mobility-report", YEAR["year_report"], columns, rows)


def exported_cases_behind(lines: Iterable[tuple[CaseBehind, Text]]) -> Export:
    """The cases behind a number of the report, each with its state and the day that counts."""
    columns = (
        Column(HEADINGS["number"]),
        Column(HEADINGS["candidate"], 30),
        Column(HEADINGS["host"], 34),
        Column(HEADINGS["state"], 30),
        Column(YEAR["year_happened"]),
    )
    rows = ((case.number, case.candidate, case.host, state, case.day) for case, state in lines)
    return Export("mobility-cases", YEAR["year_cases"], columns, rows)


def _cell(number: Number | None) -> Cell:
    if isinstance(number, Figure):
        return number.number
    return None if number == NONE else number


def _unit(number: Number) -> str | None:
    return number.unit or None if isinstance(number, Figure) else None
