"""Tables on the screen, and the screen itself. Nothing is said by colour alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Console
from rich.text import Text

from cli.layout import layout_table
from cli.show import format_value, lines
from states.localization import format_day

NARROWEST = 120
"""Columns that a table may take where the answer goes into a file or a pipe."""


def console() -> Console:
    """The screen, as wide as it is; wide enough for a table where there is none."""
    screen = Console(highlight=False, markup=False, emoji=False)
    if not screen.is_terminal:
        screen.width = max(screen.width, NARROWEST)
    return screen


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], none: str) -> None:
    """A table; where there are no rows, the sentence that says so."""
    cells = [
        [cell if isinstance(cell, Text) else Text(format_value(cell)) for cell in row]
        for row in rows
    ]
    if not cells:
        lines([none])
        return
    screen = console()
    laid_out = layout_table(columns, cells, screen)
    screen.print(Text(title, "bold"), "", laid_out, "", sep="\n", soft_wrap=True)


def due(day: date | None, today: date) -> tuple[Text, str | Text]:
    """A due date as two cells: the day, and how far away it is, in words too."""
    if day is None:
        return Text("no date", "yellow"), ""
    away = (day - today).days
    if away < 0:
        return Text(format_day(day), "bold red"), Text(f"{-away} d overdue", "bold red")
    return Text(format_day(day)), "today" if away == 0 else f"in {away} d"


def safe_by(day: date | None, today: date) -> Text:
    """A latest safe day as a cell; in words too that it has passed. Empty where there is none."""
    if day is None:
        return Text("")
    if day < today:
        return Text(f"{format_day(day)}, passed", "yellow")
    return Text(format_day(day))
