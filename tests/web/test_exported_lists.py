"""Each list can be taken along as XLSX and CSV: the lines of its page, with its filters."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from persistence import staff
from persistence.case_sets import CaseSet
from persistence.database import reading
from persistence.roster import roster
from persistence.staff import Member
from tests.web.browsing import LogIn, send
from tests.web.importing import read, rows_of
from tests.web.office_at_work import OfficeAtWork, at
from web.people import Person
from web.views.board_cases import every_board_case
from web.views.case_sets import office_today
from web.views.viewer import Viewer
from web.views.work_page import every_case, work_request

LISTS = (
    "work", "stuck", "given-up", "mails", "calls", "calls/1", "people/bmu", "acts", "reference",
    "reference/home-courses", "reference/home-courses/named", "reference/grading-tables",
    "reference/precedents",
    "reference/closures", "tokens", "webhooks",
    "board/escalations", "board/cases", "board/steps", "board/steps/stays", "board/cover",
    "tasks", "plans/week/2026-09-07", "calls/1/budget",
)  # fmt: skip
FULL = ("work", "stuck", "calls", "calls/1", "people/bmu", "reference", "board/cases")


def sheet(client: TestClient, address: str) -> list[list[Any]]:
    answer = client.get(f"/exports/{address}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    rows = load_workbook(io.BytesIO(answer.content)).active
    assert rows is not None
    return [[cell.value for cell in row] for row in rows.iter_rows()]


@pytest.mark.parametrize("name", LISTS)
def test_each_list_is_a_workbook_and_a_csv_file_with_the_same_lines(
    office: OfficeAtWork, log_in: LogIn, name: str
) -> None:
    office.apply("Ana Petrović")
    office.now = at("2026-09-01")
    dusan = log_in("dusan")
    rows = sheet(dusan, f"{name}.xlsx?tab=all")
    text = dusan.get(f"/exports/{name}.csv?tab=all").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert lines[0] == rows[0]
    assert len(lines) == len(rows)
    if name in FULL:
        assert len(rows) > 1


@pytest.mark.parametrize("page", ["/work", "/stuck", "/mails", "/calls", "/calls/1", "/people/bmu"])
def test_each_list_leads_to_its_file_with_the_filter_in_its_address(
    office: OfficeAtWork, log_in: LogIn, page: str
) -> None:
    office.apply("Ana Petrović")
    office.now = at("2026-09-01")
    dusan = log_in("dusan")
    text = dusan.get(f"{page}?q=ana&tab=all").text
    assert f'href="/exports{page}.xlsx?q=ana&amp;tab=all"' in text
    assert dusan.get(f"/exports{page}.csv?q=ana&tab=all").status_code == 200


def test_a_file_holds_the_lines_that_the_filter_leaves(office: OfficeAtWork, log_in: LogIn) -> None:
    number = office.apply("Ana Petrović")
    office.apply("Boris Savić")
    dusan = log_in("dusan")
    rows = sheet(dusan, "work.xlsx?tab=all&q=petrovic")
    assert [row[:2] for row in rows[1:]] == [[number, "Ana Petrović"]]
    due = rows[0].index("Due")
    assert isinstance(rows[1][due], datetime)


def test_a_name_that_looks_like_a_formula_stays_a_name(office: OfficeAtWork, log_in: LogIn) -> None:
    office.open("=cmd|'/c calc'!A0", address="evil@students.example")
    dusan = log_in("dusan")
    assert sheet(dusan, "work.xlsx?tab=all")[1][1] == "=cmd|'/c calc'!A0"
    text = dusan.get("/exports/work.csv?tab=all").content.decode("utf-8-sig")
    assert "'=cmd|" in text


def test_a_member_of_the_commission_takes_only_the_cases_of_its_calls(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.apply("Ana Petrović")
    assert len(sheet(log_in("m.ilic"), "work.xlsx?tab=all")) == 2
    assert len(sheet(log_in("tuda"), "work.xlsx?tab=all")) == 1
    assert log_in("m.ilic").get("/exports/stuck.xlsx").status_code == 403


def test_what_is_no_list_and_no_kind_of_file_is_not_found(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    dusan = log_in("dusan")
    for address in ("work.pdf", "calls/999.xlsx", "people/kgu.csv", "nothing.xlsx"):
        assert dusan.get(f"/exports/{address}").status_code in (404, 422)


def test_headings_are_written_in_the_language_of_the_page(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    dusan = log_in("dusan")
    dusan.cookies.set("language", "sr")
    assert sheet(dusan, "calls.xlsx")[0][1] == "Назив"
    text = dusan.get("/exports/calls.csv").content.decode("utf-8-sig")
    assert "Број;Назив;Установа" in text


def test_a_list_that_is_read_in_parts_is_the_whole_list_in_its_order(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    numbers = [office.apply(f"{name} Petrović") for name in ("Ana", "Boris", "Vida")]
    member, _ = found(office, "dusan")
    person = Person(member, (("bmu", "head_of_ico"),))
    request = work_request({"tab": "all", "sort": "candidate"})
    with reading(office.app.engine) as connection:
        viewer = Viewer(connection, office.app.office, person, office.now)
        parts = [case.number for case in every_case(viewer, request, 1)]
        whole = [case.number for case in every_case(viewer, request)]
    assert parts == whole == numbers


def found(office: OfficeAtWork, login: str) -> tuple[Member, str | None]:
    with reading(office.app.engine) as connection:
        entry = staff.find(connection, login)
    assert entry is not None
    return entry


def test_partners_that_were_taken_along_and_corrected_are_read_again(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    dusan = log_in("dusan")
    assert 'href="/exports/reference.csv?q=graz"' in dusan.get("/reference?q=graz").text
    assert len(sheet(dusan, "reference.xlsx?q=nowhere")) == 1
    text = dusan.get("/exports/reference.csv").content.decode("utf-8-sig")
    again = read(dusan, "/imports/partners/bmu", text)
    assert "stands in the register already" in rows_of(again)[2], "it reads what it wrote"
    preview = read(dusan, "/imports/partners/bmu", text.replace("incoming@", "office@"))
    assert "incoming@graz.example → office@graz.example" in rows_of(preview)[2]


def test_a_ranking_list_and_the_ledger_are_taken_along(office: OfficeAtWork, log_in: LogIn) -> None:
    number, dusan = office.apply("Ana Petrović"), log_in("dusan")
    assert dusan.get("/exports/calls/1/list.xlsx").status_code == 404, "none is published"
    office.score_by_all(number, 40)
    office.publish()
    _, row = sheet(dusan, "calls/1/list.xlsx")
    assert row == [1, number, "Ana Petrović", 80, "selected", "University of Graz"]
    assert 'href="/exports/calls/1/list.xlsx"' in dusan.get("/calls/1/list").text
    assert sheet(dusan, "board/escalations.xlsx")[0][:4] == ["Case", "Candidate", "Step", "Due"]


def test_grading_tables_that_were_taken_along_are_read_again(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    dusan, page = log_in("dusan"), "/reference/grading-tables"
    table = {"institution": "University of Graz", "from": "2026-10-01", "grades": "1; 40\n2; 60"}
    send(dusan, page, page, table)
    assert f'href="/exports{page}.xlsx"' in dusan.get(page).text
    _, best, _ = sheet(dusan, "reference/grading-tables.xlsx")
    assert best[0] == "University of Graz" and best[4:6] == ["1", 40]
    text = dusan.get(f"/exports{page}.csv").content.decode("utf-8-sig")
    assert "is table 1" in rows_of(read(dusan, "/imports/grading-tables/bmu", text))[2]


def test_closures_entered_here_and_in_the_settings_are_taken_along_as_dates(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    dusan, page = log_in("dusan"), "/reference/closures"
    closure = {"from": "2026-08-03", "to": "2026-08-07", "en": "Summer", "sr": "Лето"}
    send(dusan, page, page, closure)
    assert f'href="/exports{page}.xlsx' in dusan.get(f"{page}").text
    rows = sheet(dusan, "reference/closures.xlsx")
    assert [datetime(2026, 8, 3), datetime(2026, 8, 7), "Summer"] in rows  # noqa: DTZ001


def test_tokens_and_webhooks_are_taken_along_without_their_secrets(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    dusan, secrets = log_in("dusan"), []
    token = {"title": "Register", "roles": "head_of_ico", "until": "2026-06-30"}
    hook = {"title": "Faculty", "url": "https://faculty.example/told", "institution": "bmu"}
    for page, form in (("/tokens", token), ("/webhooks", hook)):
        answer = send(dusan, page, page, form)
        secrets += re.findall('<code class="secret">(.*?)</code>', answer.text)
        assert f'href="/exports{page}.xlsx' in dusan.get(page).text
    office.apply("Ana Petrović")
    assert len(secrets) == 2
    files = [
        dusan.get(f"/exports/{name}.csv").text for name in ("tokens", "webhooks", "webhooks/1")
    ]
    assert not [secret for secret in secrets for text in files if secret.split(".")[-1] in text]
    assert "Register" in files[0] and "https://faculty.example/told" in files[1]
    assert len(files[2].splitlines()) > 1, "what was told of the new case"
    assert log_in("vera").get("/exports/webhooks/1.csv").status_code == 403


def test_the_cases_behind_a_number_of_the_board_are_taken_along_in_parts(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    numbers = [office.apply(f"{name} Petrović") for name in ("Ana", "Boris", "Vida")]
    dusan = log_in("dusan")
    assert 'href="/exports/board/cases.csv?when=later"' in dusan.get("/board/cases?when=later").text
    rows = sheet(dusan, "board/cases.xlsx")
    assert [row[0] for row in rows[1:]] == numbers
    assert sheet(dusan, "board/cases.xlsx?host=Nowhere")[1:] == []
    with reading(office.app.engine) as connection:
        people = roster(connection)
        member, _ = found(office, "dusan")
        person = Person(member, (("bmu", "head_of_ico"),), people=people)
        viewer = Viewer(connection, office.app.office, person, office.now)
        today = office_today(viewer, people)
        parts = [case.number for case in every_board_case(viewer, CaseSet(), today, people, 2)]
    assert parts == numbers
