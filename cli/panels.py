"""Framed passages on the screen, and names with their values."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from cli.show import format_value
from cli.tables import console


def panel(title: str, content: RenderableType, style: str = "none") -> None:
    """A framed passage under a title; a plain string is shown as it is."""
    inside = Text(content) if isinstance(content, str) else content
    framed_panel = Panel(inside, title=Text(title, "bold"), title_align="left", border_style=style)
    console().print(framed_panel)


def facts(values: Mapping[str, object]) -> RenderableType:
    """Names and values in two columns; what is None is left out."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in values.items():
        if value is not None and value != "":
            grid.add_row(Text(name, "dim"), Text(format_value(value)))
    return grid
