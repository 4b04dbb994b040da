"""The history of a case: append-only, each entry chained to the one before by its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from persistence.tables import cases, definitions, history
from states.frozen import frozen

BEGINNING = "0" * 64
MIGRATION = "migration"
"""The kind of an entry by which a case moved onto another version of its process."""


@frozen
class Entry:
    """What happened to a case: a transition, a fact, a notice. `data` is canonical JSON."""

    kind: str
    name: str
    rule: str
    role: str
    person: str
    data: str
    deputy_for: str | None = None
    source: str | None = None
    target: str | None = None


@frozen
class WrittenEntry:
    """An entry as it stands in a case's history: its number there, and when it was written."""

    seq: int
    at: datetime
    entry: Entry


@frozen
class CaseTip:
    """What a case's writing ends with: how long its history is, its last hash, and the groups of
    facts that have been written.
    """

    length: int
    hash: str
    present: str


def chained(entry: Entry, case_id: int, seq: int, at: datetime, previous: str) -> dict[str, Any]:
    """The entry as a row, with its hash over everything in it and over the hash before."""
    row = {
        "case_id": case_id,
        "seq": seq,
        "at": at,
        "kind": entry.kind,
        "name": entry.name,
        "rule": entry.rule,
        "role": entry.role,
        "person": entry.person,
        "deputy_for": entry.deputy_for,
        "source": entry.source,
        "target": entry.target,
        "data": entry.data,
        "previous": previous,
    }
    row["hash"] = _hash(row)
    return row


def read(connection: Connection, case_id: int) -> list[dict[str, Any]]:
    """All entries of a case, oldest first."""
    found = connection.execute(
        select(history).where(history.c.case_id == case_id).order_by(history.c.seq)
    )
    return [dict(row) for row in found.mappings()]


def integrity_errors(connection: Connection) -> Iterator[str]:
    """Every edit, deletion or cut tail in the histories of all cases, one sentence each."""
    heads = connection.execute(
        select(cases.c.id, cases.c.number, cases.c.history_length, cases.c.history_tip)
    ).all()
    for case_id, number, length, head in heads:
        yield from _chain_errors(number, read(connection, case_id), length, head)


def version_errors(connection: Connection) -> Iterator[str]:
    """Cases that run on another version than their last move says, or on another text of it."""
    told = _last_moves(connection)
    rows = select(cases, definitions.c.digest).outerjoin(
        definitions, definitions.c.key == cases.c.definition
    )
    for case in connection.execute(rows.order_by(cases.c.id)):
        said = told.get(case.id)
        if said is not None and case.definition != f"{case.institution}/{case.process}.{said}":
            yield f"{case.number}: runs on {case.definition}; its history says {said}"
        elif case.digest is not None and case.definition_digest != case.digest:
            yield f"{case.number}: runs on another text of {case.definition} than the one kept"


def _last_moves(connection: Connection) -> dict[int, str]:
    """By case, the version's date in force that the last move names; without one, nothing."""
    moves = select(history.c.case_id, history.c.data).where(history.c.kind == MIGRATION)
    found = connection.execute(moves.order_by(history.c.case_id, history.c.seq))
    return {row.case_id: json.loads(row.data)["to_version"] for row in found}


def _chain_errors(
    number: str, rows: Sequence[dict[str, Any]], length: int, head: str
) -> Iterator[str]:
    previous = BEGINNING
    for expected, row in enumerate(rows, start=1):
        if row["seq"] != expected:
            yield f"{number}: entry {expected} of the history is missing"
            return
        if row["previous"] != previous or row["hash"] != _hash(row):
            yield f"{number}: entry {expected} of the history ({row['name']}) was changed"
            return
        previous = row["hash"]
    if len(rows) != length:
        yield f"{number}: the history has {len(rows)} entries, {length} were written"
    elif previous != head:
        yield f"{number}: the history's last entry is not the one that was written"


_CANONICAL: Final = json.JSONEncoder(ensure_ascii=False)


def _hash(row: dict[str, Any]) -> str:
    parts = [
        row["previous"], row["case_id"], row["seq"], row["at"].isoformat(), row["kind"],
        row["name"], row["rule"], row["role"], row["person"], row["deputy_for"],
        row["source"], row["target"], row["data"],
    ]  # fmt: skip
    return hashlib.sha256(_CANONICAL.encode(parts).encode()).hexdigest()
