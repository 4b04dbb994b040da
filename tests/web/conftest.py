"""What the tests of the pages share: an office at work, and a browser without a screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.browsing import LogIn, token_of
from tests.web.office_at_work import PASSWORD, OfficeAtWork, at, found_office
from web.app import make_app
from workflows.running.bootstrap import open_app


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office that has just been founded; each test works on a copy."""
    folder = tmp_path_factory.mktemp("founded") / "data"
    found_office(folder).engine.dispose()
    return folder


@pytest.fixture
def office(founded: Path, tmp_path: Path) -> Iterator[OfficeAtWork]:
    """A fresh office with its people and one call."""
    shutil.copytree(founded, tmp_path / "data")
    made = OfficeAtWork(open_app(tmp_path / "data"), at("2026-03-11"), 1)
    yield made
    made.app.engine.dispose()


@pytest.fixture
def log_in(office: OfficeAtWork) -> Iterator[LogIn]:
    """`log_in("vera")` gives a client that is logged in as Vera."""
    app = make_app(office.app, office.clock)
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
