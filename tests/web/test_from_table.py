"""Courses, transcripts and decisions out of a spreadsheet: into the form, seen, then recorded."""

from __future__ import annotations

import html
import io
import re

import pytest
from httpx import Response
from openpyxl import load_workbook
from starlette.testclient import TestClient

from persistence.database import reading
from tests.web.browsing import LogIn, token_of
from tests.web.office_at_work import COURSES, OfficeAtWork
from tests.web.test_cases import accepted
from tests.web.test_decree import decreed
from tests.web.test_spreadsheets import workbook
from workflows.cases.status import load_case

MARKS = (
    "Предмет\tШифра\tЕСПБ\tОцена\tПоложено\n"
    "Databases\tINF.101\t7\t1,3\tда\nLogic\tINF.400\tseven\t2\tда\n"
)


def read(
    client: TestClient,
    number: str,
    form: str = "facts/transcript",
    listing: str = "courses",
    cells: str = "",
    file: tuple[str, bytes] | None = None,
    **fields: str,
) -> Response:
    page = client.get(f"/cases/{number}").text
    version = page.partition('name="version" value="')[2].partition('"')[0]
    data = {"token": token_of(client, "/work"), "version": version, "table": listing, **fields}
    data[f"pasted_cells.{listing}"] = cells
    files = {f"table_file.{listing}": file} if file else None
    return client.post(f"/cases/{number}/{form}", data=data, files=files)


def values(page: str, listing: str = "courses") -> dict[str, str]:
    pairs = re.findall(rf'value="([^"]*)" id="[^"]*" name="({listing}\.[^"]*)"', page)
    return {name: html.unescape(value) for value, name in pairs if value}


def test_pasted_rows_stand_in_the_form_with_each_error_at_its_cell_and_nothing_is_recorded(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, client = accepted(office), log_in("vera")
    answer = read(client, number, cells=MARKS)
    assert answer.status_code == 200
    assert "2 rows put into “Courses at the host”; nothing is recorded yet." in answer.text
    assert "To be corrected in the rows: 1." in answer.text
    rows = values(answer.text)
    assert rows["courses.0.title"] == "Databases"
    assert rows["courses.0.grade"] == "1,3"
    assert rows["courses.1.ects"] == "seven"
    problem = answer.text.partition('id="fact-transcript-courses.1.ects-problem"')[2]
    assert problem.startswith(">Please write a number.")
    assert _transcript(office, number) is None


def _transcript(office: OfficeAtWork, number: str) -> object:
    with reading(office.app.engine) as connection:
        return load_case(connection, office.case_id(number))[1].transcript


def test_a_file_is_read_as_pasted_cells_are(office: OfficeAtWork, log_in: LogIn) -> None:
    number, client = accepted(office), log_in("vera")
    content = workbook(
        ("Title", "Code", "ECTS", "Grade", "Passed", "Teacher"),
        *[(f"Course {n}", f"C.{n}", 6, 1.3, "yes", "X") for n in range(6)],
    )
    answer = read(client, number, file=("marks.xlsx", content))
    assert "6 rows put into" in answer.text
    assert "Not read: Teacher." in answer.text
    rows = values(answer.text)
    assert rows["courses.5.title"] == "Course 5"
    assert rows["courses.5.grade"] == "1.3"


def test_what_was_typed_stays_and_rows_of_the_same_name_are_completed(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, client = accepted(office), log_in("vera")
    fields = {
        "courses.0.title": "Databases", "courses.0.code": "INF.101", "field": "0613",
        "courses.1.title": "Robotics",
    }  # fmt: skip
    page = read(client, number, cells=MARKS, **fields).text
    rows = values(page)
    assert [rows[f"courses.{n}.title"] for n in range(3)] == ["Databases", "Robotics", "Logic"]
    assert rows["courses.0.grade"] == "1,3"
    assert 'value="0613"' in page


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({}, "Paste the cells, or choose a file."),
        ({"cells": "Title\tECTS\n"}, "There is no row below the header."),
        ({"file": ("a.xls", b"\xd0\xcf\x11\xe0")}, "in the old format of Excel"),
        ({"file": ("a.pdf", b"%PDF-1.7\x00")}, "is not a table"),
        ({"cells": "<script>alert(1)</script>\t" * 9}, "has more columns than are read"),
    ],
)
def test_what_can_t_be_read_is_told_at_its_field_and_nothing_is_lost(
    office: OfficeAtWork, log_in: LogIn, table: dict[str, object], sentence: str
) -> None:
    number, client = accepted(office), log_in("vera")
    answer = read(client, number, **{"courses.0.title": "Databases"}, **table)  # type: ignore[arg-type]
    assert answer.status_code == 422
    text = answer.text.partition('id="fact-transcript-table-courses-problem"')[2].partition("</p>")
    assert sentence in html.unescape(text[0])
    assert values(answer.text)["courses.0.title"] == "Databases"
    assert "<script>alert" not in answer.text
    problems = re.search(r'id="result".*?<ul class="problems">(.*?)</ul>', answer.text, re.DOTALL)
    assert problems is not None and sentence in html.unescape(problems[1]), "where one looks, too"


