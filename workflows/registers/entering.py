"""Entering rows that were read from a spreadsheet: one by one, each in a transaction of its own.

What became of a row is written in the transaction of what was entered by it, so that nothing is
entered twice, however often and by how many it is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Engine

from persistence import imports
from persistence.database import write_transaction
from persistence.imports import ImportRow, Outcome
from states.validation_error import ValidationError

MOST: Final = 500
"""Entries that are entered in one go: more take longer than anybody waits for a page."""

Notes = Mapping[int, Mapping[str, Any]]
"""What is told of the rows of an entry, by their places."""

EnterRows = Callable[[Connection, Sequence[ImportRow]], Notes]
"""Judges an entry under the lock and writes it down; returns what is told of it. Raises NotEntered,
or ValidationError as the function that enters a single one."""


class NotEntered(Exception):
    """An entry was judged once more, and is not entered; `notes` say why."""

    def __init__(self, outcome: Outcome, notes: Notes) -> None:
        super().__init__(outcome)
        self.outcome: Outcome = outcome
        self.notes = notes


def enter_ticked(engine: Engine, import_id: int, enter: EnterRows) -> None:
    """Enters what is ticked and sound and not entered yet, in the order of the rows."""
    with write_transaction(engine) as connection:
        entries = imports.to_enter(connection, import_id, MOST)
    for entry in entries:
        _enter(engine, import_id, entry, enter)


def _enter(engine: Engine, import_id: int, entry: int, enter: EnterRows) -> None:
    """An entry with its result in one transaction; where it is not entered, the result alone."""
    outcome: Outcome = "refused"
    rows: Sequence[ImportRow] = ()
    try:
        with write_transaction(engine) as connection:
            imports.lock(connection)
            rows = imports.rows_of_entry(connection, import_id, entry)
            if rows[0].outcome is None:
                imports.settle(connection, import_id, "entered", enter(connection, rows))
            return
    except NotEntered as error:
        outcome, notes = error.outcome, error.notes
    except ValidationError as error:
        notes = {row.place: {} for row in rows}
        notes[entry] = _problem(error)
    with write_transaction(engine) as connection:
        imports.settle(connection, import_id, outcome, notes)


def _problem(error: ValidationError) -> dict[str, Any]:
    """Why an entry is refused, at the field that the error names, as an import's notes have it."""
    message = error.message.capitalised()
    return {"problems": {next(iter(error.fields), ""): [message.en, message.sr]}}
