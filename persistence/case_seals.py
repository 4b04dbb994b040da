"""All that is sealed of a case: by the entries of its history, and by the chain of seals."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from typing import Any, Final, NamedTuple

from pydantic_core import from_json
from sqlalchemy import bindparam, func, select

from persistence.commitments import NOTED
from persistence.row_makers import PlainRow
from persistence.sealing import RECHAINED, TIPS
from persistence.tables import history, sealed_rows
from persistence.tables.base import Id
from states.frozen import frozen
from states.text import Text


class Newest(NamedTuple):
    """The newest digest of a row: how long the history was then, by which seal (0 where an entry
    has it), and under which salt. Without a digest the row is gone.
    """

    length: int
    seal: int
    digest: str | None
    salt: str | None

    @property
    def is_of_upgrade(self) -> bool:
        """Whether it was sealed as it stood before there were seals."""
        return self.seal == 1


Written = dict[int, dict[str, list[str]]]
"""The digests of rows that entries wrote, by the entries' instants and by their salts."""


@frozen
class CaseSeals:
    """What was sealed of a case.

    `list_levels` are what calls' mails to those who make lists tell of, as their keys begin.
    `newest` by part and key; `timers` by their digest, with the entry that planned them last;
    `mails` and `outbox` by the instant of their entry; `moves` the entries that closed timers, by
    their instant, and `steps` all entries by instant and name; `ends` where the history
    ended, by seal, and `forgotten` the entries without a salt.
    """

    number: str
    visit: int
    call_id: int
    list_levels: Collection[str] = ()
    newest: dict[tuple[str, str], Newest] = field(default_factory=dict)
    timers: dict[str, int] = field(default_factory=dict)
    mails: Written = field(default_factory=dict)
    outbox: Written = field(default_factory=dict)
    hashes: dict[int, str] = field(default_factory=dict)
    steps: set[tuple[int, str]] = field(default_factory=set)
    moves: dict[int, int] = field(default_factory=dict)
    ends: list[tuple[int, int, str | None]] = field(default_factory=list)
    forgotten: set[int] = field(default_factory=set)


def between(column: Any) -> Any:
    """The condition that a case is one of a span of numbers."""
    return column.between(bindparam("first", 0, type_=Id), bindparam("last", 0, type_=Id))


ENTRIES: Final = (
    select(
        *(history.c[name] for name in ("case_id", "seq", "at", "name", "sealed", "salt")),
        history.c.hash,
    )
    .where(between(history.c.case_id))
    .order_by(history.c.case_id, history.c.seq)
)
"""The entries of a span of cases, as `note_entry` takes them."""

SEALED: Final = (
    select(
        *(sealed_rows.c[name] for name in ("case_id", "part", "key")),
        func.coalesce(sealed_rows.c.length, 0).label("history_length"),
        *(sealed_rows.c[name] for name in ("seal", "digest", "salt")),
    )
    .where(between(sealed_rows.c.case_id))
    .order_by(sealed_rows.c.seal, sealed_rows.c.place)
)
"""What the chain of seals says of a span of cases, as `note_seal` takes it."""


def note_entry(of_case: CaseSeals, row: PlainRow) -> None:
    """Notes what an entry seals; that it is what was written is for the history's own audit."""
    case_id, seq, at, name, sealed_text, salt, its_hash = row
    of_case.hashes[seq] = its_hash
    of_case.steps.add((at, name))
    if salt is None:
        of_case.forgotten.add(seq)
    if sealed_text is None:
        of_case.moves[at] = seq
        return
    seal = _read(sealed_text)
    if seal is None:
        return
    newest = of_case.newest
    newest["case_status", str(case_id)] = Newest(seq, 0, seal["status"], salt)
    for part, by_key in seal.get("rows", {}).items():
        for key, of_row in by_key.items():
            newest[part, key] = Newest(seq, 0, of_row, salt)
    _note_hot_rows(of_case, seal, (seq, at, salt))


def _read(sealed_text: str) -> Mapping[str, Any] | None:
    """The digests of an entry; None where somebody wrote something else there."""
    try:
        seal = from_json(sealed_text, cache_strings="keys")
    except ValueError:
        return None
    return seal if isinstance(seal, dict) and "status" in seal else None


def _note_hot_rows(
    of_case: CaseSeals, seal: Mapping[str, Any], entry: tuple[int, int, str | None]
) -> None:
    seq, at, salt = entry
    if "timers" in seal:
        of_case.moves[at] = seq
        of_case.timers.update(dict.fromkeys(seal["timers"], seq))
    for rows, part in ((of_case.mails, "mails"), (of_case.outbox, "outbox")):
        if part in seal:
            rows.setdefault(at, {}).setdefault(salt or "", []).extend(seal[part])


def note_seal(of_case: CaseSeals, row: PlainRow) -> None:
    """Notes what a seal says of a case, after its entries and the seals before: the newest holds.

    Where an erasure had a history chained anew, what was said of its ends before is no more to be
    compared: that is believed only of a history in which nothing of what was said stands.
    """
    _, part, key, length, seal, of_row, salt = row
    said_before = set(range(1, max(length, 2)))
    if part == RECHAINED and of_case.forgotten >= said_before:
        of_case.ends.clear()
    if part in (TIPS, RECHAINED):
        of_case.ends.append((length, seal, of_row))
    elif part not in NOTED:
        before = of_case.newest.get((part, key))
        if before is None or before.length <= length:
            of_case.newest[part, key] = Newest(length, seal, of_row, salt)


def ends_discrepancy(of_case: CaseSeals) -> Text | None:
    """The first end of the history that was sealed and is not the one that stands there now."""
    for length, seal, of_row in of_case.ends:
        if length and of_case.hashes.get(length) != of_row:
            number = of_case.number
            return Text(
                f"{number}: the history up to entry {length} is not the one that stood at seal "
                f"{seal}",
                f"{number}: историја до {length}. уписа није она која је стајала код {seal}. "
                "печата",
            )
    return None
