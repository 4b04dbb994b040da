"""Prefect's API and page as a child process of ours; this module never imports Prefect."""

from __future__ import annotations

import base64
import os
import secrets
import subprocess
import sys
import time
from enum import Enum
from pathlib import Path
from typing import Final

from workflows.running.ports import free_port, refuse_taken
from workflows.running.process_start import LITTLE_MEMORY
from workflows.running.supervisor import ManagedProcess, end, launch

_HOST = "127.0.0.1"
PASSWORD: Final = "PREFECT_API_AUTH_STRING"
"""Where a client finds what it says to the API: `name:password`."""

# Without these the server records some 20 task runs a second, however fast they come.
# The flush interval is a whole number: Prefect cuts it to one, and 0 is a loop without a pause.
_RECORD_FAST = {
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
}
# Automations, event streams and pauses: the office uses none of them. The feed of events says what
# the runs say, at twice the work for the server and 15 KB of disk an action. Its scheduler does not
# work beside SQLAlchemy 2.1: the nights to come are put in by `prefect_chores`.
_LEAVE_OFF = {
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
    "PREFECT_SERVER_EVENTS_STREAM_OUT_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_FOREMAN_ENABLED": "false",
}
# Runs older than Prefect's 90 days go: what happened is in the history of the case.
_KEEP_SMALL = {"PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "flow_runs"}
# By default Prefect calls home, from the server and from the client.
_QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "DO_NOT_TRACK": "1",
}


class NotReady(Exception):
    """Prefect's server did not come up in the time given, or ended while starting."""


class PrefectServer:
    """One Prefect server with its own home: settings, SQLite database, page and log in a folder."""

    def __init__(self, home: Path, port: int | None = None) -> None:
        """`home` is made where it is missing; without a `port` a free one is taken now."""
        self.home = home.resolve()
        self.port = port or free_port(_HOST)
        self.log = self.home / "server.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of Prefect's own page."""
        return f"http://{_HOST}:{self.port}"

    @property
    def api_url(self) -> str:
        """The address that flows report to."""
        return f"{self.url}/api"

    @property
    def pid(self) -> int | None:
        """The process id of the server that we started, while it runs."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def as_managed_process(self) -> ManagedProcess:
        """The server as a child for `Supervisor`; makes its home folder. Raises `PortTaken`."""
        refuse_taken(_HOST, self.port, "Prefect's server")
        self.home.mkdir(parents=True, exist_ok=True)
        return ManagedProcess(
            name="Prefect",
            command=(sys.executable, "-m", "prefect", "server", "start"),
            where=f"{self.url} (its log: {self.log})",
            environment=self._settings(),
            without=lambda variable: variable.startswith("PREFECT_"),
            folder=self.home,  # away from any prefect.toml of the folder we were started in
            log=self.log,
        )

    def start(self) -> None:
        """Start the server in the background; returns at once, the API follows 5 to 20 s later.

        Raises `PortTaken`. The server dies with the thread that called this (see `launch`).
        """
        if self.pid:
            return
        self._process = launch(self.as_managed_process())

    def is_ready(self, patience: float = 1.0) -> bool:
        """Does the server that we started answer within `patience` seconds?"""
        if self.pid is None:
            return False
        return ask_api(self.api_url, patience, password_of(self.home)) is ApiAnswer.READY

    def wait_ready(self, timeout: float = 120.0) -> None:
        """Wait for the API. Raises `NotReady` after `timeout` seconds, or once the server ended."""
        until = time.monotonic() + timeout
        while not self.is_ready():
            if not self.pid:
                raise NotReady(f"Prefect's server ended while starting; see {self.log}")
            if time.monotonic() > until:
                raise NotReady(f"Prefect's server is not up after {timeout:g} s; see {self.log}")
            time.sleep(0.1)

    def stop(self, patience: float = 5.0) -> None:
        """End the server and its whole process group, killed after `patience` seconds."""
        if self._process:
            end(self._process, patience)
            self._process = None

    def _settings(self) -> dict[str, str]:
        return {
            **_RECORD_FAST,
            **_LEAVE_OFF,
            **_KEEP_SMALL,
            **_QUIET,
            **LITTLE_MEMORY,
            "PREFECT_HOME": str(self.home),
            "PREFECT_SERVER_API_AUTH_STRING": password_of(self.home),
            "PREFECT_API_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{self.home}/prefect.db",
            "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(self.home / "page"),
            "PREFECT_SERVER_API_HOST": _HOST,
            "PREFECT_SERVER_API_PORT": str(self.port),
            # No page but Prefect's own may talk to the API from somebody's browser.
            "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": f"{self.url},http://localhost:{self.port}",
        }


def client_environment(home: Path, api_url: str) -> dict[str, str]:
    """What a process that runs flows should have in its environment before it imports Prefect."""
    return {
        "PREFECT_HOME": str(home.resolve()),
        "PREFECT_API_URL": api_url,
        PASSWORD: password_of(home),
        "DO_NOT_TRACK": "1",
    }


def password_of(home: Path) -> str:
    """The name and password of a server's API; the first call on a home makes it.

    It lies beside Prefect's database, readable by its owner only, and Prefect's page asks for it.
    """
    home.mkdir(parents=True, exist_ok=True)
    path = home / "api.secret"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    new_password = f"mobility:{secrets.token_urlsafe(24)}"
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(new_password)
    return new_password


class ApiAnswer(Enum):
    """What comes of asking a Prefect API: it works, is not there, or knows no such password."""

    READY = "ready"
    SILENT = "silent"
    REFUSED = "refused"


def ask_api(api_url: str, patience: float = 1.0, password: str | None = None) -> ApiAnswer:
    """Asks an API something that its password guards, and waits for `patience` seconds.

    Its health is open to everybody: that alone would take a wrong password for a right one.
    `password` is `name:password`; by default the one in this process's environment.
    """
    import urllib.request
    from http.client import HTTPException  # 20 ms that no other command should pay
    from urllib.error import HTTPError

    request = urllib.request.Request(f"{api_url}/admin/version")
    if credentials := password or os.environ.get(PASSWORD):
        request.add_header(
            "Authorization", f"Basic {base64.b64encode(credentials.encode()).decode()}"
        )
    try:
        with urllib.request.urlopen(request, timeout=patience) as answer:
            return ApiAnswer.READY if answer.status == 200 else ApiAnswer.SILENT
    except HTTPError as error:
        return ApiAnswer.REFUSED if error.code in (401, 403) else ApiAnswer.SILENT
    except (OSError, ValueError, HTTPException):
        return ApiAnswer.SILENT


def api_is_ready(api_url: str, patience: float = 1.0) -> bool:
    """Does a Prefect API answer at this address, to our password, within `patience` seconds?"""
    return ask_api(api_url, patience) is ApiAnswer.READY
