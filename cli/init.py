"""`mobility init`: making an office in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.operators_act import operators_act
from cli.options import Config, Data, Json, place
from cli.session import write_session
from cli.show import as_json, lines
from office.config_file import settings_file
from persistence.migrating import head_revision
from workflows.people.first_login import first_link
from workflows.running.read_only_office import open_read_only

Head = Annotated[
    str | None,
    typer.Option(
        "--head",
        metavar="'NAME <ADDRESS>'",
        help="The Head of ICO, who gets the first login: a link that is printed once.",
    ),
]


def init(data: Data = None, config: Config = None, json: Json = False, head: Head = None) -> None:
    """Make an office in the data folder, or bring its database up to date."""
    where = place(data, config)
    is_updated = (where.data / "office.db").is_file()
    office = open_read_only(where.data, where.config, make=True)
    office.engine.dispose()
    link = _first_link(data, config, head) if head else None
    settings = where.config or settings_file(where.data)
    if json:
        summary = {"data": where.data, "config": settings, "institution": office.institution,
                "database": head_revision()}  # fmt: skip
        as_json({**summary, "first_login": link} if link else summary)
    else:
        status = "is up to date" if is_updated else "is made"
        lines([f"The office in {where.data} {status}; its settings are in {settings}."])
    if not is_updated and not link and not json:
        lines([
            "`mobility serve` starts it, and prints the link of the first login; "
            "the page /setup leads through the rest.",
        ])  # fmt: skip
    if link and not json:
        lines([
            f"The first login, for the Head, opens once: {link}",
            "Start the office with `mobility serve`; the page /setup leads through the rest.",
        ])  # fmt: skip


def _first_link(data: Path | None, config: Path | None, head: str) -> str:
    with write_session(data, config) as (office, connection):
        return first_link(operators_act(office, connection), head)
