"""What the report on a span consists of: lines of numbers in sections, and their pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from persistence.year_sets import Measure, Span
from states.frozen import frozen
from states.text import Text
from web.messages.year import REPORT, YEAR
from web.views.charts import Cell, Chart, Line
from web.views.year_figures import Number

CASES: Final = "/year/cases"


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
    """The whole report: a summary, and sections of counts, as they were at an instant."""

    span: Span
    sections: Sequence[ReportSection]
    counted_at: datetime


def address_of(span: Span, measure: Measure, **narrower: str) -> str:
    """Where the cases behind a number are listed."""
    days = {"from": str(span.first), "to": str(span.last), "institution": span.institutions[0]}
    return f"{CASES}?{urlencode({**days, 'what': measure, **narrower})}"


def number_line(
    name: str, now_and_before: tuple[Number, Number | None], address: str = ""
) -> ReportLine:
    """A line by the name of what it tells."""
    return ReportLine(REPORT[name], *now_and_before, address)


def now_and_before(span: Span, number: Callable[[bool], Number]) -> tuple[Number, Number | None]:
    """A number of the span and of the year before, where there is one to compare with."""
    return number(True), number(False) if span.before else None


def public_sections(report: YearReport) -> list[ReportSection]:
    """The sections that may be handed round."""
    return [section for section in report.sections if not section.is_private]
