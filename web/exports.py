"""Lists as spreadsheets: XLSX, where a date is a date, and CSV; nothing in them is ever run.

Rows are written as they are read, so that a list of a hundred thousand cases needs no more memory
than a page of it. What a person typed stays text: an XLSX cell is written as a string whatever it
begins with; in CSV, which knows no types, an apostrophe stands before what a spreadsheet would run.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Final, Literal

import xlsxwriter
from starlette.responses import StreamingResponse
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from states.frozen import frozen
from states.localization import format_decimal
from states.moments import BELGRADE
from states.text import Language, Text

Kind = Literal["xlsx", "csv"]
Cell = Text | str | bool | int | Decimal | date | datetime | None
Row = Sequence[Cell]

MEDIA_TYPES: Final[Mapping[Kind, str]] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
LONGEST_CELL: Final = 32_767
"""Letters that a spreadsheet takes in a cell."""

_RUN: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")
"""What a cell begins with that a spreadsheet would run as a formula, full width ones too."""

_CHUNK: Final = 64 * 1024
_DAY_FORMATS: Final = {"en": "d mmm yyyy", "sr": 'd"."m"."yyyy"."'}
YES: Final = Text("yes", "да")
NO: Final = Text("no", "не")


@frozen
class Column:
    """A column of a list: its heading, and how wide it is, in letters."""

    title: Text
    width: int = 16


@frozen
class Export:
    """A list to be taken along. `stem` begins the file's name; `rows` are read once, as written."""

    stem: str
    title: Text
    columns: tuple[Column, ...]
    rows: Iterable[Row]


def download(export: Export, kind: Kind, language: Language, today: date) -> StreamingResponse:
    """The list as a file, sent while it is made. `today` is the civil date in its name."""
    content = as_xlsx(export, language) if kind == "xlsx" else as_csv(export, language)
    name = f"{export.stem}-{today}.{kind}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(content, media_type=MEDIA_TYPES[kind], headers=headers)


def as_csv(export: Export, language: Language) -> Iterator[bytes]:
    """The list as CSV in UTF-8 with its mark, so that Excel reads Cyrillic.

    In Serbian a semicolon parts the cells, as Excel with Serbian settings expects it (its numbers
    have commas), in English a comma. Dates are written 2026-03-12, which every spreadsheet knows.
    """
    line = io.StringIO()
    writer = csv.writer(line, delimiter="," if language == "en" else ";", lineterminator="\r\n")
    yield b"\xef\xbb\xbf"
    writer.writerow([defused(column.title.in_(language)) for column in export.columns])
    for row in export.rows:
        writer.writerow([_in_csv(cell, language) for cell in row])
        if line.tell() > _CHUNK:
            yield _taken_from(line)
    yield _taken_from(line)


def _taken_from(line: io.StringIO) -> bytes:
    content = line.getvalue().encode()
    line.seek(0)
    line.truncate()
    return content


def _in_csv(cell: Cell, language: Language) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return (YES if cell else NO).in_(language)
        case datetime():
            return f"{cell.astimezone(BELGRADE):%Y-%m-%d %H:%M}"
        case date():
            return cell.isoformat()
        case Decimal():
            return format_decimal(cell, language)
        case int():
            return str(cell)
        case Text():
            return defused(cell.in_(language))
    return defused(cell)


def defused(text: str) -> str:
    """A text that no spreadsheet runs: with an apostrophe before what would be a formula."""
    begins = text.lstrip()[:1]
    return f"'{text}" if (begins and begins in _RUN) or text[:1] in ("\t", "\r", "\n") else text


def as_xlsx(export: Export, language: Language) -> Iterator[bytes]:
    """The list as a workbook of one sheet, its header frozen; row by row by way of the disk."""
    with tempfile.TemporaryFile() as file:
        _write_workbook(export, language, file)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def _write_workbook(export: Export, language: Language, file: IO[bytes]) -> None:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": False,
    }
    with xlsxwriter.Workbook(file, options) as workbook:
        sheet = workbook.add_worksheet(_tab_name(export.title.in_(language)))
        day = _DAY_FORMATS["en" if language == "en" else "sr"]
        formats = {
            "head": workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
            "day": workbook.add_format({"num_format": day, "align": "left"}),
            "moment": workbook.add_format({"num_format": f"{day} hh:mm", "align": "left"}),
        }
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(export.columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.title.in_(language), formats["head"])
        for number, row in enumerate(export.rows, start=1):
            for place, cell in enumerate(row):
                _write_cell(sheet, (number, place), cell, language, formats)


def _write_cell(
    sheet: Worksheet,
    at: tuple[int, int],
    cell: Cell,
    language: Language,
    formats: Mapping[str, Format],
) -> None:
    """One cell, by what it holds and never by how it looks."""
    match cell:
        case None:
            return
        case bool():
            sheet.write_string(*at, (YES if cell else NO).in_(language))
        case datetime():
            local = cell.astimezone(BELGRADE).replace(tzinfo=None)
            sheet.write_datetime(*at, local, formats["moment"])
        case date():
            sheet.write_datetime(*at, _midnight(cell), formats["day"])
        case int() | Decimal():
            sheet.write_number(*at, float(cell))
        case Text():
            sheet.write_string(*at, cell.in_(language)[:LONGEST_CELL])
        case _:
            sheet.write_string(*at, cell[:LONGEST_CELL])


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a workbook knows no time zones


def _tab_name(title: str) -> str:
    """At most 31 letters, and none of those that a sheet's name may not have."""
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in title)[:31].strip() or "1"


def titled(titles: Iterable[Text | Any]) -> Text:
    """Several titles in one cell, with commas between them."""
    texts = list(titles)
    return Text(", ".join(text.en for text in texts), ", ".join(text.sr for text in texts))
