"""`mobility archive YEAR DIR`: a year that is over, as one folder that needs no program."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.errors import REFUSED
from cli.options import Config, Data, Json
from cli.progress import Progress
from cli.session import office_session
from cli.show import as_json, lines
from states.moments import civil_date
from workflows.running.archiving import archive_year
from workflows.running.bootstrap import clock

TOLD_EACH = 500
"""Cases after which it is said how far it is."""

Year = Annotated[int, typer.Argument(metavar="YEAR", help="A calendar year that is over.")]
Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="An empty folder, or an archive made before.")
]


def archive(
    year: Year, folder: Folder, data: Data = None, config: Config = None, json: Json = False
) -> None:
    """Put the cases that ended in a year into one folder: papers, facts, history, an index.

    It is read without this program, and `sha256sum -c SHA256SUMS` verifies it.
    The cases stay in the office as well. Exit status 1 where a file was lost
    before; the rest is archived.
    """
    with office_session(data, config) as app:
        progress = Progress("{number} cases so far", TOLD_EACH)
        year_archive = archive_year(app, year, folder.absolute(), civil_date(clock()), progress)
    if json:
        as_json(
            {
                "year": year,
                "cases": year_archive.cases,
                "papers": year_archive.papers,
                "lost": year_archive.lost,
            }
        )
    else:
        lines(
            [
                f"{year_archive.cases} cases with {year_archive.papers} papers are archived in "
                f"{folder}.",
                *(f"✗ lost before: {lost_file}" for lost_file in year_archive.lost),
            ]
        )
    if year_archive.lost:
        raise typer.Exit(REFUSED)
