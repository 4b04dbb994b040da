"""International projects on the pages: opened, led, in every list, and with their mobilities."""

from __future__ import annotations

import html
from datetime import date

import pytest
from starlette.testclient import TestClient

from persistence import staff
from persistence.database import reading, write_transaction
from persistence.staff import Assignment, Member
from tests.web.browsing import LogIn, send
from tests.web.office_at_work import OfficeAtWork, password_hash
from tests.web.test_money import granted
from workflows.cases.status import load_case

NEW = "/calls/requests/bmu/international-project"
BRIDGE = {
    "name": "Digital Bridge", "name_in_other_script": "Дигитални мост",
    "email": "projects@bmu.example", "writes_in": "sr",
}  # fmt: skip
DESCRIBED = {
    "field": "0613", "funder": "The Agency", "from": "2026-09-01", "to": "2028-08-31",
    "budget": "250000", "apply_by": "2026-03-16",
}  # fmt: skip


@pytest.fixture
def milena(office: OfficeAtWork, log_in: LogIn) -> TestClient:
    """The project administrator, who came to the office last."""
    return _administrator(office, log_in)


def _administrator(office: OfficeAtWork, log_in: LogIn) -> TestClient:
    member = Member(0, "milena", "Milena Kovač", "milena@bmu.example", "en")
    assignments = [Assignment("bmu", "project_administrator", date(2020, 1, 1))]
    with write_transaction(office.app.engine) as connection:
        staff.add(connection, member, assignments, password_hash())
    return log_in("milena")


def opened(client: TestClient, **other: str) -> str:
    """The number of a project's case that is opened on the page."""
    answer = send(client, NEW, NEW, {**BRIDGE, **other}, follow=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].removeprefix("/cases/").removesuffix("?saved=1")


def shown(client: TestClient, path: str) -> str:
    return html.unescape(client.get(path).text)


def record(client: TestClient, number: str, fact: str, data: dict[str, str]) -> tuple[int, str]:
    path = f"/cases/{number}"
    answer = send(client, path, f"{path}/facts/{fact}", data)
    return answer.status_code, html.unescape(answer.text)


def test_an_administrator_opens_a_project_by_its_title(
    office: OfficeAtWork, milena: TestClient
) -> None:
    assert f'href="{NEW}"' in milena.get("/calls").text
    form = shown(milena, NEW)
    assert "Title of the project" in form and "Where the project is written to" in form
    for name in ("level", "birth_date", "home_institution", "salutation", "field_of_study"):
        assert f'name="{name}"' not in form
    page = shown(milena, f"/cases/{opened(milena)}")
    assert "<h1>Digital Bridge</h1>" in page and "Submit the application" in page
    assert "/agreement" not in page and "/stay" not in page


def test_money_names_the_calls_that_may_grant_and_none_of_a_project(
    office: OfficeAtWork, milena: TestClient, log_in: LogIn
) -> None:
    opened(milena)
    page = shown(log_in("dusan"), "/money")
    assert f"/calls/{office.call_id}/budget" in page
    assert "International project" not in page


def test_the_same_title_is_opened_once_and_one_address_serves_two_projects(
    office: OfficeAtWork, milena: TestClient
) -> None:
    first = opened(milena)
    again = send(milena, NEW, NEW, BRIDGE)
    assert again.status_code == 422
    assert f"There is a project of this title and address already: {first}." in again.text
    second = opened(milena, name="Green Campus", name_in_other_script="")
    with reading(office.app.engine) as connection:
        _, dossier = load_case(connection, office.case_id(second))
    assert (dossier.candidate.name, dossier.other_cases) == ("Green Campus", ())


@pytest.mark.parametrize("login", ["vera", "ana.k", "studentska", "m.ilic", "goran"])
def test_nobody_else_opens_one(log_in: LogIn, login: str) -> None:
    client = log_in(login)
    assert f'href="{NEW}"' not in client.get("/calls").text
    assert client.get(NEW).status_code == 403


