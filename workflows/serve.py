"""`mobility serve`: the pages, the worker and Prefect as children of one process."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from workflows.children import Child, Children
from workflows.office import Office
from workflows.prefect_server import PortTaken, PrefectServer, client_environment

ROOT = Path(__file__).parents[1]
PAGES_FIRST = 2.5
"""Seconds for which Prefect's start, the heaviest of all, leaves the machine to the pages."""


def serve(
    office: Office,
    config: Path | None,
    port: int,
    host: str = "127.0.0.1",
    say: Callable[[str], None] = print,
) -> None:
    """Runs everything until Ctrl-C; the pages never wait for Prefect, nor for its port."""
    options = ["--data", str(office.data.resolve())]
    if config is not None:
        options += ["--config", str(config.resolve())]
    pages = Child(
        "Pages",
        (sys.executable, "-m", "web.serve", *options, "--host", host, "--port", str(port)),
        f"http://{host}:{port}",
        environment=_path(),
    )
    server, prefect = _prefect(office, say)
    worker = Child(
        "Worker",
        (sys.executable, "-m", "cli.main", "worker", *options, *_api(server)),
        f"sends what is in the outbox of {office.data}, watches the deadlines",
        environment={**_path(), **_client(office, server)},
    )
    late = [replace(child, after=PAGES_FIRST) for child in prefect]
    children = Children([pages, *late, worker], say=say)
    children.run_until_told()


def _prefect(
    office: Office, say: Callable[[str], None]
) -> tuple[PrefectServer | None, list[Child]]:
    """Prefect's server as a child; on a free port where another program has the one wanted."""
    settings, home = office.settings.prefect, office.data / "prefect"
    if not settings.enabled:
        return None, []
    server = PrefectServer(home, settings.port or None)
    try:
        return server, [server.as_child()]
    except PortTaken:
        say(f"Port {settings.port} is taken: Prefect gets another one")
        server = PrefectServer(home)
        return server, [server.as_child()]


def _api(server: PrefectServer | None) -> list[str]:
    return ["--prefect-api", server.api_url] if server else ["--no-prefect"]


def _client(office: Office, server: PrefectServer | None) -> dict[str, str]:
    return client_environment(office.data / "prefect", server.api_url) if server else {}


def _path() -> dict[str, str]:
    """The children find the program where this process found it."""
    known = os.environ.get("PYTHONPATH", "")
    return {"PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), known)))}
