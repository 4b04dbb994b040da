"""An XLSX file as cells of text: looked at before it is unpacked, and never without end."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Final

import xlsxwriter
from openpyxl import load_workbook

from states.frozen import frozen
from states.text import Text
from states.validation_error import ValidationError

SIGNATURE_OF_ARCHIVES: Final = b"PK\x03\x04"
MOST_UNPACKED: Final = 40_000_000
"""Bytes that a file's parts may come to: a sheet of 2,000 rows is a fortieth of it."""

MOST_PARTS: Final = 500
_DECLARATIONS: Final = (b"<!DOCTYPE", b"<!ENTITY")
"""What no spreadsheet holds, and a trap may: entities that grow as they are read."""


@frozen
class TableLimits:
    """The most that is read: bytes of a file, rows with something in them, columns, letters."""

    size: int = 5_000_000
    rows: int = 2_000
    columns: int = 60
    letters: int = 5_000


class UnreadableTable(ValidationError):
    """A file or a pasted text that is no table we read; the sentence says why and what to do."""

    def __init__(self, en: str, sr: str) -> None:
        super().__init__(Text(en, sr))


def cells_of(content: bytes, name: str, limits: TableLimits) -> Iterator[list[str]]:
    """The first sheet's rows, a list of texts each; dates as 2026-10-01, numbers as they are.

    Raises UnreadableTable for what is no workbook, or one that would unpack without end.
    """
    _check_archive(content, name)
    with _readable(name):
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not sheets:
            raise UnreadableTable("The workbook has no sheet.", "Датотека нема ниједан лист.")
        sheets[0].reset_dimensions()
        # Rows far apart are filled up with blank ones: what stands beyond is more than is read.
        rows = sheets[0].iter_rows(
            max_row=limits.rows * 5, max_col=limits.columns + 1, values_only=True
        )
        for row in rows:
            yield [_text(value) for value in row]
        book.close()


def template(titles: list[str], name: str) -> bytes:
    """An XLSX file with a heading to each column, for people to fill in; `name` is the sheet's."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet, bold = book.add_worksheet(name[:31]), book.add_format({"bold": True})
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, bold)
            sheet.set_column(column, column, max(12, len(title) + 2))
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()


@contextmanager
def _readable(name: str) -> Iterator[None]:
    """A file can be broken in as many ways as its reader has errors: each becomes a sentence."""
    try:
        yield
    except UnreadableTable:
        raise
    except Exception as error:
        raise _no_workbook(name) from error


def _check_archive(content: bytes, name: str) -> None:
    """Raises UnreadableTable for an archive that is no workbook, is too large, or is a trap."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if "xl/workbook.xml" not in archive.namelist():
                raise _no_workbook(name)
            if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_UNPACKED:
                raise UnreadableTable(
                    f"“{name}” unpacks to more than is read.",
                    f"„{name}“ се распакује у више него што се чита.",
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _declares(archive.read(part)):
                    raise _no_workbook(name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise _no_workbook(name) from error


def _declares(content: bytes) -> bool:
    plain = content.replace(b"\0", b"")  # also where it is written in UTF-16
    return any(word in plain for word in _DECLARATIONS)


def _no_workbook(name: str) -> UnreadableTable:
    return UnreadableTable(
        f"“{name}” can't be read as a spreadsheet. Save it as XLSX or CSV.",
        f"„{name}“ не може да се прочита као табела. Сачувајте је као XLSX или CSV.",
    )


def _text(value: object) -> str:
    """A cell as people read it: a whole number without a point, a date as it is typed in forms."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    return str(value)
