"""The history of a case: append-only, each entry chained to the one before by its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from json.encoder import encode_basestring
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from persistence.bulk import fetch
from persistence.tables import history
from persistence.tables.base import Id
from states.frozen import frozen

HistoryRow = Mapping[str, Any]
"""An entry as it is stored, by the columns of the table."""

BEGINNING = "0" * 64
MIGRATION = "migration"
"""The kind of an entry by which a case moved onto another version of its process."""
TAKEOVER = "takeover"
"""The kind of the first entry of a case that was running elsewhere before."""


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


def chained(entry: Entry, case_id: int, seq: int, at: datetime, previous: str) -> HistoryRow:
    """The entry as a row, with its hash over everything in it and over the hash before."""
    row: dict[str, object] = {
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
    row["hash"] = hash_of(row)
    return row


def read(connection: Connection, case_id: int) -> list[HistoryRow]:
    """All entries of a case, oldest first."""
    rows = connection.execute(
        select(history).where(history.c.case_id == case_id).order_by(history.c.seq)
    )
    return [dict(row) for row in rows.mappings()]


_ENTRIES: Final = (
    select(history.c.seq, history.c.at, *[history.c[part.name] for part in fields(Entry)])
    .where(history.c.case_id == bindparam("case", 0, type_=Id))
    .order_by(history.c.seq)
)


def entries(connection: Connection, case_id: int) -> list[WrittenEntry]:
    """What happened to a case, oldest first, as pages show it."""
    rows = fetch(connection, _ENTRIES, {"case": case_id})
    return [WrittenEntry(seq, at, Entry(*of_entry)) for seq, at, *of_entry in rows]


_FROM: Final = _ENTRIES.where(history.c.seq >= bindparam("seq", 0, type_=Id))


def entries_from(connection: Connection, case_id: int, seq: int) -> list[WrittenEntry]:
    """What happened to a case from its entry `seq` on, oldest first."""
    rows = fetch(connection, _FROM, {"case": case_id, "seq": seq})
    return [WrittenEntry(row[0], row[1], Entry(*row[2:])) for row in rows]


def hash_of(row: HistoryRow) -> str:
    """The hash of an entry: over everything in it and over the hash before."""
    parts = [
        row["previous"], row["case_id"], row["seq"], row["at"].isoformat(), row["kind"],
        row["name"], row["rule"], row["role"], row["person"], row["deputy_for"],
        row["source"], row["target"], row["data"],
    ]  # fmt: skip
    canonical = f"[{', '.join(map(_canonical, parts))}]"
    return hashlib.sha256(canonical.encode()).hexdigest()


def _canonical(part: str | int | None) -> str:
    """A part as JSON has it. The encoder itself would be set up anew for each entry."""
    if part is None:
        return "null"
    return encode_basestring(part) if isinstance(part, str) else str(part)
