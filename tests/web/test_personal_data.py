"""The page of personal data: handed out and erased by the Head, after it was shown by name."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from httpx import Response
from starlette.testclient import TestClient

from persistence import handling_log
from persistence.database import reading
from persistence.documents import documents_of
from states.validation_error import ValidationError
from tests.web.browsing import LogIn, confirm, send, token_of
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.page_registry import PAGES
from tests.web.statements import statements_of
from tests.web.test_what_pages_ask import MOST
from web.views.paging import PAGE_SIZE

HERE = "/reference/personal-data"


def withdrawn(office: OfficeAtWork, name: str = "Lena Đurić") -> str:
    """Somebody who gave up; the list was never made."""
    number = office.open(name)
    office.advance(number, "withdraw", {"reason": "ill"}, role="candidate")
    return number


def post(client: TestClient, action: str, data: Mapping[str, str], follow: bool = True) -> Response:
    """Sends a form of the page."""
    form = {"token": token_of(client, "/account"), **data}
    response: Response = client.post(action, data=form, follow_redirects=follow)
    return response


def test_who_is_no_head_finds_no_door(office: OfficeAtWork, log_in: LogIn) -> None:
    for login in ("vera", "goran", "rektor"):
        client = log_in(login)
        assert client.get(HERE).status_code == 403
        assert HERE not in client.get("/reference").text
        assert post(client, f"{HERE}/erase", {"who": "x", "reason": "y"}).status_code == 403
    assert HERE in log_in("dusan").get("/reference").text


def test_a_person_is_shown_handed_out_and_erased(office: OfficeAtWork, log_in: LogIn) -> None:
    number = withdrawn(office)
    head = log_in("dusan")
    refusal = post(head, HERE, {"who": "nobody@x.example"})
    assert refusal.status_code == 422
    assert "nobody is known by nobody@x.example" in refusal.text
    summary = post(head, HERE, {"who": number}).text
    assert "Lena Đurić" in summary
    assert "lena@students.example" in summary
    export = post(head, f"{HERE}/export/json", {"who": number})
    assert json.loads(export.content)["person"][0]["email"] == "lena@students.example"
    assert post(head, f"{HERE}/export/pdf", {"who": number}).content.startswith(b"%PDF")
    form = {"who": number, "reason": "Lena Đurić asked"}
    preview = post(head, f"{HERE}/erase", form)
    assert "Lena Đurić" in preview.text
    assert "must not name" in confirm(head, preview).text
    preview = post(head, f"{HERE}/erase", {"who": number, "reason": "request of 12 May"})
    page = confirm(head, preview).text
    assert "Erased. Copies that were made before" in page
    page = head.get(HERE).text
    assert "nothing is left" in page
    assert number in page
    assert "request of 12 May" in page


def test_many_erasures_are_shown_with_their_cases_by_as_few_questions_as_one(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    head, numbers, questions = log_in("dusan"), [], []
    for name in ("Lena Đurić", "Mila Kostić", "Sava Ilić"):
        numbers.append(withdrawn(office, name))
        preview = post(head, f"{HERE}/erase", {"who": numbers[-1], "reason": f"of {numbers[-1]}"})
        confirm(head, preview)
        head.get(HERE)
        with statements_of(office.app.engine) as statements:
            page = head.get(HERE).text
        questions.append(len(statements.questions))
    assert len(set(questions)) == 1
    reasons = [page.index(f"of {number}<") for number in reversed(numbers)]
    assert reasons == sorted(reasons), "the newest first"


def test_what_is_due_stands_in_pages_each_by_a_dozen_questions(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    numbers = [withdrawn(office, f"{first_name(n)} Đurić") for n in range(PAGE_SIZE + 2)]
    lena, head, numbers_by_page = withdrawn(office), log_in("dusan"), []
    confirm(head, post(head, f"{HERE}/erase", {"who": lena, "reason": "request of 12 May"}))
    office.now = at("2046-03-11")
    for address in (HERE, f"{HERE}?page=2", f"{HERE}?page=9"):
        head.get(address)
        with statements_of(office.app.engine) as statements:
            page = head.get(address).text
        assert len(statements.questions) <= MOST, statements.questions
        numbers_by_page.append([number for number in numbers if f'href="/cases/{number}"' in page])
        assert f"{PAGE_SIZE + 2} cases" in page
    assert numbers_by_page == [numbers[:PAGE_SIZE], numbers[PAGE_SIZE:], numbers[PAGE_SIZE:]]


def first_name(number: int) -> str:
    """A name that no other number has."""
    tens, ones = divmod(number, 10)
    return "ABCDEFGHIJ"[tens] + "abcdefghij"[ones]


def test_an_erased_case_can_be_looked_at_and_nothing_more_done(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    """Every tab shows what stays; no step, no record, no mail is possible in it."""
    number = withdrawn(office)
    head = log_in("dusan")
    preview = post(head, f"{HERE}/erase", {"who": number, "reason": "request of 12 May"})
    confirm(head, preview)
    tabs = [
        address.format(applied=number, agreed=number)
        for name, address in PAGES.items()
        if name.startswith("case") or name == "colleagues"
    ]
    for address in (*tabs, "/work?tab=all", "/work?tab=done", "/mails?show=all", "/board/cases"):
        answer = head.get(address)
        assert answer.status_code == 200, address
        assert "Đurić" not in answer.text, address
    history = head.get(f"/cases/{number}/history").text
    assert "Data were erased" in history
    assert "Content: erased" in " ".join(history.replace("<span>", "").split())
    with pytest.raises(ValidationError, match="were erased"):
        office.record(number, "document", {"kind": "cv"})
    with pytest.raises(ValidationError, match="were erased"):
        office.advance(number, "submit_application", {})


def test_who_opens_a_sensitive_document_is_written_down(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.open("Lena Đurić")
    vera = log_in("vera")
    for kind in ("cv", "disability_certificate"):
        content = b"%PDF-1.4 " + kind.encode()
        send(
            vera,
            f"/cases/{number}/documents",
            f"/cases/{number}/facts/document",
            {"kind": kind},
            {"file": ("x.pdf", content, "application/pdf")},
        )
    with reading(office.app.engine) as connection:
        documents = documents_of(connection, office.case_id(number), None)
    for document in documents:
        assert vera.get(f"/papers/{document.id}").status_code == 200
    with reading(office.app.engine) as connection:
        log = handling_log.read(connection, office.case_id(number))
    (view,) = [line.entry for line in log]
    assert (view.kind, view.login, view.person) == ("viewed", "vera", "Vera Simić")
    assert view.data["document"] == "disability_certificate"
    assert "Opened: certificate of disability" in vera.get(f"/cases/{number}/colleagues").text
