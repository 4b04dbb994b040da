"""What the tests of the pages share: an office at work, and a browser without a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from office_at_work import PASSWORD, OfficeAtWork, office_at_work
from starlette.testclient import TestClient
from visiting import token_of
from web.app import make_app

LogIn = Callable[[str], TestClient]


def pytest_configure(config: pytest.Config) -> None:
    """Tests that need Chromium can be chosen or left out: `-m "not browser"`."""
    config.addinivalue_line("markers", "browser: needs Chromium")


@pytest.fixture
def office(tmp_path: Path) -> OfficeAtWork:
    """A fresh office with its people and one call."""
    return office_at_work(tmp_path / "data")


@pytest.fixture
def log_in(office: OfficeAtWork) -> Iterator[LogIn]:
    """`log_in("vera")` gives a client that is logged in as Vera."""
    app = make_app(office.desk, office.clock)
    clients: list[TestClient] = []

    def logged_in(login: str) -> TestClient:
        client = TestClient(app, raise_server_exceptions=False)
        clients.append(client)
        client.get("/login")
        answer = client.post(
            "/login",
            data={"login": login, "password": PASSWORD, "token": token_of(client)},
            follow_redirects=False,
        )
        assert answer.status_code == 303, answer.text
        return client

    yield logged_in
    for client in clients:
        client.close()
