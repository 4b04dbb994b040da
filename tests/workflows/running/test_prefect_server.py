"""Prefect's server as our child: started in the background, asked quickly, ended for good."""

from __future__ import annotations

import base64
import json
import os
import socket
import stat
import time
import urllib.request
from pathlib import Path
from urllib.error import HTTPError

import pytest

from tests.ports import free_port
from tests.waiting import PATIENCE
from workflows.running.ports import PortTaken
from workflows.running.prefect_server import (
    ApiAnswer,
    NotReady,
    PrefectServer,
    api_is_ready,
    ask_api,
    password_of,
)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.prefect
def test_a_server_answers_on_loopback_and_shows_its_page(prefect_server: PrefectServer) -> None:
    assert prefect_server.url.startswith("http://127.0.0.1:")
    assert prefect_server.is_ready(patience=5)
    as_a_browser = urllib.request.Request(prefect_server.url, headers={"Accept": "text/html"})
    with urllib.request.urlopen(as_a_browser, timeout=10) as page:
        assert b"<html" in page.read().lower()


@pytest.mark.prefect
def test_a_server_keeps_to_its_own_folder_and_calls_nobody(prefect_server: PrefectServer) -> None:
    credentials = base64.b64encode(password_of(prefect_server.home).encode()).decode()
    request = urllib.request.Request(f"{prefect_server.api_url}/admin/settings")
    request.add_header("Authorization", f"Basic {credentials}")
    with urllib.request.urlopen(request, timeout=10) as answer:
        settings = json.load(answer)
    assert settings["home"] == str(prefect_server.home)
    assert settings["server"]["analytics_enabled"] is False
    assert settings["server"]["services"]["triggers"]["enabled"] is False
    assert (prefect_server.home / "prefect.db").exists()
    assert prefect_server.log.exists()


@pytest.mark.prefect
def test_a_server_answers_to_its_own_password_only_and_a_wrong_one_is_no_silence(
    prefect_server: PrefectServer,
) -> None:
    secret = prefect_server.home / "api.secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert ask_api(prefect_server.api_url, 10) is ApiAnswer.READY
    assert ask_api(prefect_server.api_url, 10, "mobility:guessed") is ApiAnswer.REFUSED
    with pytest.raises(HTTPError, match="401"):
        urllib.request.urlopen(f"{prefect_server.api_url}/flow_runs/filter", b"{}", timeout=10)


@pytest.mark.prefect
def test_starting_a_server_waits_for_nothing_and_stopping_it_half_way_ends_it(
    tmp_path: Path,
) -> None:
    server = PrefectServer(tmp_path / "home", free_port())
    server.start()
    assert not server.is_ready(), "start() must return before the API is up"
    pid = server.pid
    assert pid
    time.sleep(0.5)
    start = time.monotonic()
    server.stop()
    assert time.monotonic() - start < PATIENCE / 4
    assert gone(pid)
    assert not server.is_ready()


def test_a_taken_port_is_said_so_before_anything_is_started(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"port {port} on 127.0.0.1 is taken"):
            PrefectServer(tmp_path / "home", port).start()
    assert not (tmp_path / "home").exists()


def test_a_server_that_was_never_started_is_not_waited_for(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="ended while starting"):
        PrefectServer(tmp_path / "home").wait_ready(timeout=60)


def test_a_program_that_accepts_but_never_answers_is_not_ready() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        start = time.monotonic()
        assert not api_is_ready(f"http://127.0.0.1:{mute.getsockname()[1]}/api", patience=0.3)
        assert time.monotonic() - start < PATIENCE / 4
