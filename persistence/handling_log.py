"""The log of handling: who gave a case to whom, put it aside, said what. Each entry is chained.

No case moves by it, so it stands beside the history and not in it (docs/decisions): a comment makes
nobody's form stale, and what `verify` finds in the history is found here too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, select, update

from persistence.history import BEGINNING
from persistence.tables import case_handling, cases, handling_log
from states.frozen import frozen


@frozen
class HandlingEntry:
    """What somebody arranged about a case. `data` has what was before and after.

    `person` is the name of that day: it stays when somebody leaves the office.
    """

    kind: str
    login: str
    person: str
    role: str
    data: Mapping[str, Any]
    deputy_for: str | None = None


@frozen
class LoggedEntry:
    """An entry as it stands in the log: its number there, and when it was written."""

    seq: int
    at: datetime
    entry: HandlingEntry


_TIP: Final = select(case_handling.c.log_length, case_handling.c.log_tip).where(
    case_handling.c.case_id == bindparam("case")
)
_MOVE_TIP: Final = (
    update(case_handling)
    .where(case_handling.c.case_id == bindparam("case"))
    .values(log_length=bindparam("length"), log_tip=bindparam("tip"))
)
_CANONICAL: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def add(
    connection: Connection,
    case_id: int,
    entry: HandlingEntry,
    at: datetime,
    form_key: str | None = None,
) -> LoggedEntry:
    """Adds an entry to the log of a case that the caller has locked (`handling.lock`).

    `form_key` is that of the form which was sent: it stands in the log once.
    """
    length, tip = connection.execute(_TIP, {"case": case_id}).one()
    row: dict[str, Any] = {
        "case_id": case_id,
        "seq": length + 1,
        "at": at,
        **{part.name: getattr(entry, part.name) for part in fields(HandlingEntry)},
        "data": _CANONICAL.encode(entry.data),
        "form_key": form_key,
        "previous": tip,
    }
    row["hash"] = _hash_of(row)
    connection.execute(handling_log.insert(), row)
    moved = {"case": case_id, "length": row["seq"], "tip": row["hash"]}
    connection.execute(_MOVE_TIP, moved)
    return LoggedEntry(row["seq"], at, entry)


def is_known(connection: Connection, form_key: str | None) -> bool:
    """Whether what a form asked for has been done already."""
    if form_key is None:
        return False
    with_key = select(handling_log.c.seq).where(handling_log.c.form_key == form_key)
    return connection.execute(with_key).first() is not None


_LOG: Final = (
    select(
        handling_log.c.seq,
        handling_log.c.at,
        *(handling_log.c[part.name] for part in fields(HandlingEntry)),
    )
    .where(handling_log.c.case_id == bindparam("case"), handling_log.c.seq > bindparam("after"))
    .order_by(handling_log.c.seq)
)


def read(connection: Connection, case_id: int, after: int = 0) -> list[LoggedEntry]:
    """The log of a case after an entry, oldest first."""
    rows = connection.execute(_LOG, {"case": case_id, "after": after})
    return [_logged(row) for row in rows]


def _logged(row: Any) -> LoggedEntry:
    values = {part.name: getattr(row, part.name) for part in fields(HandlingEntry)}
    entry = HandlingEntry(**{**values, "data": json.loads(row.data)})
    return LoggedEntry(row.seq, row.at, entry)


def length_of(connection: Connection) -> int:
    """How many entries the logs of all cases have."""
    return int(connection.execute(select(func.count()).select_from(handling_log)).scalar_one())


def discrepancies(connection: Connection) -> Iterator[str]:
    """Every edit, deletion or cut tail in the logs of handling, one sentence each."""
    tips = connection.execute(
        select(cases.c.id, cases.c.number, case_handling.c.log_length, case_handling.c.log_tip)
        .outerjoin(case_handling, case_handling.c.case_id == cases.c.id)
        .where(
            case_handling.c.case_id.is_not(None)
            | cases.c.id.in_(select(handling_log.c.case_id).distinct())
        )
        .order_by(cases.c.id)
    ).all()
    for case_id, number, length, tip in tips:
        yield from _in_chain(number, _rows(connection, case_id), length or 0, tip or BEGINNING)


def _rows(connection: Connection, case_id: int) -> list[Mapping[str, Any]]:
    rows = select(handling_log).where(handling_log.c.case_id == case_id)
    return [dict(row) for row in connection.execute(rows.order_by(handling_log.c.seq)).mappings()]


def _in_chain(
    number: str, entries: Sequence[Mapping[str, Any]], length: int, tip: str
) -> Iterator[str]:
    previous = BEGINNING
    for expected, entry in enumerate(entries, start=1):
        if entry["seq"] != expected:
            yield f"{number}: entry {expected} of the log of handling is missing"
            return
        if entry["previous"] != previous or entry["hash"] != _hash_of(entry):
            yield f"{number}: entry {expected} of the log of handling ({entry['kind']}) was changed"
            return
        previous = entry["hash"]
    if len(entries) != length:
        yield f"{number}: the log of handling has {len(entries)} entries, {length} were written"
    elif previous != tip:
        yield f"{number}: the last entry of the log of handling is not the one that was written"


def _hash_of(row: Mapping[str, Any]) -> str:
    """The hash of an entry: over everything in it and over the hash before."""
    parts = [
        row["previous"], row["case_id"], row["seq"], row["at"].isoformat(), row["kind"],
        row["login"], row["person"], row["role"], row["deputy_for"], row["data"], row["form_key"],
    ]  # fmt: skip
    return hashlib.sha256(_CANONICAL.encode(parts).encode()).hexdigest()
