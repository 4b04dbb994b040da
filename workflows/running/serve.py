"""`mobility serve`: the pages, the worker and Prefect as children of one process.

The pages are on their way before this process knows its office: they take longest to be there.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from workflows.running.ports import PortTaken
from workflows.running.prefect_server import PrefectServer, client_environment
from workflows.running.process_start import LITTLE_MEMORY
from workflows.running.supervisor import ManagedProcess, Supervisor

if TYPE_CHECKING:
    from office.wiring import Office
    from workflows.running.bootstrap import App

ROOT = Path(__file__).parents[2]
PAGES_FIRST = 2.5
"""Seconds for which all others leave the machine to the start of the pages."""

OWN_MACHINE = "http://127.0.0.1:8080"
"""The address of the pages as the settings that are shipped have it."""

PATIENCE = 60
"""Seconds before the pages tell that the office can't be opened: this process tells it sooner, also
where the machine is busy."""


def serve(
    data: Path,
    config: Path | None,
    port: int,
    host: str = "127.0.0.1",
    say: Callable[[str], None] = print,
) -> None:
    """Runs everything until Ctrl-C; the pages never wait for Prefect, nor for its port.

    Raises what `open_app` raises; nothing runs then.
    """
    options = ["--data", str(data.resolve())]
    if config is not None:
        options += ["--config", str(config.resolve())]
    pages = _pages("Pages", "web.serve", options, (host, port))
    Supervisor([pages], say=say).run_until_signalled(
        partial(_others, data, config, options, say, pages.where)
    )


def _pages(
    name: str, module: str, options: list[str], at: tuple[str, int], after: float = 0.0
) -> ManagedProcess:
    """Pages that listen on a host and a port."""
    host, port = at
    address = ["--host", host, "--port", str(port), "--patience", str(PATIENCE)]
    return ManagedProcess(
        name,
        (sys.executable, "-m", module, *options, *address),
        f"http://{host}:{port}",
        environment={**LITTLE_MEMORY, **_path()},
        after=after,
    )


def _others(
    data: Path, config: Path | None, options: list[str], say: Callable[[str], None], pages: str
) -> Iterator[ManagedProcess]:
    """The pages of people outside, Prefect and the worker, where the office can be opened and its
    texts may stand."""
    # Imported here: by now the pages have begun.
    from workflows.running.bootstrap import is_behind, open_at_once
    from workflows.running.private_folder import open_to_others

    app = open_at_once(data, config)
    is_behind(app)
    _tell_first_login(app, say, pages)
    app.engine.dispose()
    for path in open_to_others(data):
        say(f"{path} can be read by others on this machine, and it is not ours to change: chmod it")
    outside, host = app.office.settings.outside, urlsplit(pages).hostname or ""
    if outside.enabled:
        yield _pages("Outside", "web.outside.serve", options, (host, outside.port), PAGES_FIRST)
    server, prefect = _prefect(app.office, say)
    yield from prefect
    yield ManagedProcess(
        "Worker",
        (sys.executable, "-m", "cli.main", "worker", *options, *_api(server)),
        f"sends what is in the outbox of {data}, watches the deadlines",
        environment={**LITTLE_MEMORY, **_path(), **_client(app.office, server)},
        after=PAGES_FIRST,
    )
    if server and app.office.settings.prefect.by_hand:
        yield ManagedProcess(
            "By hand",
            (sys.executable, "-m", "cli.main", "by-hand", *options, *_api(server)),
            f"{server.url}/deployments",
            environment={**LITTLE_MEMORY, **_path(), **_client(app.office, server)},
            after=PAGES_FIRST,
        )


def _tell_first_login(app: App, say: Callable[[str], None], pages: str) -> None:
    """The link of the first login, this one time, where nobody can log in yet."""
    from persistence.database import write_transaction
    from workflows.people.first_login import new_first_link
    from workflows.registers.keeping import OPERATOR, RegisterAct
    from workflows.running.bootstrap import clock

    settings = app.office.settings
    with write_transaction(app.engine) as connection:
        act = RegisterAct(connection, app.office, settings.institution.key, OPERATOR, clock())
        link = new_first_link(act)
    if link:
        address = pages if settings.base_url == OWN_MACHINE else settings.base_url.rstrip("/")
        say(f"The first login, for the Head, opens once: {address}/{link}")


def _prefect(
    office: Office, say: Callable[[str], None]
) -> tuple[PrefectServer | None, list[ManagedProcess]]:
    """Prefect's server as a child; on a free port where another program has the one wanted."""
    settings, home = office.settings.prefect, office.data / "prefect"
    if not settings.enabled:
        return None, []
    server = PrefectServer(home, settings.port or None)
    try:
        return server, [_late(server)]
    except PortTaken:
        say(f"Port {settings.port} is taken: Prefect gets another one")
        server = PrefectServer(home)
        return server, [_late(server)]


def _late(server: PrefectServer) -> ManagedProcess:
    return replace(server.as_managed_process(), after=PAGES_FIRST)


def _api(server: PrefectServer | None) -> list[str]:
    return ["--prefect-api", server.api_url] if server else ["--no-prefect"]


def _client(office: Office, server: PrefectServer | None) -> dict[str, str]:
    return client_environment(office.data / "prefect", server.api_url) if server else {}


def _path() -> dict[str, str]:
    """The children find the program where this process found it."""
    inherited_path = os.environ.get("PYTHONPATH", "")
    return {"PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), inherited_path)))}
