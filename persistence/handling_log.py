"""The log of handling: who gave a case to whom, put it aside, said what. Each entry is chained.

No case moves by it, so it stands beside the history and not in it (docs/decisions): a comment makes
nobody's form stale, and what `verify` finds in the history is found here too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, select, update

from persistence.bulk import stream_plain
from persistence.chains import Chain, Words, breaks_of_cases
from persistence.commitments import OF_HANDLING, Commitment, Noted, holds, noted_by
from persistence.digests import digest, instant, new_salts
from persistence.row_makers import PlainRow
from persistence.tables import case_handling, cases, handling_log
from states.frozen import frozen
from states.text import Text


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
        # As it is read: an instant of another zone is the same, and would have another hash.
        "at": at.astimezone(UTC),
        **{part.name: getattr(entry, part.name) for part in fields(HandlingEntry)},
        "data": _CANONICAL.encode(entry.data),
        "form_key": form_key,
        "previous": tip,
    }
    (row["salt"],) = new_salts(1)
    row["sealed"] = digest(row["data"], row["salt"])
    row["hash"] = hash_of(row)
    connection.execute(handling_log.insert(), row)
    values = {"case": case_id, "length": row["seq"], "tip": row["hash"]}
    connection.execute(_MOVE_TIP, values)
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


_WORDS: Final = Words(
    Text(
        "entry {place} of the log of handling is missing",
        "недостаје {place}. упис у дневнику рада на предмету",
    ),
    Text(
        "entry {place} of the log of handling ({name}) was changed",
        "{place}. упис у дневнику рада на предмету ({name}) је измењен",
    ),
    Text(
        "the log of handling has {count} entries, {length} were written",
        "број уписа у дневнику рада на предмету је {count}, а уписано их је {length}",
    ),
    Text(
        "the last entry of the log of handling is not the one that was written",
        "последњи упис у дневнику рада на предмету није онај који је уписан",
    ),
)
_HASHED: Final = (
    "case_id", "seq", "at", "kind", "login", "person", "role", "deputy_for", "data", "form_key",
    "sealed", "salt", "previous", "hash",
)  # fmt: skip
_ENTRIES: Final = select(*(handling_log.c[name] for name in _HASHED)).order_by(
    handling_log.c.case_id, handling_log.c.seq
)
_ENDS: Final = (
    select(cases.c.id, cases.c.number, case_handling.c.log_length, case_handling.c.log_tip)
    .outerjoin(case_handling, case_handling.c.case_id == cases.c.id)
    .where(
        case_handling.c.case_id.is_not(None)
        | cases.c.id.in_(select(handling_log.c.case_id).distinct())
    )
    .order_by(cases.c.id)
)


def discrepancies(connection: Connection) -> Iterator[Text]:
    """Every edit, deletion or cut tail in the logs of handling, one sentence each."""
    is_as_written = partial(_is_as_written, noted_by(connection, OF_HANDLING))
    chain = Chain(_HASHED.index("seq"), _HASHED.index("kind"), is_as_written, _WORDS)
    entries = stream_plain(connection, _ENTRIES, {})
    return breaks_of_cases(chain, entries, stream_plain(connection, _ENDS, {}))


def _is_as_written(noted_of: Noted, row: PlainRow, previous: str) -> bool:
    entry = dict(zip(_HASHED, row, strict=True))
    entry["at"] = instant(entry["at"])
    if (entry["previous"], entry["hash"]) != (previous, hash_of(entry)):
        return False
    commitment = Commitment(entry["data"], entry["sealed"], entry["salt"])
    return holds(commitment, f"{entry['case_id']}/{entry['seq']}", noted_of)


def hash_of(row: Mapping[str, Any]) -> str:
    """The hash of an entry: over everything in it and over the hash before.

    What was said is in it by its digest; entries from before there were digests have it whole.
    """
    parts = [
        row["previous"], row["case_id"], row["seq"], row["at"].isoformat(), row["kind"],
        row["login"], row["person"], row["role"], row["deputy_for"], row["sealed"] or row["data"],
        row["form_key"],
    ]  # fmt: skip
    return hashlib.sha256(_CANONICAL.encode(parts).encode()).hexdigest()
