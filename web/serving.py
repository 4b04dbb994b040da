"""How uvicorn serves pages, the office's and those for people outside; and its command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any

from workflows.running.process_start import start_fast, stay_small

if TYPE_CHECKING:
    from fastapi import FastAPI

    from office.settings import Settings
    from workflows.running.bootstrap import App

MakeApp = Callable[["App", Callable[[], datetime]], "FastAPI"]
"""Makes the pages of an open office, by a clock."""


def run(make_app: MakeApp, app: App, host: str, port: int) -> None:
    """Serves the pages of an open office until told to stop; raises PortTaken."""
    import uvicorn

    from workflows.running.bootstrap import clock
    from workflows.running.logs import begin_logs
    from workflows.running.ports import refuse_taken

    refuse_taken(host, port, "the server of the pages")
    begin_logs(app.office.settings.logs)
    pages = make_app(app, clock)
    stay_small()
    uvicorn.run(pages, host=host, port=port, **server_settings(app.office.settings))


def server_settings(settings: Settings) -> dict[str, Any]:
    """How uvicorn serves: whom it believes, and for how long it waits for anybody.

    A proxy's headers count only from the addresses in the settings: else whoever can reach the
    pages says from where they come.
    """
    # Imported here: it brings the server with it.
    from web.prompt_protocol import PromptProtocol

    return {
        "http": PromptProtocol,
        "log_config": None,
        "log_level": "warning",
        "server_header": False,
        "proxy_headers": bool(settings.proxies),
        "forwarded_allow_ips": list(settings.proxies),
    }


def main(load: Callable[[], MakeApp], description: str, port: int, at_once: bool = False) -> int:
    """The command line; a folder, config or port that can't be used gives a sentence and status 2.

    Pages that bring running cases under corrected texts themselves begin `at_once`.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--config", type=Path)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=port)
    parser.add_argument(
        "--patience", type=float, default=0.0, metavar="SECONDS",
        help="before trouble is told: who started the pages finds the same, and ends them",
    )  # fmt: skip
    options = parser.parse_args()
    start_fast()
    # Imported here, and in `run`: the start is set to be fast before anything large is loaded.
    from persistence.database_errors import DatabaseError
    from states.strict_yaml import InvalidFile
    from workflows.running.bootstrap import open_app, open_at_once
    from workflows.running.ports import PortTaken

    try:
        app = (open_at_once if at_once else open_app)(options.data, options.config)
        run(load(), app, options.host, options.port)
    except PortTaken as error:
        print(error, file=sys.stderr)
        return 2
    except (DatabaseError, InvalidFile) as error:
        sleep(options.patience)
        print(error, file=sys.stderr)
        return 2
    return 0
