"""`verify`: whether history, due dates and files are still what was once written down."""

from __future__ import annotations

import json as json_format
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from cli.opening import books
from cli.options import Config, Data, Json, place
from cli.show import as_json, lines
from cli.troubles import REFUSED

if TYPE_CHECKING:
    from sqlalchemy import Connection


def verify(data: Data = None, config: Config = None, json: Json = False) -> None:
    """Check every history for edits, every due date against its receipt, every file's content.

    Exit status 1 where anything was changed.
    """
    from sqlalchemy import func, select

    from persistence import history
    from persistence.tables import cases, files
    from persistence.tables import history as entries

    with books(data, config) as (_, connection):
        counted = {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in (("cases", cases), ("entries", entries), ("files", files))
        }
        errors = [*history.integrity_errors(connection), *_receipt_errors(connection)]
        errors += history.version_errors(connection)
        errors += _file_errors(connection, place(data, config).data)
    if json:
        as_json({"sound": not errors, **counted, "flaws": errors})
    elif not errors:
        said = "{cases} cases, {entries} entries of history, {files} files: nothing was changed."
        lines([said.format(**counted)])
    else:
        lines(f"✗ {error}" for error in errors)
    if errors:
        raise typer.Exit(REFUSED)


def _receipt_errors(connection: Connection) -> Iterator[str]:
    """Due dates that are not what their receipts say, counted again from the receipts alone."""
    from sqlalchemy import select

    from persistence.tables import cases

    wanted = select(cases.c.number, cases.c.due, cases.c.receipt).order_by(cases.c.id)
    for number, due, receipt in connection.execute(wanted):
        if error := _receipt_error(due, receipt):
            yield f"{number}: {error}"


def _receipt_error(due: Any, written: str | None) -> str | None:
    from rules.deadlines import recompute
    from rules.receipts import Receipt

    if written is None:
        return f"is due on {due}, and there is no receipt for it" if due else None
    try:
        receipt = Receipt.from_json(json_format.loads(written))
    except ValueError as error:
        return f"the receipt of its due date can't be read: {error}"
    counted = recompute(receipt)
    if not due == receipt.due == counted:
        return f"is due on {due}; its receipt says {receipt.due}, and counted again gives {counted}"
    return None


def _file_errors(connection: Connection, data: Path) -> Iterator[str]:
    """Files that are lost or no longer have the content that their name is made from."""
    import hashlib

    from sqlalchemy import select

    from persistence.files import path_of
    from persistence.tables import files

    for digest, size in connection.execute(select(files.c.sha256, files.c.size)):
        path = path_of(data, digest)
        if not path.is_file():
            yield f"the file {digest} is lost"
            continue
        content = path.read_bytes()
        if len(content) != size or hashlib.sha256(content).hexdigest() != digest:
            yield f"the file {digest} was changed"
