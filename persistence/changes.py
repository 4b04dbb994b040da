"""The log of changes of what is the office's and no case's: people, accounts, partners, closures.

Each entry says who changed what, when, from what to what. The log is append-only, and chained by
hashes as a case's history is; how long it is and how it ends stands beside it, so that `verify`
notices an edit, a deletion and a cut tail.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final, Literal

from sqlalchemy import Connection, func, or_, select, update

from persistence.bulk import stream_plain
from persistence.chains import Chain, Words, first_break
from persistence.commitments import (
    ERASED,
    ERASED_VALUES,
    OF_CHANGES,
    Commitment,
    Noted,
    holds,
    noted_by,
)
from persistence.digests import digest, instant, new_salts
from persistence.row_makers import PlainRow
from persistence.tables import change_tip, changes
from states.frozen import frozen
from states.text import Text

Subject = Literal[
    "person",
    "partner",
    "closure",
    "grading_table",
    "precedent",
    "mail",
    "meeting",
    "home_course",
    "settings",
]
Values = Mapping[str, object]
"""What something was or is: plain values by the names of its fields."""

SYSTEM: Final = "system"
"""Who changed something, where nobody was logged in: the command line, the program itself."""


@frozen
class Change:
    """What somebody did (`name`) to something of the office's: `key` says to which.

    `before` and `after` are the fields that the act touched; None where there was or is nothing.
    """

    subject: Subject
    key: str
    name: str
    person: str
    before: Values | None = None
    after: Values | None = None


@frozen
class WrittenChange:
    """A change as it stands in the log."""

    seq: int
    at: datetime
    change: Change


def note(connection: Connection, change: Change, at: datetime) -> int:
    """Writes a change at the end of the log; the caller's transaction holds it. Its number."""
    tip = connection.execute(select(change_tip).where(change_tip.c.id == 1).with_for_update()).one()
    seq: int = tip.length + 1
    row: dict[str, Any] = {
        "seq": seq,
        "at": at.astimezone(UTC),
        "subject": change.subject,
        "key": change.key[:200],
        "name": change.name,
        "person": change.person,
        "before": _plain(change.before),
        "after": _plain(change.after),
        "previous": tip.hash,
    }
    (row["salt"],) = new_salts(1)
    row["sealed"] = digest(content_of(row), row["salt"])
    row["hash"] = hash_of(row)
    connection.execute(changes.insert(), row)
    statement = update(change_tip).where(change_tip.c.id == 1)
    connection.execute(statement.values(length=seq, hash=row["hash"]))
    return seq


def of(
    connection: Connection, subject: Subject, key: str | None = None, most: int = 50
) -> list[WrittenChange]:
    """The newest changes of a thing, or of all things of a kind."""
    statement = select(changes).where(changes.c.subject == subject)
    if key is not None:
        statement = statement.where(changes.c.key == key[:200])
    rows = connection.execute(statement.order_by(changes.c.seq.desc()).limit(most))
    return [_written(row) for row in rows]


def by_seq(connection: Connection, seq: int) -> WrittenChange | None:
    """A change by its number."""
    row = connection.execute(select(changes).where(changes.c.seq == seq)).one_or_none()
    return _written(row) if row else None


def newest(
    connection: Connection, subject: Subject, key: str, names: Sequence[str]
) -> WrittenChange | None:
    """The newest change of a thing by one of some acts."""
    row = connection.execute(
        select(changes)
        .where(
            changes.c.subject == subject,
            changes.c.key == key[:200],
            or_(*(changes.c.name == name for name in names)),
        )
        .order_by(changes.c.seq.desc())
        .limit(1)
    ).one_or_none()
    return _written(row) if row else None


def length(connection: Connection) -> int:
    """How many changes stand in the log."""
    return int(connection.execute(select(func.count()).select_from(changes)).scalar_one())


_WORDS: Final = Words(
    Text(
        "change {place} of the log of changes is missing",
        "недостаје {place}. измена у дневнику измена",
    ),
    Text(
        "change {place} of the log of changes ({name}) was changed",
        "{place}. измена у дневнику измена ({name}) је преправљена",
    ),
    Text(
        "the log of changes has {count} entries, {length} were written",
        "број уписа у дневнику измена је {count}, а уписано их је {length}",
    ),
    Text(
        "the last entry of the log of changes is not the one that was written",
        "последњи упис у дневнику измена није онај који је уписан",
    ),
)
_HASHED: Final = (
    "seq", "at", "subject", "key", "name", "person", "before", "after", "sealed", "salt",
    "previous", "hash",
)  # fmt: skip
_ENTRIES: Final = select(*(changes.c[name] for name in _HASHED)).order_by(changes.c.seq)
_END: Final = select(change_tip.c.length, change_tip.c.hash).where(change_tip.c.id == 1)


def discrepancies(connection: Connection) -> Iterator[Text]:
    """The first edit or deletion in the log, or its cut tail, in a sentence."""
    end = connection.execute(_END).one_or_none()
    length, tip = (0, "") if end is None else end
    is_as_written = partial(_is_as_written, noted_by(connection, OF_CHANGES))
    chain = Chain(_HASHED.index("seq"), _HASHED.index("name"), is_as_written, _WORDS)
    wrong = first_break(chain, stream_plain(connection, _ENTRIES, {}), length, tip)
    if wrong is not None:
        yield wrong


def _is_as_written(noted_of: Noted, row: PlainRow, previous: str) -> bool:
    entry = dict(zip(_HASHED, row, strict=True))
    entry["at"] = instant(entry["at"])
    try:
        entry.update({name: _read(entry[name]) for name in ("before", "after")})
    except ValueError:
        return False
    if (entry["previous"], entry["hash"]) != (previous, hash_of(entry)):
        return False
    commitment = Commitment(content_of(entry), entry["sealed"], entry["salt"])
    return holds(commitment, str(entry["seq"]), noted_of)


def _read(kept_text: str | None) -> object:
    return None if kept_text is None else json.loads(kept_text)


_CANONICAL: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def _plain(values: Values | None) -> dict[str, object] | None:
    """The values as JSON has them, so that they read back as they were hashed."""
    if values is None:
        return None
    plain: dict[str, object] = json.loads(json.dumps(dict(values), ensure_ascii=False, default=str))
    return plain


def content_of(row: Mapping[Any, Any]) -> str:
    """What a change says, as it is committed to: what was before and after."""
    if row["before"] is None and row["after"] == ERASED_VALUES:
        return ERASED
    return _CANONICAL.encode([row["before"], row["after"]])


def hash_of(row: Mapping[Any, Any]) -> str:
    """The hash of a change: over everything in it and over the hash before.

    Before and after are in it by their digest; changes from before there were digests have them
    whole.
    """
    contents = [row["sealed"]] if row["sealed"] else [row["before"], row["after"]]
    parts = [
        row["previous"], row["seq"], row["at"].isoformat(), row["subject"], row["key"],
        row["name"], row["person"], *contents,
    ]  # fmt: skip
    return hashlib.sha256(_CANONICAL.encode(parts).encode()).hexdigest()


def _written(row: Any) -> WrittenChange:
    change = Change(row.subject, row.key, row.name, row.person, row.before, row.after)
    return WrittenChange(row.seq, row.at, change)
