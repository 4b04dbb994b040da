"""Lists as spreadsheets, read back: dates are dates, and nothing that a person typed is run."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from states.text import LANGUAGES, Language, Text
from web.exports import Column, Export, Row, as_csv, as_xlsx

COLUMNS = (
    Column(Text("Candidate", "Кандидат"), 30),
    Column(Text("Due", "Рок")),
    Column(Text("At", "Када")),
    Column(Text("ECTS", "ЕСПБ")),
    Column(Text("Closed", "Завршено")),
)
EVIL = [
    "=1+1",
    "+381 11 2030 885",
    "-1",
    "@SUM(A1)",
    "=HYPERLINK(\"https://evil.example\")",
    "\t=1",
    " =1+1",
    "＝1",
    "|cmd",
]  # fmt: skip


def export(rows: Any) -> Export:
    return Export("cases", Text("Cases: [all]", "Предмети"), COLUMNS, rows)


def row(name: str) -> Row:
    moment = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
    return (name, date(2026, 3, 12), moment, Decimal("7.5"), True)


def read_xlsx(content: bytes) -> list[tuple[Any, ...]]:
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert sheet.freeze_panes == "A2"
    return list(sheet.iter_rows())


def read_csv(content: bytes, language: Language) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter="," if language == "en" else ";"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_has_dates_as_dates_and_numbers_as_numbers(language: Language) -> None:
    head, line = read_xlsx(b"".join(as_xlsx(export([row("Đorđević Љубица")]), language)))
    assert [cell.value for cell in head] == [column.title.in_(language) for column in COLUMNS]
    assert line[0].value == "Đorđević Љубица"
    assert (line[1].is_date, line[1].value) == (True, datetime(2026, 3, 12))  # noqa: DTZ001
    assert (line[2].is_date, line[2].value) == (True, datetime(2026, 3, 12, 9, 30))  # noqa: DTZ001
    assert (line[3].data_type, line[3].value) == ("n", 7.5)


@pytest.mark.parametrize("text", EVIL)
def test_a_workbook_runs_nothing_that_was_typed(text: str) -> None:
    _, line = read_xlsx(b"".join(as_xlsx(export([row(text)]), "en")))
    assert (line[0].data_type, line[0].hyperlink) == ("s", None)
    assert line[0].value == text


@pytest.mark.parametrize("text", EVIL)
def test_a_csv_file_runs_nothing_that_was_typed(text: str) -> None:
    _, line = read_csv(b"".join(as_csv(export([row(text)]), "en")), "en")
    assert line[0] == f"'{text}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_csv_file_is_read_by_excel_in_either_language(language: Language) -> None:
    content = b"".join(as_csv(export([row('Ana; "Petrović", Ђ\nтест')]), language))
    assert content.startswith(b"\xef\xbb\xbf")
    head, line = read_csv(content, language)
    assert head[1] == COLUMNS[1].title.in_(language)
    assert line[:3] == ['Ana; "Petrović", Ђ\nтест', "2026-03-12", "2026-03-12 09:30"]
    assert line[3] == ("7.5" if language == "en" else "7,5")


def test_what_fits_into_no_cell_is_cut_and_not_left_out() -> None:
    _, line = read_xlsx(b"".join(as_xlsx(export([row("x" * 40_000)]), "en")))
    assert len(line[0].value) == 32_767


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_a_long_list_needs_no_more_memory_than_a_short_one(write: Any) -> None:
    def rows(count: int) -> Iterator[Row]:
        for number in range(count):
            yield row(f"Candidate {number}")

    def peak(count: int) -> int:
        tracemalloc.start()
        for _ in write(export(rows(count)), "en"):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(6_000) < peak(600) + 500_000
