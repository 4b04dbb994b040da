"""`mobility by-hand`: what people start from Prefect's page."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from cli.options import Config, Data, place
from cli.serve import HOST
from office.config_file import regulations_of, settings_file
from office.settings_loading import load_settings
from workflows.running.by_hand import work_by_hand
from workflows.running.prefect_server import PASSWORD, password_of


def by_hand(
    prefect_api: Annotated[
        str | None,
        typer.Option("--prefect-api", metavar="URL", help="The Prefect API to work for."),
    ] = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """Do what people start from Prefect's page: send now, look at the deadlines now, verify …

    It puts the deployments there, and works for them until Ctrl-C; `serve`
    runs it where `prefect.by_hand` is set. On another machine the password of
    Prefect's API stands in PREFECT_API_AUTH_STRING.
    """
    where = place(data, config)
    settings = load_settings(where.config or settings_file(where.data), regulations_of(where.data))
    os.environ.setdefault(PASSWORD, password_of(where.data / "prefect"))
    api = prefect_api or f"http://{HOST}:{settings.prefect.port or 4200}/api"
    work_by_hand(where.data, where.config, api)
