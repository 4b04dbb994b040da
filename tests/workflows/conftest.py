"""A real Prefect server for the tests of this room: one for all, started on its second start."""

from __future__ import annotations

import base64
import json
import os
import shutil
import urllib.request
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from tests.ports import free_port
from tests.waiting import PATIENCE, until
from workflows.running.prefect_server import PASSWORD, PrefectServer, password_of


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Prefect home whose database is made; to be copied, or started from."""
    home = tmp_path_factory.mktemp("prefect") / "home"
    server = PrefectServer(home, free_port())
    server.start()
    try:
        server.wait_ready(2 * PATIENCE)  # its database is made
    finally:
        server.stop()
    return home


@pytest.fixture(scope="session")
def prefect_server(prefect_home: Path) -> Iterator[PrefectServer]:
    """The session's Prefect server, on a free port, in a folder where one has run before."""
    server = PrefectServer(prefect_home.with_name("session"), free_port())
    shutil.copytree(prefect_home, server.home)
    server.start()
    os.environ[PASSWORD] = password_of(server.home)
    try:
        server.wait_ready(2 * PATIENCE)
        yield server
    finally:
        del os.environ[PASSWORD]
        server.stop()


@pytest.fixture(scope="session")
def ask_prefect(prefect_home: Path) -> Callable[[str, str, dict[str, Any]], Any]:
    """Ask a Prefect API as its own page does: `ask_prefect(api_url, "task_runs/filter", {…})`."""

    def ask(api_url: str, path: str, body: dict[str, Any]) -> Any:
        credentials = base64.b64encode(password_of(prefect_home).encode()).decode()
        headers = {"content-type": "application/json", "authorization": f"Basic {credentials}"}
        request = urllib.request.Request(f"{api_url}/{path}", json.dumps(body).encode(), headers)
        answers: list[Any] = []

        def is_answered() -> bool:
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    answers.append(json.load(answer))
            except HTTPError as error:
                # Prefect's own client asks again too while the server's database is busy.
                if error.code != HTTPStatus.SERVICE_UNAVAILABLE:
                    raise
            return bool(answers)

        assert until(is_answered)
        return answers[0]

    return ask
