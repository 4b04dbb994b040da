"""Tokens: a person lets a program act for them, in chosen roles and for a time."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.web.browsing import LogIn, token_of
from tests.web.office_at_work import OfficeAtWork
from web.app import make_app


def make(client: TestClient, **fields: object) -> str:
    data = {"title": "The faculty's list", "roles": "mobility_coordinator", "until": "2026-12-31"}
    answer = client.post("/tokens", data={**data, **fields, "token": token_of(client, "/tokens")})
    return answer.text


def test_a_token_is_shown_once_works_and_ends_when_its_owner_says_so(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("vera")
    secret = make(client).split('<code class="secret">')[1].split("<")[0]
    page = client.get("/tokens").text
    assert secret not in page and "Thu 31 Dec 2026" in page, "the last day as it was written"
    assert "2026-12-31" in client.get("/exports/tokens.csv").text.splitlines()[1]
    program = TestClient(make_app(office.app, office.clock))
    headers = {"Authorization": f"Bearer {secret}"}
    assert program.get("/api/v1/me", headers=headers).json()["login"] == "vera"
    number = secret.split(".")[0]
    client.post(f"/tokens/{number}/end", data={"token": token_of(client, "/tokens")})
    assert program.get("/api/v1/me", headers=headers).status_code == 401


def test_nobody_ends_anothers_token_nor_gives_a_role_that_is_not_theirs(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("vera")
    number = make(client).split('<code class="secret">')[1].split(".")[0]
    other = log_in("dusan")
    answer = other.post(f"/tokens/{number}/end", data={"token": token_of(other, "/tokens")})
    assert answer.status_code == 404
    assert "Choose at least one of your own roles" in make(client, roles="rector")


def test_each_field_says_what_is_wrong_with_it_and_keeps_what_was_typed(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("vera")
    for field, value in (("title", " "), ("title", "x" * 10_000), ("until", "2026-02-30"),
                         ("until", "2026-03-10"), ("until", "2029-01-01")):  # fmt: skip
        page = make(client, **{field: value})
        assert f'id="{field}-error"' in page, (field, value)
        assert "checked" in page, "the chosen role is still chosen"


def test_all_that_is_wrong_with_a_token_is_told_at_once(log_in: LogIn) -> None:
    page = make(log_in("vera"), title=" ", roles="rector", until="2026-02-30")
    for field in ("title", "roles", "until"):
        assert f'id="{field}-error"' in page
