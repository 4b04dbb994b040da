"""`mobility case history`: everything that happened to a case."""

from __future__ import annotations

import json as json_format
from collections.abc import Mapping
from typing import Any

from cli.case_ref import get_case
from cli.lookup_session import lookup_session
from cli.options import CaseNumber, Config, Data, Json
from cli.show import as_json, moment, who, words
from cli.tables import table
from persistence import history as entries
from persistence.history import MIGRATION


def history(
    number: CaseNumber, data: Data = None, config: Config = None, json: Json = False
) -> None:
    """Everything that happened to a case, oldest first, and who did it under which rule."""
    with lookup_session(data, config) as (_, connection):
        rows = entries.read(connection, get_case(connection, number).id)
    if json:
        as_json([{**row, "at": row["at"].isoformat()} for row in rows])
        return
    columns = ("#", "When", "What", "State", "Rule", "Who")
    table(f"History of {number.upper()}", columns, map(_cells, rows), "Nothing has happened yet.")


def _cells(row: Mapping[str, Any]) -> tuple[object, ...]:
    return (
        row["seq"], moment(row["at"]), words(row["name"]), _move(row), row["rule"], _person(row)
    )  # fmt: skip


def _move(row: Mapping[str, Any]) -> str:
    move = _states(row["source"], row["target"])
    if row["kind"] != MIGRATION:
        return move
    versions = json_format.loads(row["data"])
    return f"{move} ({versions['from_version']} → {versions['to_version']})"


def _states(source: str | None, target: str | None) -> str:
    if target is None or source == target:
        return words(target)
    return f"{words(source)} → {words(target)}" if source else words(target)


def _person(row: Mapping[str, Any]) -> str:
    person = who(row["person"], row["role"])
    return f"{person} for {words(row['deputy_for'])}" if row["deputy_for"] else person