def test_the_administrator_opens_no_mobility(milena: TestClient) -> None:
    assert milena.get("/calls/1/cases/new").status_code == 403
    assert milena.get("/calls/requests/bmu/transcript-request").status_code == 403


def test_who_leads_it_is_asked_for_with_the_way_to_each_record(
    office: OfficeAtWork, milena: TestClient
) -> None:
    number = opened(milena)
    page = shown(milena, f"/cases/{number}")
    for sentence in (
        "No professor leads the project.",
        "The project is not described",
        "No project administrator of the Office leads the project",
        "Signature missing on the application of the project: the Rector or the Dean.",
    ):
        assert sentence in page
    for fact in ("leading_professor", "project", "project_administrator", "signature"):
        assert f"form={fact}" in page
    status, answer = record(milena, number, "project_administrator", {"name": "Vera Simić"})
    assert status == 422
    assert "Vera Simić is no project administrator of the Office today" in answer
    assert "Milena Kovač" in answer and "ICO-1" in answer
    assert record(milena, number, "project_administrator", {"name": "Milena Kovač"})[0] == 200
    assert record(milena, number, "project", DESCRIBED)[0] == 200
    page = shown(milena, f"/cases/{number}/dossier")
    assert "Description of the project" in page and "Mon 16 Mar 2026" in page


def test_it_is_in_the_work_the_search_the_plan_and_the_board(
    office: OfficeAtWork, milena: TestClient, log_in: LogIn
) -> None:
    number = opened(milena)
    assert record(milena, number, "project", DESCRIBED)[0] == 200
    assert "Digital Bridge" in shown(milena, "/work")
    head = log_in("dusan")
    for path in ("/search?q=digital", "/search?q=%D0%BC%D0%BE%D1%81%D1%82", "/work?tab=all",
                 "/plans/week/2026-03-16", "/board/cases?which=due_in_7_days"):  # fmt: skip
        assert "Digital Bridge" in shown(head, path) or number in shown(head, path), path


def test_a_mobility_names_its_project_and_the_project_lists_it(
    office: OfficeAtWork, milena: TestClient, log_in: LogIn
) -> None:
    project, mobility = opened(milena), office.open("Ana Petrović")
    vera = log_in("vera")
    status, answer = record(vera, mobility, "of_project", {"project": mobility})
    assert status == 422 and f"{mobility} is no project of this institution" in answer
    assert record(vera, mobility, "of_project", {"project": project})[0] == 200
    assert f'href="/cases/{project}"' in vera.get(f"/cases/{mobility}/dossier").text
    page = shown(milena, f"/cases/{project}/dossier")
    assert "Mobilities of this project" in page and f"{mobility} Ana Petrović" in page


def test_a_project_tells_what_was_granted_and_paid_for_its_mobilities(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    mobility = granted(office, log_in)
    milena = _administrator(office, log_in)
    project, without_money = opened(milena), office.open("Jovan Zec")
    for number in (mobility, without_money):
        office.record(number, "of_project", {"project": project}, "2026-04-21")
    payment = {"amount": "2605.60", "on": "2026-04-20"}
    office.record(mobility, "instalment", payment, "2026-04-21")
    page = shown(milena, f"/cases/{project}/dossier")
    section = page.partition("Mobilities of this project")[2].partition("</section>")[0]
    assert section.count("Granted: 3,257.00 EUR · Paid: 2,605.60 EUR") == 2, "its own, and in all"
    assert "Jovan Zec" in section


def test_its_title_is_corrected_and_its_entry_stays_apart_from_persons(
    office: OfficeAtWork, milena: TestClient
) -> None:
    number = opened(milena)
    office.open("Ana Petrović", address="ana@students.example")
    correction = {"name": "Digital Bridges", "email": "ana@students.example", "reason": "A slip"}
    status, answer = record(milena, number, "candidate", correction)
    assert status == 200, answer
    assert "Correction of the title or the address" in answer
    assert "<h1>Digital Bridges</h1>" in shown(milena, f"/cases/{number}")
    with reading(office.app.engine) as connection:
        _, dossier = load_case(connection, office.case_id(number))
    assert dossier.other_cases == ()
