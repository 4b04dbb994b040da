"""What the tests of the pages share: an office at work, and a browser without a screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import Response
from starlette.testclient import TestClient

from tests.of_a_run import made_once
from tests.web.browsing import Browser, LogIn, token_of
from tests.web.office_at_work import (
    PASSWORD,
    OfficeAtWork,
    at,
    found_office,
    office_on_postgres,
)
from tests.workflows.office_fixtures import postgres_database
from web.app import make_app
from workflows.running.bootstrap import App, open_app


@pytest.fixture(scope="session")
def new_office() -> Path:
    """The folder of an office that has just been founded; each test works on a copy."""
    return made_once("founded", lambda data: found_office(data).engine.dispose())


@pytest.fixture
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OfficeAtWork]:
    """A fresh office with its people and one call, on SQLite or where `--on` says."""
    if request.config.getoption("--on") == "sqlite":
        yield request.getfixturevalue("office_on_sqlite")
        return
    with postgres_database() as url:
        yield from _working(office_on_postgres(tmp_path / "data", url))


@pytest.fixture
def office_on_sqlite(new_office: Path, tmp_path: Path) -> Iterator[OfficeAtWork]:
    """The same on SQLite, wherever others are: for what is asked of SQLite itself."""
    shutil.copytree(new_office, tmp_path / "data")
    yield from _working(open_app(tmp_path / "data"))


def _working(app: App) -> Iterator[OfficeAtWork]:
    yield OfficeAtWork(app, at("2026-03-11"), 1)
    app.engine.dispose()


class Desk(Browser):
    """Somebody's browser: who comes back on another day logs in again before anything else."""

    def __init__(self, app: FastAPI, office: OfficeAtWork, login: str) -> None:
        super().__init__(app)
        self._office, self._login = office, login
        self._seen: datetime | None = None

    def request(self, *args: Any, **options: Any) -> Response:  # type: ignore[override]
        """As any browser, in a session that lasts."""
        self.sit_down()
        return super().request(*args, **options)

    def sit_down(self) -> None:
        """Logs in, where the last session can't go on at the office's instant."""
        now, before = self._office.now, self._seen
        self._seen = now
        if before is not None and timedelta() <= now - before < timedelta(minutes=30):
            return
        data = {"login": self._login, "password": PASSWORD, "token": token_of(self)}
        answer = self.post("/login", data=data, follow_redirects=False)
        assert answer.status_code == 303, answer.text


@pytest.fixture
def log_in(office: OfficeAtWork) -> Iterator[LogIn]:
    """`log_in("vera")` gives a client that is logged in as Vera."""
    app = make_app(office.app, office.clock)
    clients: list[TestClient] = []

    def logged_in(login: str) -> TestClient:
        client = Desk(app, office, login)
        clients.append(client)
        client.sit_down()
        return client

    yield logged_in
    for client in clients:
        client.close()
