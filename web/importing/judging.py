"""Rows judged: each cell by itself, rows against each other, and all against what stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection

from persistence.imports import ImportRow, Status
from states.text import Text, alike
from web.forms.tables import TableRow
from web.importing.columns import ImportColumn, read_cells
from web.importing.kinds import Entry, ImportKind, ImportPlace, Judgement, ReadRow

Notes = Mapping[str, Any]
PROBLEMS: Final = "problems"


def judged_rows(
    connection: Connection, kind: ImportKind, place: ImportPlace, rows: Sequence[TableRow]
) -> list[ImportRow]:
    """Rows as they were read, each with how it is judged; what can be entered is ticked."""
    columns = kind.columns(place)
    sheet_rows = [
        read_row(columns, number, row.line, row.texts) for number, row in enumerate(rows, start=1)
    ]
    entries = entries_of(kind, sheet_rows)
    judgements = kind.judge(connection, place, entries)
    twice = _twice(kind, entries)
    return sorted(
        row
        for entry, judgement in zip(entries, judgements, strict=True)
        for row in _rows(entry, judgement, twice)
    )


def read_row(
    columns: Sequence[ImportColumn], place: int, line: int, texts: Mapping[str, str]
) -> ReadRow:
    """A row's texts as values, with what is wrong with its cells alone."""
    cells = read_cells(columns, texts)
    return ReadRow(place, line, texts, cells.values, cells.problems)


def entries_of(kind: ImportKind, rows: Sequence[ReadRow]) -> list[Entry]:
    """The rows as they are entered: one by one, or those together that have the same name."""
    if not kind.grouped_by:
        return [Entry((row,)) for row in rows]
    groups: dict[tuple[str, ...], list[ReadRow]] = {}
    key: tuple[str, ...] = ()
    for row in rows:
        own_key = _key(row, kind.grouped_by)
        # A row that names nothing goes on with what stands above it.
        key = own_key if any(own_key) or not key else key
        groups.setdefault(key, []).append(row)
    return [Entry(tuple(group)) for group in groups.values()]


def problems_of(entry: Entry, judgement: Judgement) -> dict[int, dict[str, Text]]:
    """All that is wrong, by the row's place and the column: the cells' own problems come first."""
    problems = {row.place: dict(row.problems) for row in entry.rows}
    for (row_place, column), text in judgement.problems.items():
        problems[row_place].setdefault(column, text)
    return problems


def notes_of(problems: Mapping[str, Text], judgement: Judgement) -> Notes:
    """A row's notes as they are kept."""
    notes: dict[str, Any] = {}
    if problems:
        notes[PROBLEMS] = {name: [text.en, text.sr] for name, text in problems.items()}
    if judgement.about is not None:
        notes["about"] = [judgement.about.en, judgement.about.sr]
    if judgement.address:
        notes["address"] = judgement.address
    return notes


def _rows(
    entry: Entry, judgement: Judgement, twice: Mapping[int, Mapping[str, Text]]
) -> Iterable[ImportRow]:
    problems = problems_of(entry, judgement)
    if not judgement.there:
        for column, text in twice.get(entry.first.place, {}).items():
            problems[entry.first.place].setdefault(column, text)
    status: Status = "there" if judgement.there else "sound"
    if any(problems.values()):
        status = "wrong"
    first = entry.first.place
    for row in entry.rows:
        notes = notes_of(problems[row.place], judgement)
        is_ticked = status == "sound" and not judgement.corrects
        yield ImportRow(row.place, row.line, first, row.texts, status, notes, is_ticked)


def _twice(kind: ImportKind, entries: Sequence[Entry]) -> dict[int, dict[str, Text]]:
    """By a row's place, that a row above is the same."""
    lines: dict[tuple[object, ...], int] = {}
    problems: dict[int, dict[str, Text]] = {}
    for entry in entries:
        for names in kind.same_by:
            key = (names, _key(entry.first, names))
            if not key[1][0]:
                continue
            line = lines.setdefault(key, entry.first.line)
            if line != entry.first.line:
                sentence = Text(f"Row {line} is the same.", f"Исто стоји у реду {line}.")
                problems.setdefault(entry.first.place, {})[names[0]] = sentence
    return problems


def _key(row: ReadRow, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(alike(row.values.get(name, "")) for name in names)
