"""What was read is kept, judged again where somebody asks for that, and entered."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection

from persistence import imports
from persistence.database import reading, write_transaction
from persistence.imports import Import, ImportRow
from states.frozen import frozen
from web.forms.spreadsheets import TextRow, read_file, read_pasted
from web.forms.tables import LINES_ABOVE, TableRow, read_table
from web.forms.workbooks import TableLimits, UnreadableTable
from web.importing.judging import judged_rows, notes_of, problems_of, read_row
from web.importing.kinds import Entry, ImportKind, ImportPlace
from workflows.registers.entering import NotEntered, Notes, enter_ticked

MOST_ROWS: Final = 2_000
_LIMITS: Final = TableLimits(rows=MOST_ROWS + LINES_ABOVE)
"""A header, and what stands above it, is no row."""


@frozen
class Sent:
    """What somebody sent: a file with its name, or what was pasted where there is no file."""

    content: bytes
    name: str
    pasted: str

    def rows(self) -> tuple[TextRow, ...]:
        """The rows; raises UnreadableTable."""
        if self.name:
            return read_file(self.content, self.name, _LIMITS)
        return read_pasted(self.pasted, _LIMITS)

    @property
    def digest(self) -> str:
        """SHA-256 of what was sent."""
        return hashlib.sha256(self.content if self.name else self.pasted.encode()).hexdigest()


def keep_read(kind: ImportKind, place: ImportPlace, sent_file: Sent) -> str:
    """Reads, judges and keeps what was sent; returns its key. Raises UnreadableTable."""
    table = read_table(sent_file.rows(), [column.as_read for column in kind.columns(place)])
    if len(table.rows) > MOST_ROWS:
        raise UnreadableTable(
            f"The table has more than {MOST_ROWS} rows. Take it in parts.",
            f"Табела има више од {MOST_ROWS} редова. Унесите је у деловима.",
        )
    context, key = place.context, secrets.token_urlsafe(18)
    with reading(context.engine) as connection:
        rows = judged_rows(connection, kind, place, table.rows)
    login, left_out = context.user.member.login, table.left_out
    kept_import = Import(
        0, key, login, kind.name, place.key, sent_file.name[:300], sent_file.digest, table.headed,
        left_out, context.now, context.now,
    )  # fmt: skip
    with write_transaction(context.engine) as connection:
        imports.keep(connection, kept_import, rows)
    return key


def judge_anew(kind: ImportKind, place: ImportPlace, kept_import: Import) -> None:
    """Judges the rows without an outcome against what stands now; ticks stay where they were."""
    context = place.context
    with write_transaction(context.engine) as connection:
        rows = imports.rows_of(connection, kept_import.id)
        tables = [TableRow(row.line, row.texts) for row in rows]
        new_rows = judged_rows(connection, kind, place, tables)
        changed_rows = [
            _as_ticked(new, old)
            for new, old in zip(new_rows, rows, strict=True)
            if (new.status, new.notes) != (old.status, old.notes)
        ]
        imports.judged_anew(connection, kept_import.id, changed_rows, context.now)


def _as_ticked(new: ImportRow, old: ImportRow) -> ImportRow:
    """The row as it is judged now, ticked as before where it could be entered before."""
    is_ticked = old.ticked if old.status == "sound" else new.ticked
    return new._replace(ticked=new.status == "sound" and is_ticked)


def enter(kind: ImportKind, place: ImportPlace, kept_import: Import) -> None:
    """Enters what is ticked, each entry judged once more under the lock."""

    def enter_rows(connection: Connection, rows: Sequence[ImportRow]) -> Notes:
        return _entered(connection, kind, place, rows)

    context = place.context
    with write_transaction(context.engine) as connection:
        imports.begin(connection, kept_import.id, context.now)
    enter_ticked(context.engine, kept_import.id, enter_rows)


def _entered(
    connection: Connection, kind: ImportKind, place: ImportPlace, rows: Sequence[ImportRow]
) -> Notes:
    columns = kind.columns(place)
    sheet_rows = [read_row(columns, row.place, row.line, row.texts) for row in rows]
    entry = Entry(tuple(sheet_rows))
    (judgement,) = kind.judge(connection, place, [entry])
    problems = problems_of(entry, judgement)
    notes = {row.place: notes_of(problems[row.place], judgement) for row in rows}
    if any(problems.values()):
        raise NotEntered("refused", notes)
    if judgement.there:
        raise NotEntered("there", notes)
    if judgement.corrects and notes[entry.first.place] != rows[0].notes:
        # What would be corrected is not what was shown: it is shown anew first.
        raise NotEntered("refused", notes)
    entered_row = kind.enter(connection, place, entry)
    noted_judgement = replace(judgement, about=entered_row.about, address=entered_row.address)
    return {row.place: notes_of({}, noted_judgement) for row in rows}
