"""The template of an import: a file to be filled in, with an explanation of its columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from states.frozen import frozen
from states.text import Language, Text
from web.importing.columns import ImportColumn
from web.messages.importing import IMPORTING

LONGEST_LIST: Final = 255
"""Letters that a spreadsheet's own list of choices may have altogether."""

_ACCEPTED: Final = {
    "date": Text("a date: 2026-12-31 or 31.12.2026", "датум: 31.12.2026. или 2026-12-31"),
    "number": Text("a number", "број"),
    "whole": Text("a whole number", "цео број"),
    "yesno": Text("yes; no", "да; не"),
    "country": Text("AT, or Austria", "AT или Аустрија"),
}
_HEADINGS: Final = ("import_column", "import_meaning", "import_accepted", "import_example")
_ROWS: Final = 2_000


@frozen
class ColumnHelp:
    """A column as it is explained, on the page and in the template."""

    title: Text
    required: bool
    hint: Text
    accepted: Text
    example: Text


def explained(columns: Sequence[ImportColumn]) -> list[ColumnHelp]:
    """The columns of the template, each with what may be written in it."""
    return [
        ColumnHelp(column.title, column.required, column.hint, _accepted(column), column.example)
        for column in columns
        if column.in_template
    ]


def _accepted(column: ImportColumn) -> Text:
    if column.options:
        titles = [title for _, title in column.options]
        return Text("; ".join(t.en for t in titles), "; ".join(t.sr for t in titles))
    most = column.longest
    at_most = Text(f"text, at most {most} letters", f"текст, највише {most} знакова")
    return _ACCEPTED.get(column.kind, at_most)


def csv_template(columns: Sequence[ImportColumn], language: Language) -> bytes:
    """The header as CSV, as a spreadsheet with the language's settings opens it."""
    line = io.StringIO()
    delimiter = "," if language == "en" else ";"
    titles = [column.title.in_(language) for column in columns if column.in_template]
    csv.writer(line, delimiter=delimiter, lineterminator="\r\n").writerow(titles)
    return b"\xef\xbb\xbf" + line.getvalue().encode()


def xlsx_template(columns: Sequence[ImportColumn], title: Text, language: Language) -> bytes:
    """A workbook: the header to be filled in below, and a page that explains the columns."""
    buffer = io.BytesIO()
    asked_columns = [column for column in columns if column.in_template]
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        text_format = book.add_format({"num_format": "@"})
        rows = book.add_worksheet(title.in_(language)[:31])
        rows.freeze_panes(1, 0)
        for place, column in enumerate(asked_columns):
            heading = column.title.in_(language)
            rows.write_string(0, place, heading, bold)
            as_written = None if column.kind in ("date", "number", "whole") else text_format
            rows.set_column(place, place, max(14, len(heading) + 2), as_written)
            _list_choices(rows, place, column, language)
        help_page = book.add_worksheet(IMPORTING["import_columns"].in_(language)[:31])
        wrapped_format = book.add_format({"text_wrap": True, "valign": "top"})
        for place, width in enumerate((30, 50, 60, 26)):
            help_page.write_string(0, place, IMPORTING[_HEADINGS[place]].in_(language), bold)
            help_page.set_column(place, place, width, wrapped_format)
        for number, of_column in enumerate(explained(columns), start=1):
            for place, text in enumerate(_line(of_column)):
                help_page.write_string(number, place, text.in_(language), wrapped_format)
    return buffer.getvalue()


def _line(column: ColumnHelp) -> tuple[Text, ...]:
    needed_word = IMPORTING["import_needed"]
    title = column.title
    if column.required:
        title = Text(f"{title.en} ({needed_word.en})", f"{title.sr} ({needed_word.sr})")
    return title, column.hint, column.accepted, column.example


def _list_choices(rows: Worksheet, place: int, column: ImportColumn, language: Language) -> None:
    """A list to choose from in each cell of the column, where a spreadsheet can hold it."""
    choices = [title.in_(language) for _, title in column.options]
    if column.kind == "yesno":
        choices = [text.strip() for text in _ACCEPTED["yesno"].in_(language).split(";")]
    if choices and len(",".join(choices)) <= LONGEST_LIST and not any("," in c for c in choices):
        rule = {"validate": "list", "source": choices, "error_type": "warning"}
        rows.data_validation(1, place, _ROWS, place, rule)
