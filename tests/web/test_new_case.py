"""Opening a case: for who comes to the counter, in a call or with a request of their own."""

from __future__ import annotations

import html

import pytest
from starlette.testclient import TestClient

from persistence.database import reading
from states.dossier import Case, Dossier
from tests.web.browsing import LogIn, send
from tests.web.office_at_work import OfficeAtWork
from workflows.cases.status import load_case

NEW = "/calls/1/cases/new"
REQUEST = "/calls/requests/bmu/transcript-request"
ANA = {
    "name": "Ana Petrović",
    "email": "ana@students.example",
    "level": "undergraduate",
    "year": "2",
    "ects_earned": "84,5",
    "grade_average": "9.12",
    "language.en": "B2",
    "student_card": "3120/24",
    "writes_in": "sr",
}


def opened(office: OfficeAtWork, address: str) -> tuple[Case, Dossier]:
    number = address.removeprefix("/cases/").removesuffix("?saved=1")
    with reading(office.app.engine) as connection:
        return load_case(connection, office.case_id(number))


def shown(client: TestClient, path: str) -> str:
    return html.unescape(client.get(path).text)


def test_a_clerk_opens_a_case_in_a_call_and_stands_before_it(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("vera")
    assert f'href="{NEW}"' in client.get("/calls/1").text
    answer = send(client, NEW, NEW, ANA, follow=False)
    case, dossier = opened(office, answer.headers["location"])
    person = dossier.candidate
    assert (person.name, person.email, person.level, person.year) == (
        "Ana Petrović", "ana@students.example", "undergraduate", 2,
    )  # fmt: skip
    assert str(person.ects_earned) == "84.5" and person.language == {"en": "B2"}
    assert (case.call_id, case.state, str(case.due)) == (1, "call", "2026-03-16")
    page = shown(client, answer.headers["location"])
    assert "Case opened" in page and "Vera Simić" in page


def test_what_is_missing_or_wrong_is_told_at_its_field_and_what_was_typed_stays(
    log_in: LogIn,
) -> None:
    client = log_in("vera")
    answer = send(client, NEW, NEW, {**ANA, "name": "", "email": "ana", "year": "9"})
    page = html.unescape(answer.text)
    assert answer.status_code == 422
    assert "Please fill this in." in page
    assert "'ana' is no e-mail address" in page.replace("’", "'")
    assert "At most 8." in page
    assert 'value="84.5"' in page and 'value="3120/24"' in page
    answer = send(client, NEW, NEW, {**ANA, "name": "Ana\x00"})
    assert answer.status_code == 422 and 'value="3120/24"' in answer.text
    client.cookies.set("language", "sr")
    page = html.unescape(send(client, NEW, NEW, {**ANA, "email": "ana"}).text)
    assert "'ana' није имејл адреса" in page and "Отвори предмет" in page


def test_who_has_a_case_in_the_call_already_is_not_entered_twice(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, client = office.open("Ana Petrović"), log_in("vera")
    answer = send(client, NEW, NEW, {**ANA, "email": "ANA@students.example"})
    assert answer.status_code == 422
    assert f"There is a case of this person in the call already: {number}." in answer.text


def test_student_service_opens_a_request_for_a_transcript_in_no_call(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("studentska")
    assert f'href="{REQUEST}"' in client.get("/calls").text
    form = shown(client, REQUEST)
    assert "Transcript of Records on request" in form
    assert 'name="grade_average"' not in form and 'name="hosts"' not in form
    answer = send(client, REQUEST, REQUEST, ANA, follow=False)
    case, dossier = opened(office, answer.headers["location"])
    assert (case.process, case.state) == ("transcript-request", "requested")
    assert dossier.candidate.grade_average is None, "what is not asked for is not taken"
    assert send(client, REQUEST, REQUEST, ANA).status_code == 200, "one may ask again"


def test_the_commission_opens_no_cases(log_in: LogIn) -> None:
    client = log_in("m.ilic")
    assert f'href="{NEW}"' not in client.get("/calls/1").text
    assert f'href="{REQUEST}"' not in client.get("/calls").text
    assert client.get(NEW).status_code == client.get(REQUEST).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/calls/99/cases/new",
        "/calls/requests/bee/transcript-request",
        "/calls/requests/bmu/outgoing-studies",
    ],
)
def test_where_nothing_can_be_opened_there_is_no_page(log_in: LogIn, path: str) -> None:
    assert log_in("vera").get(path).status_code == 404


def test_an_address_that_is_known_under_another_name_is_told_at_the_name(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.open("Ana Petrović")
    client = log_in("vera")
    anja = {**ANA, "name": "Anja Perić", "student_card": "1/1"}
    refusal = send(client, REQUEST, REQUEST, anja)
    assert refusal.status_code == 422
    assert "is known as the address of Ana Petrović" in html.unescape(refusal.text)
    assert 'value="Anja Perić"' in html.unescape(refusal.text)
    assert "name-problem" in refusal.text
    client.get("/language/sr")
    serbian = html.unescape(send(client, REQUEST, REQUEST, anja).text)
    assert "већ уписана као адреса лица Ana Petrović" in serbian
    same_person = {**anja, "name": "Ана Петровић"}
    assert send(client, REQUEST, REQUEST, same_person, follow=False).status_code == 303
