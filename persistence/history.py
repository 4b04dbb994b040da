"""The history of a case: append-only, each entry chained to the one before by its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam, select

from persistence.bulk import fetch
from persistence.commitments import Commitment, Noted, holds
from persistence.digests import instant
from persistence.json_text import in_json
from persistence.one_of import OneOf
from persistence.row_makers import PlainRow
from persistence.tables import history
from persistence.tables.base import Id
from states.frozen import frozen

HistoryRow = Mapping[str, Any]
"""An entry as it is stored, by the columns of the table."""

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


class EntrySeal(NamedTuple):
    """The digests that an entry seals, as JSON, and the salt that they are made under."""

    digests: str
    salt: str


def chained(
    entry: Entry, case_id: int, seq: int, at: datetime, previous: str, seal: EntrySeal
) -> HistoryRow:
    """The entry as a row, with its hash over everything in it and over the hash before."""
    row: dict[str, object] = {
        "case_id": case_id,
        "seq": seq,
        # As it is read: an instant of another zone is the same, and would have another hash.
        "at": at.astimezone(UTC),
        "kind": entry.kind,
        "name": entry.name,
        "rule": entry.rule,
        "role": entry.role,
        "person": entry.person,
        "deputy_for": entry.deputy_for,
        "source": entry.source,
        "target": entry.target,
        "data": entry.data,
        "sealed": seal.digests,
        "salt": seal.salt,
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


_OF_CASE: Final = (
    select(history.c.seq, history.c.at, *[history.c[part.name] for part in fields(Entry)])
    .where(history.c.case_id == bindparam("case", 0, type_=Id))
    .order_by(history.c.seq)
)


def entries(connection: Connection, case_id: int) -> list[WrittenEntry]:
    """What happened to a case, oldest first, as pages show it."""
    rows = fetch(connection, _OF_CASE, {"case": case_id})
    return [WrittenEntry(seq, at, Entry(*of_entry)) for seq, at, *of_entry in rows]


_FROM: Final = _OF_CASE.where(history.c.seq >= bindparam("seq", 0, type_=Id))


_NOTICES: Final = select(history.c.case_id, history.c.data).where(
    OneOf(history.c.case_id, "ids"),
    history.c.kind == "notice",
    history.c.name == bindparam("notice"),
    history.c.at >= bindparam("since", type_=history.c.at.type),
)


def notices_since(
    connection: Connection, case_ids: Sequence[int], name: str, since: datetime
) -> list[tuple[int, str]]:
    """The notices of a name that cases have since an instant, by case, each with its data."""
    values = {"ids": list(case_ids), "notice": name, "since": since}
    return [(row.case_id, row.data) for row in fetch(connection, _NOTICES, values)]


def entries_from(connection: Connection, case_id: int, seq: int) -> list[WrittenEntry]:
    """What happened to a case from its entry `seq` on, oldest first."""
    rows = fetch(connection, _FROM, {"case": case_id, "seq": seq})
    return [WrittenEntry(row[0], row[1], Entry(*row[2:])) for row in rows]


_RECORDED: Final = _OF_CASE.where(history.c.kind == "fact", OneOf(history.c.name, "facts"))


def recorded(connection: Connection, case_id: int, facts: Sequence[str]) -> list[WrittenEntry]:
    """The entries by which facts of some names were recorded in a case, oldest first."""
    rows = fetch(connection, _RECORDED, {"case": case_id, "facts": list(facts)})
    return [WrittenEntry(row[0], row[1], Entry(*row[2:])) for row in rows]


_HASHED: Final = (
    "case_id", "seq", "at", "kind", "name", "rule", "role", "person", "deputy_for", "source",
    "target", "data", "sealed", "salt", "previous", "hash",
)  # fmt: skip
_BETWEEN: Final = itemgetter(*_HASHED[3:11])
ENTRIES: Final = select(*(history.c[name] for name in _HASHED)).order_by(
    history.c.case_id, history.c.seq
)
"""All entries of all cases as `is_as_written` takes them, in order."""


def hash_of(row: HistoryRow) -> str:
    """The hash of an entry: over everything in it and over the hash before.

    What was handed in is in it by its digest, so that it can be erased; entries from before there
    were seals have it whole.
    """
    return _hash(
        [
            row["previous"],
            row["case_id"],
            row["seq"],
            row["at"].isoformat(),
            *_BETWEEN(row),
            row["sealed"] or row["data"],
        ]
    )


def is_as_written(noted_of: Noted, row: PlainRow, previous: str) -> bool:
    """Whether an entry, as the driver gives it, follows another and is what was written once.

    `noted` looks up what the chain of seals says of an entry whose salt was forgotten.
    """
    case_id, seq, at, *between, data, sealed_text, salt, before, its_hash = row
    written_at = instant(at).isoformat()
    parts = [before, case_id, seq, written_at, *between, sealed_text or data]
    if before != previous or its_hash != _hash(parts):
        return False
    commitment = Commitment(data, None if sealed_text is None else of_data(sealed_text), salt)
    return holds(commitment, f"{case_id}/{seq}", noted_of)


def of_data(sealed_text: str) -> str:
    """The digest of what was handed in, as an entry has it."""
    start = len(_FORM)
    return sealed_text[start : start + 32] if sealed_text.startswith(_FORM) else ""


_FORM: Final = '{"form":1,"data":"'


def _hash(parts: Sequence[object]) -> str:
    return hashlib.sha256(in_json(parts).encode()).hexdigest()
