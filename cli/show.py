"""Answers on the screen: JSON for machines, sentences and tables for people.

Nothing is said by colour alone.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from rich.console import Console
from rich.text import Text

from cli.layout import layout_table
from states.moments import BELGRADE
from states.text import say_date

NARROWEST = 120
"""Columns that a table may take where the answer goes into a file or a pipe."""

Plain = dict[str, object]
"""An answer in plain values, as machines get it."""


def as_json(answer: object) -> None:
    """The answer as JSON, in readable letters."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2, default=str) + "\n")


def console() -> Console:
    """The screen, as wide as it is; wide enough for a table where there is none."""
    screen = Console(highlight=False, markup=False, emoji=False)
    if not screen.is_terminal:
        screen.width = max(screen.width, NARROWEST)
    return screen


def lines(sentences: Iterable[str]) -> None:
    """Plain sentences, one a line."""
    for sentence in sentences:
        sys.stdout.write(f"{sentence}\n")


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
        return Text(say_date(day), "bold red"), Text(f"{-away} d overdue", "bold red")
    return Text(say_date(day)), "today" if away == 0 else f"in {away} d"


def words(name: str | None) -> str:
    """A name of the definitions as words: `documents submitted`."""
    return (name or "").replace("_", " ").replace("-", " ")


def who(person: str, role: str) -> str:
    """A person with their role, as far as it is known."""
    return f"{person} ({words(role)})" if person else words(role)


def moment(at: datetime) -> str:
    """An instant by the clock in Belgrade: `2026-11-20 14:05`."""
    return at.astimezone(BELGRADE).strftime("%Y-%m-%d %H:%M")


def day_json(day: date | None) -> str | None:
    """A civil date for machines: `2026-11-20`."""
    return day.isoformat() if day else None


def format_value(value: object) -> str:
    """A value in a cell: a date as people write it, a list with commas, None as nothing."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(format_value, value))
    return "" if value is None else str(value)
