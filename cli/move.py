"""`mobility move`: the office in another database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from cli.options import Config, Data, Json, place
from cli.progress import Progress
from cli.show import as_json, lines
from persistence.relocation import SQLITE
from workflows.running.moving import Moved, Request, point_to
from workflows.running.moving import move as move_office
from workflows.running.read_only_office import TOLD_EACH, clock

To = Annotated[
    str,
    typer.Option(
        "--to",
        metavar="URL",
        help="The empty database: postgresql+psycopg://user@host/database; or `sqlite`, the data "
        "folder's own.",
    ),
]
EvenUnsound = Annotated[
    bool,
    typer.Option("--even-unsound", help="Move an office that does not verify, exactly as it is."),
]


def move(
    to: To,
    data: Data = None,
    config: Config = None,
    json: Json = False,
    even_unsound: EvenUnsound = False,
) -> None:
    """Move the office into another, empty database: from SQLite to PostgreSQL, or back.

    Nothing of it may run. It is proved there, row by row and as `verify` does,
    before config.yaml names the new database; the old one is refused from
    then on. Where it is stopped, the same command goes on or begins anew.
    Files, mails and settings stay in the data folder.
    """
    where = place(data, config)
    request = Request(where.data, where.config, to, even_unsound)
    progress = Progress("The office is being moved: {number} rows so far", TOLD_EACH)
    outcome = move_office(request, clock(), progress)
    settings = point_to(request)
    if json:
        values = {"address": outcome.address, "rows": outcome.rows, "line": outcome.line}
        flaws = {"flaws": outcome.discrepancies, "settings": settings}
        as_json({**values, **outcome.held.plain, **flaws})
    else:
        lines(_sentences(outcome, settings))


def _sentences(outcome: Moved, settings: Path | None) -> Iterator[str]:
    held_extent = outcome.held
    place_name = "office.db in the data folder" if outcome.address == SQLITE else outcome.address
    yield (
        f"The office is in {place_name}: {held_extent.cases} cases, {held_extent.entries} "
        f"entries of history, {held_extent.files} files; {outcome.rows} rows."
    )
    yield from (f"✗ {discrepancy}" for discrepancy in outcome.discrepancies)
    if outcome.line and not outcome.discrepancies:
        yield "It verifies there: every row, every chain and this line are as they were."
    if outcome.line:
        yield outcome.line
    address = "" if outcome.address == SQLITE else outcome.address
    yield (
        f"{settings} names it from now on; the database that it left is refused."
        if settings
        else f"Write it into the settings yourself: `database.url: {address}`; the database that "
        "it left is refused."
    )
    yield (
        "That one still holds everything: keep it until `mobility backup` was run, then destroy "
        "it. What is erased from now on is not erased there."
    )
