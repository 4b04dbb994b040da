"""Sessions at the server: they end by themselves, by logging out, and by a lockout's tries."""

from __future__ import annotations

from datetime import timedelta

from starlette.testclient import TestClient

from persistence import login_failures
from persistence.database import write_transaction
from tests.web.browsing import send, token_of
from tests.web.office_at_work import PASSWORD, OfficeAtWork
from web.app import make_app


def browser(office: OfficeAtWork) -> TestClient:
    return TestClient(make_app(office.app, office.clock), raise_server_exceptions=False)


def try_login(client: TestClient, password: str = PASSWORD, login: str = "vera") -> int:
    data = {"login": login, "password": password}
    return send(client, "/login", "/login", data, follow=False).status_code


def is_in(client: TestClient) -> bool:
    return client.get("/work", follow_redirects=False).status_code == 200


def test_a_session_that_nobody_touches_for_half_an_hour_is_over(office: OfficeAtWork) -> None:
    client = browser(office)
    try_login(client)
    office.now += timedelta(minutes=29)
    assert is_in(client)
    office.now += timedelta(minutes=29)
    assert is_in(client), "it counts from the last page"
    office.now += timedelta(minutes=30)
    assert not is_in(client)


def test_a_session_lasts_twelve_hours_however_busy(office: OfficeAtWork) -> None:
    client = browser(office)
    try_login(client)
    for _ in range(35):
        office.now += timedelta(minutes=20)
        assert is_in(client)
    office.now += timedelta(minutes=20)
    assert not is_in(client)


def test_logging_out_ends_the_session_at_the_server(office: OfficeAtWork) -> None:
    client = browser(office)
    try_login(client)
    cookie = client.cookies["session"]
    send(client, "/work", "/logout")
    thief = browser(office)
    thief.cookies.set("session", cookie)
    assert not is_in(thief)


def test_after_five_tries_a_login_is_locked_for_a_while_whoever_asks(
    office: OfficeAtWork,
) -> None:
    client = browser(office)
    for _ in range(5):
        assert try_login(client, "x") == 401
        assert try_login(client, "x", "nobody") == 401
    for login in ("vera", "nobody"):
        data = {"login": login, "password": PASSWORD, "token": token_of(client)}
        refusal = client.post("/login", data=data)
        assert refusal.status_code == 429
        assert "this login is locked until 10:15" in refusal.text
    assert try_login(browser(office)) == 429, "from another computer too"
    office.now += timedelta(minutes=15)
    assert try_login(client) == 303


def test_a_lockout_can_be_lifted(office: OfficeAtWork) -> None:
    client = browser(office)
    for _ in range(5):
        try_login(client, "x")
    with write_transaction(office.app.engine) as connection:
        assert login_failures.lift(connection, " VERA")
    assert try_login(client) == 303


def test_the_right_password_forgets_the_wrong_ones(office: OfficeAtWork) -> None:
    client = browser(office)
    for _ in range(2):
        assert [try_login(client, "x") for _ in range(4)] == [401] * 4
        assert try_login(client) == 303
        send(client, "/work", "/logout")
