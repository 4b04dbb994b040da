"""What somebody typed into a form of a case outlasts whatever comes between, until it is sent."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from tests.web.browsing import LogIn, confirm, send, token_of
from tests.web.office_at_work import PASSWORD, OfficeAtWork, at
from tests.web.test_cases import accepted, nominated
from web.app import make_app

REASON = "Сва места су попуњена"
TYPED = {"reason": REASON}


def step(number: str) -> str:
    return f"/cases/{number}/steps/host_refuses"


def form_of(client: TestClient, number: str, form: str = "step-host_refuses") -> str:
    """A form of the case's page as it opens now."""
    page = html.unescape(client.get(f"/cases/{number}").text)
    return page.split(f'id="{form}"', 1)[1].split("</form>", 1)[0]


def keep(
    client: TestClient, number: str, data: dict[str, str], form: str = "step/host_refuses"
) -> None:
    version = client.get(f"/cases/{number}").text.split('name="version" value="')[1].split('"')[0]
    marks = {"token": token_of(client, f"/cases/{number}"), "version": version}
    answer = client.post(f"/cases/{number}/drafts/{form}", data={**marks, **data})
    assert answer.status_code == 200


def test_what_was_typed_is_there_again_in_another_language_and_after_the_way_back(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    client = log_in("vera")
    keep(client, number, TYPED)
    client.get(f"/language/sr?back=/cases/{number}")
    form = form_of(client, number)
    assert REASON in form
    assert "Ово сте унели" in form
    assert "Још није сачувано." in form


def test_what_was_typed_with_an_error_is_there_again_when_the_page_is_opened_anew(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = accepted(office)
    client = log_in("vera")
    insurance = {"from": "2026-10-01", "to": "2026-09-01"}
    wrong = send(client, f"/cases/{number}", f"/cases/{number}/facts/insurance", insurance)
    assert wrong.status_code == 422
    assert 'value="2026-09-01"' in form_of(client, number, "fact-insurance")
    right = {**insurance, "to": "2027-03-01"}
    answer = send(client, f"/cases/{number}", f"/cases/{number}/facts/insurance", right)
    assert "Saved:" in answer.text
    assert "You typed this on" not in client.get(f"/cases/{number}").text, "it was sent"


def test_a_session_that_ended_loses_nothing_even_with_a_wrong_password_between(
    office: OfficeAtWork,
) -> None:
    number = nominated(office)
    client = TestClient(make_app(office.app, office.clock))
    door = client.post(step(number), data={**TYPED, "version": "9", "token": "of before"})
    assert door.status_code == 401
    assert "What you typed is not lost" in door.text
    assert REASON in html.unescape(door.text)
    for password, status in (("wrong", 401), (PASSWORD, 303)):
        fields = dict(
            part.split('" value="')
            for part in html.unescape(door.text).split('type="hidden" name="')[1:]
            for part in [part.split('">')[0]]
        )
        data = {**fields, "login": "vera", "password": password}
        door = client.post("/login", data=data, follow_redirects=False)
        assert door.status_code == status
    assert door.headers["location"] == f"/cases/{number}#step-host_refuses"
    form = form_of(client, number)
    assert REASON in form
    assert "It is not saved yet." in form
    assert "Refused" not in client.get(f"/cases/{number}/history").text, "nothing was done"


def test_another_site_can_put_nothing_into_a_form(office: OfficeAtWork) -> None:
    client = TestClient(make_app(office.app, office.clock))
    number = nominated(office)
    evil = {"origin": "https://evil.example"}
    answer = client.post(step(number), data=TYPED, headers=evil, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")


def test_a_draft_on_a_case_that_was_changed_since_needs_the_tick_too(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    client = log_in("vera")
    keep(client, number, TYPED)
    for kind in ("passport_copy", "cv"):
        office.record(number, "document", {"kind": kind}, "2026-04-20", "head_of_ico")
    form = form_of(client, number)
    assert "The case was changed since." in form
    meanwhile = form.split("What was done meanwhile")[1]
    assert "passport" in meanwhile and "CV" in meanwhile, "all of it, not the last alone"
    refusal = send(client, f"/cases/{number}", step(number), TYPED | hidden_of(form))
    assert refusal.status_code == 409
    tick = {"seen": form.split('name="seen" value="')[1].split('"')[0]}
    preview = send(client, f"/cases/{number}", step(number), TYPED | hidden_of(form) | tick)
    assert "Refused" in confirm(client, preview).text


def hidden_of(form: str) -> dict[str, str]:
    return {"version": form.split('name="version" value="')[1].split('"')[0]}


def test_a_wrong_field_on_a_changed_case_does_not_become_the_tick(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    client = log_in("vera")
    old = hidden_of(form_of(client, number, "step-host_accepts"))
    office.record(number, "document", {"kind": "cv"}, "2026-04-20", "head_of_ico")
    action = f"/cases/{number}/steps/host_accepts"
    wrong = {"from": "2026-02-30", "to": "2027-02-12", **old}
    assert send(client, f"/cases/{number}", action, wrong).status_code == 422
    assert hidden_of(form_of(client, number, "step-host_accepts")) == old
    right = {**wrong, "from": "2026-10-01"}
    assert send(client, f"/cases/{number}", action, right).status_code == 409


def test_it_can_be_thrown_away_and_is_nobody_elses(office: OfficeAtWork, log_in: LogIn) -> None:
    number = nominated(office)
    vera, dusan = log_in("vera"), log_in("dusan")
    keep(vera, number, TYPED)
    assert REASON not in html.unescape(dusan.get(f"/cases/{number}").text)
    assert REASON in form_of(vera, number)
    discard = f"/cases/{number}/drafts/step/host_refuses/discard"
    vera.post(discard, data={"token": token_of(vera, f"/cases/{number}")})
    assert REASON not in html.unescape(vera.get(f"/cases/{number}").text)


def test_after_two_weeks_it_is_gone(office: OfficeAtWork, log_in: LogIn) -> None:
    number = nominated(office)
    keep(log_in("vera"), number, TYPED)
    office.now += timedelta(days=14)
    assert REASON not in html.unescape(log_in("vera").get(f"/cases/{number}").text)


def test_what_was_typed_for_a_step_that_is_past_is_shown_apart(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    client = log_in("vera")
    keep(client, number, TYPED)
    office.advance(number, "withdraw", {"reason": "ill"}, "2026-04-20")
    page = html.unescape(client.get(f"/cases/{number}").text)
    assert "There is no form for it here now." in page
    assert REASON in page


@pytest.mark.parametrize("form", ["step/fly", "fact/rumour", "song/x", "step/publish_list"])
def test_there_is_no_draft_of_a_form_that_there_is_not(
    office: OfficeAtWork, log_in: LogIn, form: str
) -> None:
    number = nominated(office)
    client = log_in("vera")
    data = {"token": token_of(client, "/work"), "reason": "x"}
    assert client.post(f"/cases/{number}/drafts/{form}", data=data).status_code == 404


def test_a_draft_of_a_megabyte_is_not_kept_and_breaks_nothing(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    client = log_in("vera")
    keep(client, number, {"reason": "x" * 250_000})
    assert "You typed this on" not in client.get(f"/cases/{number}").text
    office.now = at("2026-04-20", 11)
    keep(client, number, {"reason": "‮😀<script>"})
    assert "<script>" not in client.get(f"/cases/{number}").text.split("</head>")[1]
