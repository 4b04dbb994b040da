"""The report on a span as a spreadsheet: a row a number, which counts as one."""

from __future__ import annotations

from web.exports import Cell, Column, Export
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


def _cell(number: Number | None) -> Cell:
    if isinstance(number, Figure):
        return number.number
    return None if number == NONE else number


def _unit(number: Number) -> str | None:
    return number.unit or None if isinstance(number, Figure) else None
