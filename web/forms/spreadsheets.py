"""A spreadsheet as rows of text: an XLSX or CSV file, or what was copied out of one and pasted.

What the rows mean is read elsewhere (`web.forms.tables`). A formula counts by its value; nothing in
a file is run, followed or unpacked beyond the limits.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from states.frozen import frozen
from web.forms.workbooks import SIGNATURE_OF_ARCHIVES, TableLimits, UnreadableTable, cells_of

LIMITS: Final = TableLimits()
SIGNATURE_OF_OLD_FILES: Final = b"\xd0\xcf\x11\xe0"
ENCODINGS: Final = ("utf-8-sig", "cp1250")
"""Tried in turn. Nearly every text that is not UTF-8 is some text in the second."""

DELIMITERS: Final = ("\t", ";", ",")
_UNWRITTEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@frozen
class TextRow:
    """A row with something in it; `line` is where it stands in the sheet, counted from 1."""

    line: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """The text in a column counted from 0; empty where the row ends before it."""
        return self.cells[column] if column < len(self.cells) else ""


def read_file(content: bytes, name: str, limits: TableLimits = LIMITS) -> tuple[TextRow, ...]:
    """The rows of an XLSX file's first sheet, or of a CSV file; blank rows are left out.

    Raises UnreadableTable with a sentence that says what to do.
    """
    if not content:
        raise UnreadableTable("The file is empty.", "Датотека је празна.")
    if len(content) > limits.size:
        most = limits.size // 1_000_000
        raise UnreadableTable(
            f"“{name}” is larger than {most} MB, which is the most that is read.",
            f"„{name}“ је веће од {most} MB, колико се највише чита.",
        )
    if content.startswith(SIGNATURE_OF_OLD_FILES):
        raise UnreadableTable(
            f"“{name}” is in the old format of Excel, or locked by a password. "
            "Save it as XLSX or CSV without a password.",
            f"„{name}“ је у старом формату програма Excel или под лозинком. "
            "Сачувајте га као XLSX или CSV без лозинке.",
        )
    if content.startswith(SIGNATURE_OF_ARCHIVES):
        return _rows(enumerate(cells_of(content, name, limits), start=1), limits)
    return _rows(_lines(_decoded(content, name)), limits)


def read_pasted(text: str, limits: TableLimits = LIMITS) -> tuple[TextRow, ...]:
    """The rows of cells that were copied in a spreadsheet and pasted: parted by tabs as a rule.

    Raises UnreadableTable.
    """
    if len(text) > limits.size:
        raise UnreadableTable("That is too much to paste.", "Налепљено је превише текста.")
    if _UNWRITTEN.search(text):
        raise _no_text("What was pasted", "Оно што је налепљено")
    return _rows(_lines(text), limits)


def _decoded(content: bytes, name: str) -> str:
    """A file's text; raises UnreadableTable for a file that is none."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: Sequence[str] = ("utf-16",)
    else:
        encodings = ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _UNWRITTEN.search(text):
            return text
    raise _no_text(f"“{name}”", f"„{name}“")


def _no_text(subject: str, what_sr: str) -> UnreadableTable:
    return UnreadableTable(
        f"{subject} is not a table: an XLSX file, a CSV file, or cells copied in a spreadsheet.",
        f"{what_sr} није табела: XLSX или CSV датотека, или поља копирана из табеле.",
    )


def _lines(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Each row with its line; a cell in quotes may hold the delimiter and new lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        yield from enumerate(reader, start=1)
    except csv.Error:
        raise _no_text("What was sent", "Оно што је послато") from None


def _delimiter(text: str) -> str:
    """What parts the cells: a tab, else a semicolon, else a comma; by the first line that is not
    blank, in which a title rarely holds either of the first two."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    unquoted_line = re.sub(r'"[^"]*"', "", first)
    return next((mark for mark in DELIMITERS if mark in unquoted_line), "\t")


def _rows(lines: Iterable[tuple[int, Sequence[str]]], limits: TableLimits) -> tuple[TextRow, ...]:
    rows: list[TextRow] = []
    for line, cells in lines:
        texts = tuple(cell.strip() for cell in cells)
        while texts and not texts[-1]:
            texts = texts[:-1]
        if not texts:
            continue
        rows.append(TextRow(line, texts))
        _check_size(rows, limits)
    if not rows:
        raise UnreadableTable("There is nothing in the table.", "У табели нема ничега.")
    return tuple(rows)


def _check_size(rows: Sequence[TextRow], limits: TableLimits) -> None:
    """Judged row by row, so that nothing beyond the limits is ever held."""
    newest = rows[-1]
    if len(rows) > limits.rows:
        raise UnreadableTable(
            f"The table has more than {limits.rows} rows. Take it in parts.",
            f"Табела има више од {limits.rows} редова. Унесите је у деловима.",
        )
    if len(newest.cells) > limits.columns:
        raise UnreadableTable(
            f"Row {newest.line} has more than {limits.columns} columns.",
            f"Ред {newest.line} има више од {limits.columns} колона.",
        )
    if any(len(cell) > limits.letters for cell in newest.cells):
        raise UnreadableTable(
            f"A cell in row {newest.line} has more than {limits.letters} letters.",
            f"Једно поље у реду {newest.line} има више од {limits.letters} знакова.",
        )
