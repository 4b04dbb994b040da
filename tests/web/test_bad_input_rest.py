"""What nobody should send, into the forms that a page has only once something happened: a mail
failed, somebody was locked out, a candidate handed something in, a list can be published.

Between this file and `test_bad_input` every form of the office is tried; a test counts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import pytest
from fastapi import FastAPI
from sqlalchemy import delete, update
from starlette.testclient import TestClient

from persistence.database import write_transaction
from persistence.tables import outbox, role_assignments, sessions
from tests.web.bad_input import (
    NO_WORK,
    TYPED,
    Sheet,
    every_form,
    problems,
    sheets_on,
    work_of,
    wrong_with,
)
from tests.web.browsing import Browser, LogIn, token_of
from tests.web.delivered import delivered
from tests.web.eventful_office import much_has_happened
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.outside.conftest import PDF, Guest, office, outside
from tests.web.page_forms import forms_of
from tests.web.test_failed_mails import failed
from tests.web.test_incoming import received, with_transcript
from tests.web.test_sent_twice import filled_in
from tests.web.test_setup import first_link, without_people
from web.app import ROUTERS, make_app
from workflows.outside.filing import file_message, read_arrived

__all__ = ["office", "outside"]

ELSEWHERE: Final = {
    "log_out": "a button alone: test_login",
    "end_session": "test_bad_input, with the passwords",
    "change_password": "test_bad_input, with the passwords",
    "open_case": "while a call is open: below",
    "interview": "once another's is noted, until there is a list: below",
    "erase_due": "years later: below",
    "log_in": "before the login: below",
    "choose_password": "before the login: below",
    "begin_office": "before the login: below",
    "keep_draft": "of each form of a case: below",
    "discard_draft": "of each form of a case: below",
    "withdraw_precedent": "once a Decree has entered one: test_whole_year",
}
"""Routes that take what is sent, and no page of the walks has a form for."""


def sheet_of(client: TestClient, page: str, action: str) -> Sheet:
    """The form of a page that leads somewhere."""
    sheets = [sheet for sheet in sheets_on(client, page) if sheet.form.action.endswith(action)]
    assert sheets, f"{page} has no form for {action}"
    return sheets[0]


def do(client: TestClient, page: str, action: str, **values: str) -> Sheet:
    """Fills a form in and sends it, and confirms what is asked."""
    sheet = sheet_of(client, page, action)
    answer = sheet.send({**filled_in(sheet.form), **values})
    if 'class="confirm"' in answer.text:
        question = next(
            form for form in forms_of(answer.text, page) if form.action.endswith(action)
        )
        answer = Sheet(client, page, question).send({})
    assert answer.status_code in (200, 303), (page, action, answer.text)
    return sheet


def on_answer(sheet: Sheet, data: dict[str, object], files: object = None) -> list[Sheet]:
    """The forms on the page that answers a form."""
    fields = {**sheet.form.data(), **data}
    answer = sheet.client.post(sheet.form.action, data=fields, files=files)
    return [sheet._replace(form=form) for form in forms_of(answer.text, sheet.page)]


def handed_in(office: OfficeAtWork, outside: FastAPI, number: str) -> None:
    """The candidate hands a document in from outside, and writes with a file."""
    ana = Guest(office, "ana@students.example", outside)
    ana.prove()
    for kind in ("motivation_letter", "cv"):
        assert ana.hand_in("fact/document", {"kind": kind}, PDF).status_code == 303
    raw = with_transcript(received(office, number))
    with write_transaction(office.app.engine) as connection:
        file_message(connection, office.app.office, read_arrived(raw, office.now), office.now)


def in_need(office: OfficeAtWork, log_in: LogIn) -> None:
    """Registers are kept, and everything that can go wrong has gone wrong."""
    head, register = log_in("dusan"), "/reference/partners"
    failed(office, "Zora Kos")
    with write_transaction(office.app.engine) as connection:
        statement = update(outbox).where(outbox.c.action == "webhook")
        connection.execute(statement.values(status="dead", attempts=6, last_error="500"))
    do(head, "/work?tab=all", "/work/lists")
    do(head, "/people/bmu", "/accounts", login="nova", role="student_service")
    do(head, "/people/j.kos", "/deactivate")
    do(head, "/people/vera", "/absences", **{"from": "2026-04-01", "to": "2026-04-05"})
    ending = next(s for s in sheets_on(head, "/people/bmu") if "/end/" in s.form.action)
    do(head, "/people/bmu", ending.form.action, last="2026-12-31")
    stranger = Browser(make_app(office.app, office.clock))
    for _ in range(5):
        wrong = {"login": "goran", "password": "x", "token": token_of(stranger)}
        stranger.post("/login", data=wrong)
    for name in ("Universität Wien", "Wien"):
        do(head, "/reference", register, name=name)
    do(head, f"{register}/1", f"{register}/1/contacts")
    do(head, f"{register}/3", "/merge", into="2")
    do(head, "/reference/closures", "/reference/closures")
    do(head, "/plans", "/plans/calendar")
    do(head, "/plans/week/2026-03-23", "/tasks", login="dusan")
    do(head, "/tokens", "/tokens")


def sheets_in_need(
    office: OfficeAtWork,
    log_in: LogIn,
    outside: FastAPI,
    number: str,
) -> Iterator[Sheet]:
    """Every form that stands there then, as the first of those who find it."""
    handed_in(office, outside, number)
    in_need(office, log_in)
    for case_number in ("BMU-2026-0001", number, "BMU-2026-0003"):
        office.score_by_all(case_number, 40, "2026-03-26")
    head, vera, case = log_in("dusan"), log_in("vera"), f"/cases/{number}"
    pages = (
        "/work?tab=all", "/people/bmu", "/people/nova", "/people/vera", "/people/j.kos",
        "/people/goran", "/reference/partners/1", "/reference/partners/2",
        "/reference/partners/3", "/reference/closures", "/plans", "/plans/week/2026-03-23",
        "/plans/month/2026-05-01", "/tokens", "/webhooks/1", "/mails", "/stuck", "/calls/1",
        case, f"{case}/documents", f"{case}/mails", "/cases/BMU-2026-0003/mails",
        "/incoming/1", "/incoming/2",
    )  # fmt: skip
    looks: set[tuple[str, ...]] = set()
    for client in (head, vera):
        for page in pages:
            for sheet in sheets_on(client, page):
                if sheet.form.looks not in looks:
                    looks.add(sheet.form.looks)
                    yield sheet
    withdrawn_case = office.open("Lena Kos")
    office.advance(withdrawn_case, "withdraw", {"reason": "ill"}, role="candidate")
    uploads = [("files", ("cv.pdf", PDF, "application/pdf"))]
    yield from on_answer(sheet_of(vera, f"{case}?form=document", "/files"), {}, uploads)
    yield from on_answer(sheet_of(head, "/reference/personal-data", "/personal-data"),
                         {"who": withdrawn_case})  # fmt: skip


def route_of(action: str) -> str:
    """The name of the route that a form leads to."""
    return next(
        route.name
        for router in ROUTERS
        for route in router.routes
        if "POST" in getattr(route, "methods", ()) and route.path_regex.match(action)  # type: ignore[attr-defined]
    )


class Walked(NamedTuple):
    """The addresses of an office in need, and the forms that its pages have beside those of the
    other walk."""

    places: dict[str, str]
    rest: list[Sheet]


@pytest.fixture
def walk(office: OfficeAtWork, log_in: LogIn, outside: FastAPI) -> Walked:
    """An office in which everything has happened, also what should not."""
    places = much_has_happened(office, log_in)
    sheets = sheets_in_need(office, log_in, outside, places["applied"])
    return Walked(places, [sheet for sheet in sheets if not NO_WORK.search(sheet.form.action)])


def test_whatever_is_sent_into_any_other_form_is_answered_with_a_page(walk: Walked) -> None:
    assert problems(walk.rest) == {}


def test_any_other_form_of_who_is_logged_in_no_more_or_holds_no_role_writes_nothing(
    office: OfficeAtWork,
    walk: Walked,
) -> None:
    before = work_of(office)
    for sheet in walk.rest:
        assert sheet.send({"token": "0" * 64}).status_code in (303, 403), sheet.form.action
    assert work_of(office) == before
    for table in (role_assignments, sessions):
        with write_transaction(office.app.engine) as connection:
            connection.execute(delete(table))
        before = work_of(office)
        for sheet in walk.rest:
            answer = sheet.send(filled_in(sheet.form))
            assert wrong_with(answer) == "" and answer.status_code != 422, sheet.form.action
            assert answer.headers.get("location", "/login").startswith("/login")
        assert work_of(office) == before


def test_every_form_of_the_office_is_tried_by_one_of_the_walks(log_in: LogIn, walk: Walked) -> None:
    walked_routes = {route_of(sheet.form.action) for sheet in walk.rest}
    walked_routes |= {route_of(sheet.form.action) for sheet in every_form(log_in, walk.places)}
    routes = {
        route.name
        for router in ROUTERS
        for route in router.routes
        if "POST" in getattr(route, "methods", ())
    }
    assert routes - walked_routes == ELSEWHERE.keys()


def test_whatever_is_typed_into_a_form_that_comes_before_the_login_is_answered_with_a_page(
    office: OfficeAtWork,
    log_in: LogIn,
) -> None:
    head, stranger = log_in("dusan"), Browser(make_app(office.app, office.clock))
    account = {"login": "nova", "role": "student_service", "email": "nova@bmu.example"}
    do(head, "/people/bmu", "/accounts", **account)
    link = re.search(r"/welcome/[\w.-]+", delivered(office, account["email"]))
    assert link is not None
    for page in ("/login", link[0]):
        assert problems(list(sheets_on(stranger, page))) == {}, page


def test_whoever_has_the_first_link_may_type_anything(office: OfficeAtWork) -> None:
    without_people(office)
    stranger, first = Browser(make_app(office.app, office.clock)), first_link(office)
    sheets = list(sheets_on(stranger, f"/{first}"))
    assert sheets and problems(sheets) == {}


def test_forms_of_other_days_take_anything_too(
    office: OfficeAtWork,
    log_in: LogIn,
) -> None:
    number, vera, head = office.apply("Ana Petrović"), log_in("vera"), log_in("dusan")
    other, interview = (
        office.apply("Bojan Ilić"),
        {"token": token_of(vera, "/work"), "on": "2026-03-10"},
    )
    vera.post(f"/calls/1/interviews/{other}", data=interview)
    forms = [sheet_of(vera, "/calls/1/cases/new", "/new"),
             sheet_of(vera, "/calls/1", f"/interviews/{number}")]  # fmt: skip
    assert problems(forms) == {}
    office.advance(number, "withdraw", {"reason": "ill"}, role="candidate")
    office.now = at("2046-03-11")
    assert problems([sheet_of(head, "/reference/personal-data", "/due")]) == {}


def test_a_draft_of_anything_is_kept_or_refused_with_a_page(
    office: OfficeAtWork,
    log_in: LogIn,
) -> None:
    number, vera = office.apply("Ana Petrović"), log_in("vera")
    token, drafts = token_of(vera, "/work"), f"/cases/{number}/drafts"
    for form, status in (("step/withdraw", 303), ("fact/document", 303), ("fact/²", 404),
                         (f"step/{'9' * 40}", 404), ("x/y", 404)):  # fmt: skip
        for entry in TYPED:
            fields = {"token": token, "version": entry, "reason": entry, "<b>": entry}
            for action in (form, f"{form}/discard"):
                answer = vera.post(f"{drafts}/{action}", data=fields, follow_redirects=False)
                assert wrong_with(answer) == "", (action, entry)
                if not action.endswith("/discard"):
                    assert answer.status_code == status, (action, entry)
