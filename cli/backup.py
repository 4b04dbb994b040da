"""`mobility backup`: the whole office in one file, while it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.errors import REFUSED
from cli.options import Config, Data, Json
from cli.session import office_session
from cli.show import as_json, lines
from workflows.running.backing_up import Backup, back_up
from workflows.running.bootstrap import clock

File = Annotated[
    Path, typer.Argument(metavar="FILE", help="The new file; one that is there is not replaced.")
]


def backup(file: File, data: Data = None, config: Config = None, json: Json = False) -> None:
    """Copy the whole office into one file, while it runs: database, files, mails, settings.

    The file is one instant of the office, under checksums, and its owner's
    alone; `restore` makes the office of it again. Not in it: passwords
    (`secrets/`), the key of the sessions, Prefect's log. The line that is
    printed proves what stood then: keep it elsewhere.

    Exit status 1 where files of the office were lost or changed before; the
    rest is copied.
    """
    with office_session(data, config) as app:
        made = back_up(app, file, clock())
    if json:
        size = {"file": made.path, "bytes": made.size, "line": made.line}
        as_json({**size, **made.held.plain, "lost": made.lost})
    else:
        lines(_sentences(made))
    if made.lost:
        raise typer.Exit(REFUSED)


def _sentences(made: Backup) -> list[str]:
    held = made.held
    return [
        f"{made.path}: {held.cases} cases, {held.entries} entries of history, {held.files} files, "
        f"{made.size / 1_000_000:.1f} MB.",
        made.line or "No line of proof could be given out: the office can't be written.",
        *(f"✗ the file {digest} was lost or changed before the backup" for digest in made.lost),
    ]
