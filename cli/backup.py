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
        written_backup = back_up(app, file, clock())
    if json:
        size = {
            "file": written_backup.path,
            "bytes": written_backup.size,
            "line": written_backup.line,
        }
        as_json({**size, **written_backup.held.plain, "lost": written_backup.lost})
    else:
        lines(_sentences(written_backup))
    if written_backup.lost:
        raise typer.Exit(REFUSED)


def _sentences(written_backup: Backup) -> list[str]:
    held_extent = written_backup.held
    return [
        f"{written_backup.path}: {held_extent.cases} cases, {held_extent.entries} entries of "
        f"history, {held_extent.files} files, {written_backup.size / 1_000_000:.1f} MB.",
        written_backup.line or "No line of proof could be given out: the office can't be written.",
        *(
            f"✗ the file {digest} was lost or changed before the backup"
            for digest in written_backup.lost
        ),
    ]
