"""`mobility case history`: everything that happened to a case."""

from __future__ import annotations

import json as json_format

from cli.case_ref import get_case
from cli.lookup_session import lookup_session
from cli.options import CaseNumber, Config, Data, Json
from cli.show import as_json, moment, who, words
from cli.tables import table
from persistence import history as history_rows
from persistence.history import MIGRATION, Entry, WrittenEntry


def history(
    number: CaseNumber, data: Data = None, config: Config = None, json: Json = False
) -> None:
    """Everything that happened to a case, oldest first, and who did it under which rule."""
    with lookup_session(data, config) as (_, connection):
        case_id = get_case(connection, number).id
        if json:
            rows = history_rows.read(connection, case_id)
            as_json([{**row, "at": row["at"].isoformat()} for row in rows])
            return
        entries = history_rows.entries(connection, case_id)
    columns = ("#", "When", "What", "State", "Rule", "Who")
    title = f"History of {number.upper()}"
    table(title, columns, map(_cells, entries), "Nothing has happened yet.")


def _cells(written_entry: WrittenEntry) -> tuple[object, ...]:
    entry = written_entry.entry
    return (
        written_entry.seq, moment(written_entry.at), words(entry.name), _move(entry),
        entry.rule, _person(entry)
    )  # fmt: skip


def _move(entry: Entry) -> str:
    move = _states(entry.source, entry.target)
    if entry.kind != MIGRATION:
        return move
    versions = json_format.loads(entry.data)
    return f"{move} ({versions['from_version']} → {versions['to_version']})"


def _states(source: str | None, target: str | None) -> str:
    if target is None or source == target:
        return words(target)
    return f"{words(source)} → {words(target)}" if source else words(target)


def _person(entry: Entry) -> str:
    person = who(entry.person, entry.role)
    return f"{person} for {words(entry.deputy_for)}" if entry.deputy_for else person
