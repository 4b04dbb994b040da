"""`mobility restore`: an office made again from a backup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from cli.options import Data, Json, place
from cli.show import as_json, lines, moment
from persistence.proof_lines import read_line
from workflows.running.restoring import Request, Restored
from workflows.running.restoring import restore as restore_office

File = Annotated[Path, typer.Argument(metavar="FILE", help="A file that `mobility backup` made.")]
Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        help="The empty PostgreSQL database; left out: the one that the backup's settings name.",
    ),
]
Against = Annotated[
    str | None,
    typer.Option("--against", metavar="LINE", help="Check that what stood at this line stands."),
]
EvenUnsound = Annotated[
    bool,
    typer.Option(
        "--even-unsound", help="Take an office that does not verify: where there is no other."
    ),
]


def restore(
    file: File,
    data: Data = None,
    json: Json = False,
    database: Database = None,
    against: Against = None,
    even_unsound: EvenUnsound = False,
) -> None:
    """Make the office of a backup again, in an empty or a new data folder.

    It is verified before it is used: the file's checksums, the database
    itself, and all that `verify` looks at. A file that is damaged or of
    another version leaves nothing.
    """
    where = place(data, None)
    line = read_line(against) if against else None
    restored_office = restore_office(Request(file, where.data, database, line, even_unsound))
    if json:
        values = {"made_at": restored_office.made_at, "waiting": restored_office.waiting}
        flaws = {"left_out": restored_office.left_out, "flaws": restored_office.discrepancies}
        as_json({"data": where.data, **values, **restored_office.held.plain, **flaws})
    else:
        lines(_sentences(where.data, restored_office))


def _sentences(data: Path, restored_office: Restored) -> Iterator[str]:
    held_extent, at = restored_office.held, moment(restored_office.made_at)
    yield (
        f"The office of {at} is in {data}: {held_extent.cases} cases, {held_extent.entries} "
        f"entries of history, {held_extent.files} files."
    )
    yield from (f"✗ {discrepancy}" for discrepancy in restored_office.discrepancies)
    if not restored_office.discrepancies:
        yield "It verifies: nothing was changed."
    if restored_office.waiting:
        yield (
            f"{restored_office.waiting} mails and documents waited then, and leave as soon as a "
            "worker starts, also what left since: look at `mobility stuck` first."
        )
    if restored_office.left_out:
        yield (
            "Not in a backup, to be given again or made anew: "
            f"{', '.join(restored_office.left_out)}."
        )