def test_rows_of_an_agreement_are_read_too(office: OfficeAtWork, log_in: LogIn) -> None:
    number, client = accepted(office), log_in("vera")
    table = "Course title\tReplaces at home\nOptics\tOptika\n"
    rows = values(read(client, number, "facts/agreement", cells=table).text)
    assert rows["courses.0.replaces.title"] == "Optika"


def test_rows_of_decisions_are_read_too(office: OfficeAtWork, log_in: LogIn) -> None:
    number, judge = decreed(office), log_in("ana.k")
    decisions = "Course\tHome course\nDatabases\tBaze podataka\n"
    page = read(judge, number, "facts/recognition", "decisions", decisions).text
    assert values(page, "decisions")["decisions.0.home.title"] == "Baze podataka"


def test_a_change_of_the_agreement_reads_its_rows_in_the_steps_form(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = accepted(office)
    agreement = {"language": "en", "semesters": 1, "courses": COURSES}
    office.record(number, "agreement", agreement, "2026-05-11")
    for party in ("student", "academic_coordinator", "rector", "host"):
        signature = {"document": "learning_agreement", "party": party, "on": "2026-05-12"}
        office.record(number, "signature", signature, "2026-05-12")
    office.advance(number, "sign_learning_agreement", {}, "2026-05-13", "academic_coordinator")
    table = "Title\tCode\tECTS\nOptics\tPHY.1\t7\n"
    page = read(log_in("vera"), number, "steps/change_agreement", cells=table).text
    assert values(page)["courses.0.title"] == "Optics"
    assert "nothing is recorded yet" in page


def test_rows_that_are_read_on_an_old_page_say_who_changed_the_case(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, client = accepted(office), log_in("vera")
    answer = read(client, number, cells=MARKS, version="1")
    assert answer.status_code == 409
    assert "While you were looking" in answer.text
    assert values(answer.text)["courses.0.title"] == "Databases", "and nothing is lost"


@pytest.mark.parametrize("language", ["en", "sr", "sr-Latn"])
def test_a_template_has_the_headings_of_the_form_and_is_read_back(
    office: OfficeAtWork, log_in: LogIn, language: str
) -> None:
    number, client = accepted(office), log_in("vera")
    client.get(f"/language/{language}")
    answer = client.get(f"/cases/{number}/tables/transcript/courses")
    book = load_workbook(io.BytesIO(answer.content))
    assert book.active is not None
    headings = [cell.value for cell in next(book.active.iter_rows())]
    assert headings[:2] == {"en": ["Title", "ECTS"], "sr": ["Назив", "ЕСПБ"]}.get(
        language, ["Naziv", "ESPB"]
    )
    book.active.append(["Databases", 7, "1", "yes"])
    content = io.BytesIO()
    book.save(content)
    client.get("/language/en")
    page = read(client, number, file=("t.xlsx", content.getvalue())).text
    assert values(page)["courses.0.title"] == "Databases"


def test_a_list_that_the_form_does_not_have_is_a_clean_404(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, client = accepted(office), log_in("vera")
    for path in ("transcript/decisions", "insurance/from", "nothing/x"):
        assert client.get(f"/cases/{number}/tables/{path}").status_code == 404
    assert read(client, number, listing="decisions", cells=MARKS).status_code == 404
