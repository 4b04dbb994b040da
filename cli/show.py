"""Answers on the screen: JSON for machines, tables and panels for people.

Nothing is said by colour alone.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from states.moments import BELGRADE
from states.text import say_date

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

NARROWEST = 120
"""Columns that a table may take where the answer goes into a file or a pipe."""


def as_json(answer: Any) -> None:
    """The answer as JSON, in readable letters."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2, default=str) + "\n")


def console() -> Console:
    """The screen, as wide as it is; wide enough for a table where there is none."""
    from rich.console import Console

    screen = Console(highlight=False, markup=False, emoji=False)
    if not screen.is_terminal:
        screen.width = max(screen.width, NARROWEST)
    return screen


def lines(said: Iterable[str]) -> None:
    """Plain sentences, one a line."""
    for line in said:
        sys.stdout.write(f"{line}\n")


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], none: str) -> None:
    """A table; where there are no rows, the sentence that says so."""
    from rich.text import Text

    from cli.layout import laid_out

    cells = [
        [cell if isinstance(cell, Text) else Text(_said(cell)) for cell in row] for row in rows
    ]
    if not cells:
        lines([none])
        return
    screen = console()
    shown = laid_out(columns, cells, screen)
    screen.print(Text(title, "bold"), "", shown, "", sep="\n", soft_wrap=True)


def panel(title: str, content: RenderableType, style: str = "none") -> None:
    """A framed passage under a title; a plain string is shown as it is."""
    from rich.panel import Panel
    from rich.text import Text

    inside = Text(content) if isinstance(content, str) else content
    framed = Panel(inside, title=Text(title, "bold"), title_align="left", border_style=style)
    console().print(framed)


def facts(told: Mapping[str, Any]) -> RenderableType:
    """Names and values in two columns; what is None is left out."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in told.items():
        if value is not None and value != "":
            grid.add_row(Text(name, "dim"), Text(_said(value)))
    return grid


def due(day: date | None, today: date) -> tuple[Any, Any]:
    """A due date as two cells: the day, and how far away it is, in words too."""
    from rich.text import Text

    if day is None:
        return Text("no date", "yellow"), ""
    away = (day - today).days
    if away < 0:
        return Text(say_date(day), "bold red"), Text(f"{-away} d overdue", "bold red")
    return say_date(day), "today" if away == 0 else f"in {away} d"


def words(name: str | None) -> str:
    """A name of the definitions as words: `documents submitted`."""
    return (name or "").replace("_", " ").replace("-", " ")


def who(person: str, role: str) -> str:
    """A person with their role, as far as it is known."""
    return f"{person} ({words(role)})" if person else words(role)


def moment(at: datetime) -> str:
    """An instant by the clock in Belgrade: `2026-11-20 14:05`."""
    return at.astimezone(BELGRADE).strftime("%Y-%m-%d %H:%M")


def _said(value: Any) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(_said, value))
    return "" if value is None else str(value)
