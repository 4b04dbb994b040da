"""Accounts on the page: opened and invited by mail, an own password, closed, opened again."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from httpx import Response
from sqlalchemy import select
from starlette.testclient import TestClient

from persistence import changes
from persistence.database import reading
from persistence.tables import mails
from tests.web.browsing import LogIn, confirm, send, token_of
from tests.web.delivered import delivered
from tests.web.office_at_work import PASSWORD, OfficeAtWork, at
from tests.web.whole_database import all_rows
from web.app import make_app

PAGE = "/people/bmu"
NINA = {
    "login": "nina.b", "name": "Nina Babić", "email": "nina@bmu.example", "writes_in": "en",
    "role": "mobility_coordinator", "from": "2026-03-11", "to": "", "by": "rector",
    "by_name": "Mirjana Ilić",
}  # fmt: skip
CHOSEN = "hladna reka i žuti kaktusi"


def text_of(client: TestClient, page: str) -> str:
    return html.unescape(client.get(page).text)


def browser(office: OfficeAtWork) -> TestClient:
    return TestClient(make_app(office.app, office.clock), raise_server_exceptions=False)


def link_in(text: str) -> str:
    (link,) = set(re.findall(r"/welcome/\S+", text))
    return str(link)


def choose(client: TestClient, link: str, password: str, again: str | None = None) -> Response:
    data = {"password": password, "again": password if again is None else again}
    return send(client, link, link, data, follow=False)


def log_in_as(client: TestClient, login: str, password: str) -> int:
    data = {"login": login, "password": password}
    return send(client, "/login", "/login", data, follow=False).status_code


def acts_on(office: OfficeAtWork, login: str) -> list[tuple[str, str]]:
    with reading(office.app.engine) as connection:
        log = changes.of(connection, "person", login)
    return [(entry.change.name, entry.change.person) for entry in reversed(log)]


def test_the_head_opens_an_account_and_who_is_invited_chooses_a_password_once(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    answer = send(log_in("dusan"), PAGE, f"{PAGE}/accounts", NINA, follow=False)
    assert answer.headers["location"] == "/people/nina.b?saved=1"
    link = link_in(delivered(office, "nina@bmu.example"))
    guest = browser(office)
    page = text_of(guest, link)
    assert "Nina Babić" in page and "nina.b" in page
    assert choose(guest, link, CHOSEN).headers["location"] == "/login?chosen=1"
    assert log_in_as(guest, "nina.b", CHOSEN) == 303
    assert "Nina Babić" in guest.get("/work").text
    again = choose_late(browser(office), link)
    assert again.status_code == 410 and "opens nothing any more" in again.text
    assert acts_on(office, "nina.b") == [
        ("account_opened", "Dušan Perić"), ("appointed", "Dušan Perić"),
        ("invited", "Dušan Perić"), ("password_chosen", "Nina Babić"),
    ]  # fmt: skip


def choose_late(client: TestClient, link: str) -> Response:
    """Sends the form of a link that has ended meanwhile."""
    data = {"password": CHOSEN, "again": CHOSEN, "token": token_of(client)}
    return client.post(link, data=data, follow_redirects=False)


def test_the_secret_of_a_link_is_in_the_mail_that_leaves_and_nowhere_here(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("dusan")
    send(client, PAGE, f"{PAGE}/accounts", NINA)
    secret = link_in(delivered(office, "nina@bmu.example")).rpartition(".")[2]
    all_text = all_rows(office.app.engine)
    with reading(office.app.engine) as connection:
        mail_id = connection.execute(select(mails.c.id).order_by(mails.c.id.desc())).scalar()
    assert len(secret) > 40 and secret not in all_text
    assert "only-in-the-mail" in text_of(client, f"/letters/{mail_id}")


def test_an_invitation_ends_after_seven_days_and_with_a_newer_one(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("dusan")
    send(client, PAGE, f"{PAGE}/accounts", NINA)
    first = link_in(delivered(office, "nina@bmu.example"))
    send(client, "/people/nina.b", "/people/nina.b/link")
    second = link_in(delivered(office, "nina@bmu.example"))
    guest = browser(office)
    assert guest.get(first).status_code == 410
    assert guest.get(second).status_code == 200
    office.now = at("2026-03-18", 11)
    assert guest.get(second).status_code == 410


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("short", None, "at least 12 characters"),
        ("Lozinka 123456!", None, "others think of first"),
        ("nina babić 2026", None, "others think of first"),
        (CHOSEN, "something else", "the two are not the same"),
        ("x" * 5000, None, "at most 200 characters"),
    ],
)
def test_a_password_that_is_not_good_is_told_at_its_field_and_the_link_still_opens(
    office: OfficeAtWork, log_in: LogIn, password: str, again: str | None, sentence: str
) -> None:
    send(log_in("dusan"), PAGE, f"{PAGE}/accounts", NINA)
    link = link_in(delivered(office, "nina@bmu.example"))
    guest = browser(office)
    refusal = choose(guest, link, password, again)
    assert refusal.status_code == 422
    assert sentence in html.unescape(refusal.text)
    assert choose(guest, link, CHOSEN).status_code == 303


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"login": "Нина"}, "2 to 40 small letters"),
        ({"login": "bmu"}, "2 to 40 small letters"),
        ({"login": "vera"}, "logs in as vera already"),
        ({"name": "  "}, "write the name and surname"),
        ({"name": "N" * 301}, "at most 300 letters"),
        ({"email": "nina at bmu"}, "is not a mail address"),
        ({"writes_in": "de"}, "choose a language"),
        ({"role": "emperor"}, "nobody is employed as"),
        ({"from": "2026-02-30"}, "2026-02-30"),
        ({"to": "2026-01-01"}, "lies before the first"),
        ({"by": "student_service"}, "appointed by"),
    ],
)
def test_what_cant_be_is_told_at_its_field_what_was_typed_is_kept_and_nothing_is_written(
    office: OfficeAtWork, log_in: LogIn, fields: dict[str, str], sentence: str
) -> None:
    refusal = send(log_in("dusan"), PAGE, f"{PAGE}/accounts", {**NINA, **fields})
    page = html.unescape(refusal.text)
    assert refusal.status_code == 422 and sentence in page
    assert "Mirjana Ilić" in page
    assert acts_on(office, "nina.b") == []


def test_all_that_is_wrong_with_a_new_account_is_told_at_once(log_in: LogIn) -> None:
    wrong = {"login": "ž", "name": " ", "email": "nina at bmu", "to": "2026-01-01"}
    page = html.unescape(send(log_in("dusan"), PAGE, f"{PAGE}/accounts", {**NINA, **wrong}).text)
    for sentence in ("2 to 40", "write the name and surname", "is not a mail address", "before"):
        assert sentence in page


def test_both_mistakes_of_a_chosen_password_are_told_at_once(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    send(log_in("dusan"), PAGE, f"{PAGE}/accounts", NINA)
    client = browser(office)
    answer = choose(client, link_in(delivered(office, "nina@bmu.example")), "kratka", "krupna")
    assert answer.status_code == 422
    assert 'id="new-password-problem"' in answer.text and 'id="new-again-problem"' in answer.text


def test_who_keeps_no_register_opens_no_account_and_the_secretary_only_where_she_appoints(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    for login, status in (("vera", 403), ("goran", 403)):
        client = log_in(login)
        data = {**NINA, "token": token_of(client, "/work")}
        assert client.post(f"{PAGE}/accounts", data=data).status_code == status
    service = {**NINA, "role": "student_service", "by": "general_secretary"}
    answer = send(log_in("goran"), PAGE, f"{PAGE}/accounts", service, follow=False)
    assert answer.status_code == 303


def test_a_new_password_ends_all_sessions_but_the_one_it_was_chosen_in(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    here, elsewhere = log_in("vera"), log_in("vera")
    fields = {"old": PASSWORD, "password": CHOSEN, "again": CHOSEN}
    answer = send(here, "/account", "/account/password", fields)
    assert "The new password holds" in answer.text
    assert here.get("/work", follow_redirects=False).status_code == 200
    assert elsewhere.get("/work", follow_redirects=False).status_code == 303
    assert log_in_as(browser(office), "vera", PASSWORD) == 401
    assert log_in_as(browser(office), "vera", CHOSEN) == 303


def test_the_old_password_is_asked_for_and_five_wrong_ones_are_enough(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("vera")
    fields = {"old": "wrong", "password": CHOSEN, "again": CHOSEN}
    for _ in range(5):
        assert "not your password" in send(client, "/account", "/account/password", fields).text
    right = {**fields, "old": PASSWORD}
    assert "too many wrong tries" in send(client, "/account", "/account/password", right).text


def test_the_head_sends_a_link_for_a_new_password_and_never_learns_it(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    vera = log_in("vera")
    send(log_in("dusan"), "/people/vera", "/people/vera/link")
    link = link_in(delivered(office, "vera@bmu.example"))
    assert vera.get("/work", follow_redirects=False).status_code == 200, "the old one holds still"
    assert choose(browser(office), link, CHOSEN).status_code == 303
    assert vera.get("/work", follow_redirects=False).status_code == 303
    assert acts_on(office, "vera") == [
        ("reset_sent", "Dušan Perić"), ("password_chosen", "Vera Simić"),
    ]  # fmt: skip


def test_an_account_out_of_use_lets_nobody_in_and_is_opened_again(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.apply("Ana Petrović")
    vera, head = log_in("vera"), log_in("dusan")
    preview = send(head, "/people/vera", "/people/vera/deactivate")
    page = html.unescape(preview.text)
    assert "Put the account out of use" in page and "Nobody holds this role after" in page
    assert "Nothing has been done yet" in page and "can be put in use again" in page
    assert vera.get("/work", follow_redirects=False).status_code == 200, "nothing is done yet"
    confirm(head, preview)
    assert vera.get("/work", follow_redirects=False).status_code == 303
    assert log_in_as(browser(office), "vera", PASSWORD) == 401
    assert "Vera Simić" in text_of(head, PAGE).partition("Accounts out of use")[2]
    send(head, "/people/vera", "/people/vera/reactivate")
    assert log_in_as(browser(office), "vera", PASSWORD) == 303


def test_nobody_puts_the_own_account_out_of_use(office: OfficeAtWork, log_in: LogIn) -> None:
    head = log_in("dusan")
    data = {"token": token_of(head, "/people/dusan")}
    refusal = head.post("/people/dusan/deactivate", data=data)
    assert refusal.status_code == 422
    assert "nobody deactivates their own account" in refusal.text


def test_sessions_are_seen_and_ended_by_the_person_and_by_the_head(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    here, elsewhere, head = log_in("vera"), log_in("vera"), log_in("dusan")
    page = text_of(here, "/people/vera")
    (other,) = re.findall(r"/people/vera/sessions/(\d+)/end", page)
    assert "this one" in page and "testclient" in page
    stranger = log_in("ana.k")
    data = {"token": token_of(stranger, "/work")}
    ending = f"/people/vera/sessions/{other}/end"
    assert stranger.post(ending, data=data).status_code == 403
    send(here, "/people/vera", ending)
    assert elsewhere.get("/work", follow_redirects=False).status_code == 303
    for session in re.findall(r"/people/vera/sessions/(\d+)/end", text_of(head, "/people/vera")):
        send(head, "/people/vera", f"/people/vera/sessions/{session}/end")
    assert here.get("/work", follow_redirects=False).status_code == 303


def test_a_lockout_is_shown_with_its_end_and_lifted(office: OfficeAtWork, log_in: LogIn) -> None:
    guest, head = browser(office), log_in("dusan")
    for _ in range(5):
        log_in_as(guest, "vera", "x")
    page = text_of(head, "/people/vera")
    assert "Locked after failed tries, until" in page and "10:15" in page
    send(head, "/people/vera", "/people/vera/unlock")
    assert log_in_as(guest, "vera", PASSWORD) == 303
    assert ("unlocked", "Dušan Perić") in acts_on(office, "vera")


def test_details_are_corrected_and_the_log_says_from_what_to_what(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    head = log_in("dusan")
    details = {
        "name": "Vera Simić", "email": "v.simic@bmu.example", "writes_in": "sr", "salutation": "f",
        "academic_title": "",
    }  # fmt: skip
    send(head, "/people/vera", "/people/vera/details", details)
    page = text_of(head, "/people/vera")
    log = page.partition("Log of changes")[2]
    assert "v.simic@bmu.example" in log and "was: vera@bmu.example" in log
    farewell = delivered(office, "vera@bmu.example")
    assert "v.simic@bmu.example" in farewell and "Dušan Perić" in farewell, "the old address hears"
    wrong = send(head, "/people/vera", "/people/vera/details", {**details, "email": "nowhere"})
    assert wrong.status_code == 422 and "is not a mail address" in html.unescape(wrong.text)


def test_colleagues_read_roles_and_absences_but_no_sessions_and_no_log(log_in: LogIn) -> None:
    page = text_of(log_in("vera"), "/people/dusan")
    assert "Head of ICO" in page and "Absences" in page
    assert "Sessions" not in page and "Log of changes" not in page
    assert log_in("vera").get("/people/nobody").status_code == 404


def test_a_role_that_ends_is_asked_about_says_what_is_left_and_can_be_taken_back(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    head = log_in("dusan")
    ending = next(iter(re.findall(rf"{PAGE}/end/\d+", text_of(head, "/people/vera"))))
    preview = send(head, "/people/vera", ending, {"last": "2026-03-11"})
    page = html.unescape(preview.text)
    assert "Nobody holds this role after that day" in page and number in page
    assert "The end can be taken back" in page and "can't be taken back" not in page
    office.apply("Bojan Ilić")
    stale = confirm(head, preview)
    assert stale.status_code == 409, "another case waits meanwhile: that is shown first"
    assert confirm(head, stale, follow=False).status_code == 303
    assert "Wed 11 Mar 2026" in text_of(head, "/people/vera")
    send(head, "/people/vera", f"{ending}/undo")
    roles = text_of(head, "/people/vera").partition("Roles and days")[2].partition("Absences")[0]
    assert "Wed 11 Mar 2026" not in roles
    log = text_of(head, "/people/vera").partition("Log of changes")[2]
    of_end = log.partition("end of a role entered")[2]
    assert "was:" not in of_end.partition("Wed 11 Mar 2026")[0], (
        "the role and its days are as before"
    )
    assert "<dd>Mobility Coordinator</dd>" in " ".join(of_end.split())
    assert [name for name, _ in acts_on(office, "vera")] == ["role_ended", "role_end_undone"]
    data = {"token": token_of(head, "/people/vera")}
    twice = head.post(f"{ending}/undo", data=data)
    assert twice.status_code == 422 and "no end was entered here" in twice.text


AWAY = {"from": "2026-03-12", "to": "2026-03-20", "cover": "dusan", "note": "Leave"}


def test_an_absence_with_who_covers_makes_them_deputy_for_each_role_that_is_left(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    vera = log_in("vera")
    send(vera, "/people/vera", "/people/vera/absences", AWAY)
    page = text_of(vera, "/people/vera")
    assert "Fri 20 Mar 2026" in page and "Dušan Perić" in page
    office.now = at("2026-03-13")
    head = log_in("dusan")
    assert "away today" in text_of(head, "/people/vera")
    deputies = text_of(head, PAGE).partition('id="standing-in"')[2]
    assert "Mobility Coordinator" in deputies and "Fri 20 Mar 2026" in deputies


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"from": "soon"}, "soon"),
        ({"to": "2026-03-01"}, "the last day lies before the first"),
        ({"cover": "vera"}, "choose somebody else"),
        ({"cover": "nobody"}, "choose somebody else"),
    ],
)
def test_an_absence_that_cant_be_is_told_at_its_field(
    log_in: LogIn, fields: dict[str, Any], sentence: str
) -> None:
    vera = log_in("vera")
    refusal = send(vera, "/people/vera", "/people/vera/absences", {**AWAY, **fields})
    assert refusal.status_code == 422 and sentence in html.unescape(refusal.text)


def test_nobody_but_the_person_and_who_keeps_them_enters_an_absence(log_in: LogIn) -> None:
    ana = log_in("ana.k")
    data = {**AWAY, "token": token_of(ana, "/work")}
    assert ana.post("/people/vera/absences", data=data).status_code == 403


def test_who_is_back_earlier_ends_the_absence(office: OfficeAtWork, log_in: LogIn) -> None:
    vera = log_in("vera")
    send(vera, "/people/vera", "/people/vera/absences", {**AWAY, "cover": ""})
    office.now = at("2026-03-13")
    (ending,) = set(re.findall(r"/people/vera/absences/\d+/end", text_of(vera, "/people/vera")))
    send(vera, "/people/vera", ending, {"last": "2026-03-12"})
    assert "away today" not in text_of(vera, "/people/vera")
    assert "Past absences (1)" in text_of(vera, "/people/vera")
