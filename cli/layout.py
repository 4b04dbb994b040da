"""Tables of many rows, laid out in one pass.

rich's own table measures and cuts every cell several times: of a list of the office that took
longer than to find it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.console import Console
from rich.text import Text

INDENT, GAP = "  ", "  "
NARROWEST = 8
"""Columns of the screen that a folded column keeps; its head is kept whole too."""


def layout_table(columns: Sequence[str], rows: Sequence[Sequence[Text]], screen: Console) -> Text:
    """The table as one text: the heads, a line, the rows; what is too long is folded.

    The first column, what the row is about, is never folded.
    """
    heads = [Text(column, "bold") for column in columns]
    natural = [max(cell.cell_len for cell in column) for column in zip(heads, *rows, strict=True)]
    least = [natural[0], *(max(NARROWEST, head.cell_len) for head in heads[1:])]
    gaps = len(GAP) * (len(columns) - 1)
    widths = _fit(natural, least, screen.width - gaps - 2 * len(INDENT))
    rule = Text(f" {'─' * (sum(widths) + gaps + len(INDENT))}", "dim")
    body = [line for row in rows for line in _lines_of(row, widths, screen)]
    return Text("\n").join([*_lines_of(heads, widths, screen), rule, *body])


def _fit(natural: Sequence[int], least: Sequence[int], available: int) -> list[int]:
    """The widths, taken from the widest column first until all fit into what is available."""
    widths = list(natural)
    for _ in range(sum(widths) - available):
        shrinkable = [column for column, width in enumerate(widths) if width > least[column]]
        if not shrinkable:
            break
        widths[max(shrinkable, key=widths.__getitem__)] -= 1
    return widths


def _lines_of(cells: Sequence[Text], widths: Sequence[int], screen: Console) -> Iterator[Text]:
    columns = [_fold(cell, width, screen) for cell, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*columns, fillvalue=Text()):
        line, padding = Text(INDENT), 0
        for part, width in zip(parts, widths, strict=True):
            line.append(" " * padding).append_text(part)
            padding = width - part.cell_len + len(GAP)
        line.rstrip()
        yield line


def _fold(cell: Text, width: int, screen: Console) -> Sequence[Text]:
    if cell.cell_len <= width and "\n" not in cell.plain:
        return [cell]
    return list(cell.wrap(screen, width, overflow="fold"))
