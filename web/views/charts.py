"""Pictures of numbers, laid out for the macros of `charts.html`: places and widths in per cent.

A picture says nothing that its table does not say; it needs no colour to be read, and no script.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from states.frozen import frozen
from states.text import Text

STEPS: Final = 5
"""Shades of a heat map, from none to the most."""


@frozen
class Cell:
    """A number with the list that it opens; `address` is empty where there is none."""

    number: int
    address: str = ""


@frozen
class Line:
    """A row of a picture and of its table: its name, what stands under it, and its numbers."""

    name: Text | str
    cells: tuple[Cell, ...]
    under: Text | str = ""
    address: str = ""

    @property
    def total(self) -> int:
        """All its numbers together."""
        return sum(cell.number for cell in self.cells)


@frozen
class Chart:
    """A picture with its table: its columns name the numbers of each line, in order."""

    id: str
    title: Text
    columns: tuple[Text | str, ...]
    lines: tuple[Line, ...]

    @property
    def most(self) -> int:
        """The largest number of one cell."""
        return max((cell.number for line in self.lines for cell in line.cells), default=0)

    @property
    def longest(self) -> int:
        """The largest total of a line."""
        return max((line.total for line in self.lines), default=0)

    def bar(self, line: Line) -> float:
        """The width of a line's only bar; room is left for its number behind it."""
        longest = max((other.cells[0].number for other in self.lines), default=0)
        return round(0.85 * share(line.cells[0].number, longest), 2)

    def segments(self, line: Line) -> Iterator[tuple[int, float, float, int]]:
        """The parts of a stacked bar: place of the column, start, width, number; empty left out."""
        start = 0.0
        for place, cell in enumerate(line.cells):
            width = share(cell.number, self.longest)
            if cell.number:
                yield place, start, width, cell.number
            start += width

    def shade(self, number: int) -> int:
        """How dark a cell of a heat map is: 0 for none, `STEPS` for the most."""
        return 0 if not number else max(1, round(STEPS * number / self.most))

    def slots(self) -> Sequence[tuple[float, float]]:
        """Start and width of the cells of a row."""
        width = 100 / max(1, len(self.columns))
        return [(round(place * width, 2), round(width, 2)) for place in range(len(self.columns))]


def share(number: int, whole: int) -> float:
    """A number in per cent of the largest one, as a width."""
    return round(100 * number / whole, 2) if whole else 0.0


@frozen
class Curve:
    """A line over time: a point a week, each with its number; its table groups by month."""

    id: str
    title: Text
    points: tuple[tuple[Text, int], ...]
    table: Chart

    @property
    def most(self) -> int:
        """The highest point."""
        return max((number for _, number in self.points), default=0)

    @property
    def path(self) -> str:
        """The points of a polyline in a box of 100 by 100, upwards from below."""
        last = max(1, len(self.points) - 1)
        return " ".join(
            f"{round(100 * place / last, 2)},{round(100 - share(number, self.most), 2)}"
            for place, (_, number) in enumerate(self.points)
        )

    @property
    def marks(self) -> Sequence[tuple[float, Text]]:
        """Where a new month begins, with its name."""
        last, named_points = max(1, len(self.points) - 1), []
        before = ""
        for place, (name, _) in enumerate(self.points):
            if name.en != before:
                named_points.append((round(100 * place / last, 2), name))
            before = name.en
        return named_points
