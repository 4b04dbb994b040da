"""`mobility worker`: a worker alone."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from cli.options import Config, Data
from cli.serve import HOST
from cli.session import office_session
from persistence.waiting import waiting_for_others
from workflows.running.bootstrap import clock
from workflows.running.logs import begin_logs
from workflows.running.prefect_server import PASSWORD, password_of
from workflows.running.recounting import recount_open_cases
from workflows.running.worker import run_worker


def worker(
    prefect_api: Annotated[
        str | None,
        typer.Option("--prefect-api", metavar="URL", help="The Prefect API to report to."),
    ] = None,
    no_prefect: Annotated[
        bool, typer.Option("--no-prefect", help="Run every action directly.")
    ] = False,
    data: Data = None,
    config: Config = None,
) -> None:
    """Run a worker alone: it sends mails, makes documents, watches deadlines; Ctrl-C ends it."""
    with office_session(data, config) as app:
        begin_logs(app.office.settings.logs)
        waiting_for_others(lambda: recount_open_cases(app.office, app.engine, clock()))
        settings = app.office.settings.prefect
        # A worker by hand on the office's own folder says what the server there asks for.
        if settings.enabled and not no_prefect:
            os.environ.setdefault(PASSWORD, password_of(app.office.data / "prefect"))
        api = prefect_api or f"http://{HOST}:{settings.port or 4200}/api"
        run_worker(app, None if no_prefect or not settings.enabled else api)
