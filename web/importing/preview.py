"""What was read as its page shows it: each row with its cells, their problems, and its result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection

from persistence import imports
from persistence.imports import Import, ImportRow
from states.frozen import frozen
from states.text import Text
from web.importing.columns import ImportColumn
from web.importing.judging import PROBLEMS
from web.importing.kinds import WHOLE_ROW, ImportKind, ImportPlace

PAGE: Final = 100
"""Rows that a page shows."""

SHOWN: Final = ("wrong", "sound", "there")
"""By how a row was judged one can choose which rows are shown."""


@frozen
class CellView:
    """A cell with what is wrong with it."""

    column: ImportColumn
    text: str
    problem: Text | None


@frozen
class RowView:
    """A row: `can_tick` where it can still be entered, `first` whether its entry begins with it."""

    row: ImportRow
    cells: tuple[CellView, ...]
    whole: Text | None
    about: Text | None
    address: str
    can_tick: bool

    @property
    def first(self) -> bool:
        """Whether it is the row that stands for its entry."""
        return self.row.place == self.row.entry


@frozen
class Tally:
    """How many entries stand where; of the sound ones `left` have no result yet."""

    sound: int
    wrong: int
    there: int
    entered: int
    refused: int
    ticked: int
    left: int

    @property
    def all(self) -> int:
        """All entries."""
        return self.sound + self.wrong + self.there


@frozen
class Preview:
    """All that the page shows; `filter` is the status of the rows shown, empty for all."""

    read: Import
    kind: ImportKind
    place: ImportPlace
    columns: tuple[ImportColumn, ...]
    rows: tuple[RowView, ...]
    tally: Tally
    filter: str
    page: int
    pages: int

    @property
    def tickable(self) -> str:
        """The entries whose ticks the form sends, with commas between them."""
        return ",".join(str(view.row.entry) for view in self.rows if view.can_tick and view.first)

    def line_of(self, entry: int) -> int:
        """The line of the row with which an entry begins, where the page shows it."""
        lines = {view.row.place: view.row.line for view in self.rows}
        return lines.get(entry, entry)

    @property
    def wrong_rows(self) -> list[RowView]:
        """The rows on the page with something wrong in them."""
        return [view for view in self.rows if view.whole or any(c.problem for c in view.cells)]


def preview_of(
    connection: Connection,
    kind: ImportKind,
    place: ImportPlace,
    kept_import: Import,
    status_and_page: tuple[str, int],
) -> Preview:
    """A page of the rows: `asked` is which are shown, and the number of the page."""
    tally = tally_of(connection, kept_import)
    status = status_and_page[0] if status_and_page[0] in SHOWN else ""
    number_of_rows = imports.count_rows(connection, kept_import.id, status)
    pages = max(1, -(-number_of_rows // PAGE))
    page = min(max(status_and_page[1], 1), pages)
    statuses = (status,) if status else ()
    rows = imports.rows_of(connection, kept_import.id, statuses, (page - 1) * PAGE, PAGE)
    columns = _columns(kind.columns(place), rows)
    views = tuple(_view(columns, row) for row in rows)
    return Preview(kept_import, kind, place, columns, views, tally, status, page, pages)


def tally_of(connection: Connection, kept_import: Import) -> Tally:
    """How many entries of an import stand where."""
    counts = imports.counts(connection, kept_import.id)

    def judged(status: str) -> int:
        return sum(number for (of, _), number in counts.items() if of == status)

    def became(outcome: str) -> int:
        return sum(number for (_, of), number in counts.items() if of == outcome)

    return Tally(
        judged("sound"), judged("wrong"), judged("there"), became("entered"),
        became("refused"), imports.left_ticked(connection, kept_import.id),
        counts.get(("sound", None), 0),
    )  # fmt: skip


def _columns(
    columns: Sequence[ImportColumn], rows: Sequence[ImportRow]
) -> tuple[ImportColumn, ...]:
    """Those that have a text or a problem in one of the rows."""
    used_names = {name for row in rows for name in (*row.texts, *row.notes.get(PROBLEMS, {}))}
    return tuple(column for column in columns if column.name in used_names)


def _view(columns: Sequence[ImportColumn], row: ImportRow) -> RowView:
    problems = {name: _text(pair) for name, pair in row.notes.get(PROBLEMS, {}).items()}
    cells = tuple(
        CellView(column, row.texts.get(column.name, ""), problems.pop(column.name, None))
        for column in columns
    )
    whole = problems.pop(WHOLE_ROW, None) or next(iter(problems.values()), None)
    about = row.notes.get("about")
    return RowView(
        row, cells, whole, _text(about) if about else None, row.notes.get("address", ""),
        row.status == "sound" and row.outcome is None,
    )  # fmt: skip


def _text(pair: Sequence[Any]) -> Text:
    return Text(str(pair[0]), str(pair[1]))
