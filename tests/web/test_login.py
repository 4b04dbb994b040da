"""Logging in: who may, who has to wait, and what a cookie is worth."""

from __future__ import annotations

from httpx import Response
from sqlalchemy import update
from starlette.testclient import TestClient

from persistence.database import write_transaction
from persistence.tables import role_assignments, staff
from tests.web.browsing import LogIn, send, token_of
from tests.web.office_at_work import PASSWORD, OfficeAtWork
from web.app import make_app
from web.pages.login import inside
from workflows.people.passwords import hasher


def stranger(office: OfficeAtWork) -> TestClient:
    return TestClient(make_app(office.app, office.clock), raise_server_exceptions=False)


def try_to_log_in(client: TestClient, login: str, password: str, then: str = "/") -> Response:
    data = {"login": login, "password": password, "then": then}
    return send(client, "/login", "/login", data, follow=False)


def test_a_stranger_is_sent_to_the_login_page_and_from_there_to_where_they_wanted(
    office: OfficeAtWork,
) -> None:
    number = office.apply("Ana Petrović")
    client = stranger(office)
    redirect = client.get(f"/cases/{number}", follow_redirects=False)
    assert redirect.headers["location"] == f"/login?then=/cases/{number}"
    page = client.get(redirect.headers["location"])
    assert f'name="then" value="/cases/{number}"' in page.text
    answer = try_to_log_in(client, "vera", PASSWORD, f"/cases/{number}")
    assert answer.headers["location"] == f"/cases/{number}"
    assert "Ana Petrović" in client.get(f"/cases/{number}").text


def test_a_wrong_password_and_an_unknown_login_are_refused_alike(office: OfficeAtWork) -> None:
    client = stranger(office)
    wrong, no_account = (try_to_log_in(client, login, "x") for login in ("vera", "nobody"))
    assert wrong.status_code == no_account.status_code == 401
    assert "do not belong together" in wrong.text
    assert "do not belong together" in no_account.text
    assert "session" not in client.cookies


def test_after_five_failures_even_the_right_password_has_to_wait(office: OfficeAtWork) -> None:
    client = stranger(office)
    for _ in range(5):
        assert try_to_log_in(client, "vera", "x").status_code == 401
    refusal = try_to_log_in(client, "vera", PASSWORD)
    assert refusal.status_code == 429
    assert "this login is locked until" in refusal.text
    assert try_to_log_in(client, "dusan", PASSWORD).status_code == 303


def test_who_logs_out_is_a_stranger_again(log_in: LogIn) -> None:
    client = log_in("vera")
    assert client.get("/work").status_code == 200
    send(client, "/work", "/logout")
    assert client.get("/work", follow_redirects=False).status_code == 303


def test_a_new_password_ends_the_sessions_begun_with_the_old_one(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("vera")
    with write_transaction(office.app.engine) as connection:
        change = update(staff).where(staff.c.login == "vera")
        connection.execute(change.values(password=hasher().hash("another one")))
    assert client.get("/work", follow_redirects=False).status_code == 303


def test_an_altered_cookie_is_worth_nothing(office: OfficeAtWork, log_in: LogIn) -> None:
    cookie = log_in("vera").cookies["session"]
    client = stranger(office)
    client.cookies.set("session", cookie[:-2] + ("AA" if cookie[-2:] != "AA" else "BB"))
    assert client.get("/work", follow_redirects=False).status_code == 303


def test_who_holds_no_role_today_is_not_let_in(office: OfficeAtWork) -> None:
    with write_transaction(office.app.engine) as connection:
        change = update(role_assignments).where(role_assignments.c.role == "rector")
        connection.execute(change.values(last_day=office.now.date().replace(day=1)))
    answer = try_to_log_in(stranger(office), "rektor", PASSWORD)
    assert answer.status_code == 401
    assert "no role in the office today" in answer.text


def test_the_session_cookie_is_kept_from_scripts_and_from_other_sites(
    office: OfficeAtWork,
) -> None:
    answer = try_to_log_in(stranger(office), "vera", PASSWORD)
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("session="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_the_login_page_leads_nowhere_but_inside(office: OfficeAtWork) -> None:
    for elsewhere in ("https://evil.example", "//evil.example", "/\\evil.example", "evil", ""):
        assert inside(elsewhere) == "/"
    assert inside("/cases/BMU-2026-0001?saved=3") == "/cases/BMU-2026-0001?saved=3"
    answer = try_to_log_in(stranger(office), "vera", PASSWORD, "//evil.example")
    assert answer.headers["location"] == "/"


def test_who_is_logged_in_is_led_from_the_login_page_to_their_first_page_at_once(
    log_in: LogIn,
) -> None:
    for login, place in (("dusan", "/board"), ("vera", "/work")):
        client = log_in(login)
        led_to = client.get("/login", follow_redirects=False).headers["location"]
        assert led_to == place
        asked_for = client.get("/login?then=/account", follow_redirects=False)
        assert asked_for.headers["location"] == "/account"


def test_a_login_form_without_its_token_is_refused(office: OfficeAtWork) -> None:
    client = stranger(office)
    client.get("/login")
    data = {"login": "vera", "password": PASSWORD}
    assert client.post("/login", data=data, follow_redirects=False).status_code == 403
    data["token"] = token_of(stranger(office))
    assert client.post("/login", data=data, follow_redirects=False).status_code == 403


def test_the_secret_is_readable_by_its_owner_only(office: OfficeAtWork) -> None:
    stranger(office)
    secret = office.app.office.data / "secret.key"
    assert secret.stat().st_mode & 0o077 == 0
    before = secret.read_text()
    stranger(office)
    assert secret.read_text() == before
