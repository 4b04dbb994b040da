"""A table that came from a spreadsheet: which of its columns is which, as its header says.

Headers are recognised in English and in Serbian of both scripts, without regard to case, marks
over letters and signs. Without a header the columns are taken in the order of the template.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from states.frozen import frozen
from states.text import Language, Text, to_latin
from web.forms.spreadsheets import TextRow
from web.forms.workbooks import UnreadableTable, template

LINES_ABOVE: Final = 10
"""A header stands among the first rows: a title or a note may stand above it."""

_SIGNS: Final = re.compile(r"[\W_]+")
_LETTERS: Final = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae"})


@frozen
class Column:
    """A column that is read: the name of its field, and what a header may call it, the first
    as a template does."""

    name: str
    titles: tuple[Text, ...]


@frozen
class TableRow:
    """A row of a table: its line in the sheet, and its texts by the names of the columns."""

    line: int
    texts: Mapping[str, str]


@frozen
class ReadTable:
    """The rows under the header. `headed` tells whether there was one; `left_out` are the
    headings that are no column of ours, of which nothing is read."""

    rows: tuple[TableRow, ...]
    headed: bool
    left_out: tuple[str, ...] = ()


def read_table(rows: Sequence[TextRow], columns: Sequence[Column]) -> ReadTable:
    """The rows by the names of their columns; raises UnreadableTable where there is none below
    the header, or more columns than ours where there is no header."""
    by_title = {folded(t): c.name for c in columns for title in c.titles for t in _all(title)}
    place = _place_of_header(rows[:LINES_ABOVE], by_title)
    if place is None:
        return _without_header(rows, columns)
    header, below = rows[place], rows[place + 1 :]
    names: dict[int, str] = {}
    for column, title in enumerate(header.cells):
        name = by_title.get(folded(title))
        if name is not None and name not in names.values():
            names[column] = name
    if not below:
        raise UnreadableTable(
            "There is no row below the header.", "Испод заглавља нема ниједног реда."
        )
    left_out = tuple(t for n, t in enumerate(header.cells) if t and n not in names)
    return ReadTable(tuple(_named(row, names) for row in below), True, left_out)


def template_of(columns: Sequence[Column], language: Language, name: str) -> bytes:
    """The columns as an XLSX file to be filled in, with headings in a language."""
    return template([column.titles[0].in_(language) for column in columns], name)


def folded(title: str) -> str:
    """A heading as it is compared: Latin letters without marks, no case, no signs, no blanks."""
    latin = to_latin(title).casefold().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(c))
    return _SIGNS.sub("", bare)


def _all(title: Text) -> tuple[str, str]:
    return title.en, title.sr


def _place_of_header(rows: Sequence[TextRow], by_title: Mapping[str, str]) -> int | None:
    """The first row most of whose cells are headings; a table of one column has one."""
    for place, row in enumerate(rows):
        cells = [folded(cell) for cell in row.cells if cell]
        if sum(cell in by_title for cell in cells) * 2 > len(cells):
            return place
    return None


def _without_header(rows: Sequence[TextRow], columns: Sequence[Column]) -> ReadTable:
    widest = max(rows, key=lambda row: len(row.cells))
    if len(widest.cells) > len(columns):
        titles = ", ".join(column.titles[0].en for column in columns)
        titles_sr = ", ".join(column.titles[0].sr for column in columns)
        raise UnreadableTable(
            f"Row {widest.line} has more columns than are read, and no row is a header that we "
            f"know. Put one above: {titles}.",
            f"Ред {widest.line} има више колона него што се чита, а ниједан ред није познато "
            f"заглавље. Додајте заглавље: {titles_sr}.",
        )
    names = {place: column.name for place, column in enumerate(columns)}
    return ReadTable(tuple(_named(row, names) for row in rows), False)


def _named(row: TextRow, names: Mapping[int, str]) -> TableRow:
    texts = ((name, row.cell(column)) for column, name in names.items())
    return TableRow(row.line, {name: text for name, text in texts if text})
