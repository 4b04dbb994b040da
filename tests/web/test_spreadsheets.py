"""Spreadsheets: what is read of a file or of pasted cells, and what is refused with a sentence."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from states.text import Text
from web.forms.spreadsheets import TextRow, read_file, read_pasted
from web.forms.tables import Column, TableRow, folded, read_table, template_of
from web.forms.workbooks import TableLimits, UnreadableTable

COLUMNS = (
    Column("title", (Text("Title", "Назив"), Text("Course", "Предмет"))),
    Column("code", (Text("Code", "Шифра"),)),
    Column("ects", (Text("ECTS", "ЕСПБ"), Text("Credits", "Број бодова"))),
)


def workbook(*rows: tuple[object, ...]) -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.save(buffer)
    return buffer.getvalue()


def cells(rows: tuple[TextRow, ...]) -> list[tuple[str, ...]]:
    return [row.cells for row in rows]


def test_a_workbook_is_read_with_numbers_and_dates_as_people_type_them() -> None:
    content = workbook(
        ("Title", "ECTS", "Hours", "On", "At"),
        ("Databases", 7, 7.5, date(2026, 10, 1), datetime.fromisoformat("2026-10-02T09:30")),
        (None, None),
        ("Statistics", 0.1, True),
    )
    rows = read_file(content, "courses.xlsx")
    assert cells(rows)[1:] == [
        ("Databases", "7", "7.5", "2026-10-01", "2026-10-02"),
        ("Statistics", "0.1", "true"),
    ]
    assert [row.line for row in rows] == [1, 2, 4], "a row is named as the sheet counts it"


def test_a_formula_counts_by_the_value_that_was_saved_with_it() -> None:
    content = workbook(("ECTS",), ("=3+4",))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert b"<f>3+4</f>" in sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"<f>3+4</f><v />", b"<f>3+4</f><v>7</v>")
    assert cells(read_file(_packed(parts), "a.xlsx")) == [("ECTS",), ("7",)]


def _packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
def test_a_csv_file_is_read_in_the_encodings_in_which_offices_save_it(encoding: str) -> None:
    text = "Naziv;ESPB\r\nMašinsko učenje;7,5\r\n"
    rows = read_file(text.encode(encoding), "predmeti.csv")
    assert cells(rows) == [("Naziv", "ESPB"), ("Mašinsko učenje", "7,5")]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Databases, advanced\t7\r\n", ("Databases, advanced", "7")),
        ("Databases, advanced;7\n", ("Databases, advanced", "7")),
        ('"Databases, advanced",7\n', ("Databases, advanced", "7")),
        ('"Databases\nand more"\t7\n', ("Databases\nand more", "7")),
        ("Databases\n", ("Databases",)),
    ],
)
def test_pasted_cells_are_parted_as_they_were_copied(text: str, first: tuple[str, ...]) -> None:
    assert read_pasted(text)[0].cells == first


def _bomb() -> bytes:
    parts = {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * 41_000_000}
    return _packed(parts)


def _entities() -> bytes:
    content = workbook(("Title",), ("Databases",))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    trap = f'<!DOCTYPE a [<!ENTITY b "boom">]>{sheet}'
    return _packed({**parts, "xl/worksheets/sheet1.xml": trap.encode("utf-16")})


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\n \n", "There is nothing in the table."),
        (b"x" * 5_000_001, "larger than 5 MB"),
        (b"\xd0\xcf\x11\xe0 old", "old format of Excel"),
        (b"%PDF-1.7\n\x00\x01", "is not a table"),
        (b"\x81\x98\x00", "is not a table"),
        (b"PK\x03\x04 broken", "can't be read as a spreadsheet"),
        (_packed({"word/document.xml": b"<a/>"}), "can't be read as a spreadsheet"),
        (_packed({"xl/workbook.xml": b"<a>"}), "can't be read as a spreadsheet"),
        (_bomb(), "unpacks to more than is read"),
        (_entities(), "can't be read as a spreadsheet"),
    ],
    ids=range(11),
)
def test_what_is_no_table_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableTable) as refusal:
        read_file(content, "a.xlsx")
    assert sentence in refusal.value.message.en


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a\n" * 4, "more than 3 rows"),
        ("a\tb\tc\td", "Row 1 has more than 3 columns"),
        ("a\tb\nc\tdefghijk", "A cell in row 2 has more than 5 letters"),
        ("a\x00b", "is not a table"),
        ("x" * 101, "too much to paste"),
    ],
)
def test_a_table_beyond_the_limits_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(UnreadableTable) as refusal:
        read_pasted(text, TableLimits(size=100, rows=3, columns=3, letters=5))
    assert sentence in refusal.value.message.en


def test_a_sheet_whose_last_row_stands_far_below_is_not_filled_up() -> None:
    content = workbook(("Title",), ("Databases",))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    far = b'<row r="1048576"><c r="A1048576" t="n"><v>1</v></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", far)
    assert cells(read_file(_packed(parts), "far.xlsx")) == [("Title",), ("Databases",)]


@pytest.mark.parametrize(
    "strategy", [st.binary(max_size=300), st.binary().map(b"PK\x03\x04".__add__)]
)
def test_no_file_breaks_the_reader(strategy: st.SearchStrategy[bytes]) -> None:
    @given(strategy)
    def never_raises_anything_else(content: bytes) -> None:
        try:
            rows = read_file(content, "any.csv")
        except UnreadableTable:
            return
        assert all(any(row.cells) for row in rows)

    never_raises_anything_else()


@pytest.mark.parametrize(
    "header",
    ["Course\tCredits\tCode", "НАЗИВ\tЕСПБ\tШифра", "naziv \tespb\tšifra", "predmet\tESPB:\tSIFRA"],
)
def test_a_header_is_recognised_in_both_languages_and_scripts_in_any_order(header: str) -> None:
    table = read_table(read_pasted(f"Предмети\n\n{header}\nDatabases\t7\tINF.1\n"), COLUMNS)
    assert table.headed
    assert table.rows == (TableRow(4, {"title": "Databases", "ects": "7", "code": "INF.1"}),)


def test_a_column_that_is_not_ours_is_named_and_left_out() -> None:
    table = read_table(read_pasted("Title\tTeacher\tECTS\tECTS\nA\tB\t7\t8\n"), COLUMNS)
    assert table.rows[0].texts == {"title": "A", "ects": "7"}
    assert table.left_out == ("Teacher", "ECTS")


def test_without_a_header_the_columns_are_those_of_the_template() -> None:
    table = read_table(read_pasted("Databases\tINF.1\t7\n"), COLUMNS)
    assert not table.headed
    assert table.rows[0].texts == {"title": "Databases", "code": "INF.1", "ects": "7"}
    with pytest.raises(UnreadableTable, match="more columns than are read"):
        read_table(read_pasted("a\tb\tc\td\n"), COLUMNS)
    with pytest.raises(UnreadableTable, match="no row below the header"):
        read_table(read_pasted("Title\tECTS\n"), COLUMNS)


@pytest.mark.parametrize("language", ["en", "sr", "sr-Latn"])
def test_a_template_that_is_filled_in_is_read_back(language: str) -> None:
    content = template_of(COLUMNS, language, "courses")  # type: ignore[arg-type]
    book = load_workbook(io.BytesIO(content))
    assert book.active is not None
    book.active.append(["Databases", "INF.1", 7])
    buffer = io.BytesIO()
    book.save(buffer)
    table = read_table(read_file(buffer.getvalue(), "t.xlsx"), COLUMNS)
    assert table.rows[0].texts == {"title": "Databases", "code": "INF.1", "ects": "7"}


def test_headings_are_compared_without_marks_case_and_signs() -> None:
    assert folded("Број ЕСПБ-бодова ") == folded("broj espb bodova")
    assert folded("Đorđe") == folded("ЂОРЂЕ") == "dorde"
