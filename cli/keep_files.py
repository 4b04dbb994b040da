"""`mobility keep-files`: documents in the data folder, or in the database."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.errors import REFUSED
from cli.options import Config, Data, Json
from cli.progress import Progress
from cli.session import office_session
from cli.show import as_json, lines
from workflows.running.bootstrap import clock
from workflows.running.keeping_files import Place, carry_files

TOLD_EACH = 500
"""Files after which it is said how far it is."""

In = Annotated[Place, typer.Argument(metavar="PLACE", help="`database`, or `folder`.")]


def keep_files(place: In, data: Data = None, config: Config = None, json: Json = False) -> None:
    """Keep the office's files in its database, or in its data folder again.

    New ones go there from now on (`files.kept_in` in config.yaml), and those
    that are there are carried, while the office runs: start the pages again
    afterwards. Where it is stopped, the same command goes on.

    Exit status 1 where a file was lost before; the rest is carried.
    """
    with office_session(data, config) as app:
        carried_files = carry_files(
            app, place, clock(), Progress("{number} files so far", TOLD_EACH)
        )
    if json:
        values = {
            "carried": carried_files.number,
            "lost": carried_files.lost,
            "settings": carried_files.settings,
        }
        as_json({"place": place, **values})
    else:
        lines(
            [
                f"{carried_files.number} files were carried: they are kept in the {place}.",
                f"{carried_files.settings} says so from now on."
                if carried_files.settings
                else f"Write it into the settings yourself: `files.kept_in: {place}`; until then "
                "new files go where they went.",
                *(f"✗ the file {digest} was lost before" for digest in carried_files.lost),
            ]
        )
    if carried_files.lost:
        raise typer.Exit(REFUSED)
