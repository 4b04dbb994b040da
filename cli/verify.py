"""`verify`: whether history, due dates and files are still what was once written down."""

from __future__ import annotations

import typer

from cli.errors import REFUSED
from cli.lookup_session import lookup_session
from cli.options import Config, Data, Json, place
from cli.show import as_json, lines
from office.wiring import open_office
from persistence import closures
from persistence.integrity import Audit, audit

SOUND = "{cases} cases, {entries} entries of history, {files} files: nothing was changed."


def verify(data: Data = None, config: Config = None, json: Json = False) -> None:
    """Check every history for edits, every due date against its receipt and the calendar in force,
    every file's content.

    Exit status 1 where anything was changed.
    """
    where = place(data, config)
    with lookup_session(data, config) as (_, connection):
        office = open_office(where.data, where.config)
        office.close_on(closures.in_force(connection))
        result = audit(connection, where.data, office.calendar)
    if json:
        as_json({"sound": result.is_sound, **_counts(result), "flaws": result.discrepancies})
    elif result.is_sound:
        sentence = (
            "{cases} cases, {entries} entries of history, {files} files: nothing was changed."
        )
        lines([sentence.format(**_counts(result))])
    else:
        lines(f"✗ {discrepancy}" for discrepancy in result.discrepancies)
    if not result.is_sound:
        raise typer.Exit(REFUSED)


def _counts(result: Audit) -> dict[str, int]:
    return {"cases": result.cases, "entries": result.entries, "files": result.files}
