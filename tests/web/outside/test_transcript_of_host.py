"""The host's transcript: typed, pasted or read from a spreadsheet, seen first, then handed in."""

from __future__ import annotations

import html
import io

import pytest
from fastapi import FastAPI
from openpyxl import load_workbook

from persistence import submissions
from persistence.database import reading
from tests.web.browsing import LogIn, send
from tests.web.journey import conclude, drawn_up
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.outside.conftest import Guest
from tests.web.outside.test_submitting import dossier

TRANSCRIPT = "fact/transcript"


@pytest.fixture
def away(office: OfficeAtWork) -> str:
    """Ana's case while she is at the host, in November 2026."""
    number = drawn_up(office)
    conclude(office, number, "2026-04-13", "2026-04-14")
    office.advance(number, "start_mobility", {}, "2026-10-01")
    office.now = at("2026-11-02")
    return number


@pytest.fixture
def graz(office: OfficeAtWork, outside: FastAPI, away: str) -> Guest:
    host = Guest(office, "incoming@graz.example", outside)
    host.prove()
    return host


def typed(rows: list[tuple[str, str, str]]) -> dict[str, str]:
    """Courses in the rows of the form."""
    return {
        f"courses.{place}.{name}": value
        for place, row in enumerate(rows)
        for name, value in zip(("title", "ects", "grade"), row, strict=True)
    } | {f"courses.{place}.passed": "true" for place in range(len(rows))}


def test_courses_that_are_typed_are_accepted_as_the_hosts_transcript(
    office: OfficeAtWork, graz: Guest, away: str, log_in: LogIn
) -> None:
    assert graz.page().count("courses.7.title") > 0, "rows to type in, without scripts"
    rows = [("Databases", "7", "1"), ("Machine Learning", "7", "2")]
    assert graz.hand_in(TRANSCRIPT, {"language": "en", **typed(rows)}).status_code == 303
    assert dossier(office, away).transcript is None
    vera = log_in("vera")
    assert "Machine Learning" in vera.get(f"/cases/{away}").text
    send(vera, f"/cases/{away}", f"/cases/{away}/submissions/1/accept")
    transcript = dossier(office, away).transcript
    assert transcript is not None
    assert [(c.title, str(c.ects), c.grade) for c in transcript.courses] == rows


def test_courses_of_a_spreadsheet_are_shown_first_and_handed_in_by_a_second_act(
    office: OfficeAtWork, graz: Guest
) -> None:
    template = graz.browser.get(f"{graz.link}/tables/transcript/courses?lang=en")
    assert template.status_code == 200
    book = load_workbook(io.BytesIO(template.content))
    sheet = book.active
    assert sheet is not None
    headings = [cell.value for cell in sheet[1]]
    values = {"Title": "Databases", "ECTS": 7, "Grade": "1", "Passed": "yes"}
    sheet.append([values.get(str(heading)) for heading in headings])
    content = io.BytesIO()
    book.save(content)
    answer = graz.browser.post(
        f"{graz.link}/submit/{TRANSCRIPT}",
        data={"mark": "m", "table": "courses"},
        files={"table_file.courses": ("transcript.xlsx", content.getvalue())},
    )
    page = html.unescape(answer.text)
    assert answer.status_code == 422 and "nothing is recorded yet" in page
    assert 'value="Databases"' in page and "Nothing yet." in graz.page()


def test_pasted_cells_with_a_mistake_are_told_at_their_place(graz: Guest) -> None:
    cells = "Title\tECTS\tGrade\tPassed\nDatabases\tseven\t1\tyes"
    data = {"mark": "m", "table": "courses", "pasted_cells.courses": cells}
    answer = graz.send(TRANSCRIPT, data)
    page = html.unescape(answer.text)
    assert answer.status_code == 422 and 'value="seven"' in page
    assert "Please write a number." in page


def test_what_is_no_table_is_told_with_what_was_pasted(graz: Guest) -> None:
    answer = graz.send(TRANSCRIPT, {"mark": "m", "table": "courses"})
    assert answer.status_code == 422 and "Paste the cells, or choose a file." in answer.text
    assert graz.send(TRANSCRIPT, {"mark": "m", "table": "nothing"}).status_code == 404


def test_a_candidate_hands_in_no_transcript_of_the_host(
    office: OfficeAtWork, outside: FastAPI, away: str
) -> None:
    ana = Guest(office, "ana@students.example", outside)
    ana.prove()
    assert ana.send(TRANSCRIPT, {"mark": "m", **typed([("A", "7", "1")])}).status_code == 404
    assert ana.browser.get(f"{ana.link}/tables/transcript/courses").status_code == 404


def test_a_host_is_told_at_once_of_a_grade_that_its_own_table_does_not_have(
    office: OfficeAtWork, graz: Guest, away: str
) -> None:
    rows = typed([("Databases", "7", "1,3"), ("Machine Learning", "7", "2")])
    table = {
        f"grading_table.{place}.{name}": value
        for place, share in enumerate([("1", "20"), ("2", "80")])
        for name, value in zip(("grade", "percent"), share, strict=True)
    }
    mark = {"mark": "m", "language": "en"}
    answer = graz.send(TRANSCRIPT, {**mark, **rows, **table})
    assert answer.status_code == 422
    page = html.unescape(answer.text)
    assert "“Databases” was passed with 1,3" in page and 'value="Machine Learning"' in page
    with reading(office.app.engine) as connection:
        assert submissions.of_case(connection, office.case_id(away)) == []
    rows["courses.0.grade"] = "1"
    assert graz.send(TRANSCRIPT, {**mark, **rows, **table}).status_code == 303
