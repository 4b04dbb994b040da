"""All that is sealed of a case: by the entries of its history, and by the chain of seals."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, select

from persistence.bulk import PlainRow
from persistence.seal_audit import SealedAs
from persistence.sealing import TIPS
from persistence.tables import history, sealed_rows
from persistence.tables.base import Id
from states.frozen import frozen
from states.text import Text

Order = tuple[int, int, int]
"""When something was sealed: how long the history was, by which seal, at which place of it."""


class Newest(NamedTuple):
    """The newest digest of a row, and when it was sealed."""

    order: Order
    sealed: SealedAs

    @property
    def is_of_upgrade(self) -> bool:
        """Whether it was sealed as it stood before there were seals."""
        return self.order[1] == 1


@frozen
class CaseSeals:
    """What was sealed of a case.

    `newest` by part and key; `timers` by their digest, with the entry that planned them last;
    `mails` and `outbox` by the instant of their entry; `moves` the entries that closed timers, by
    their instant, and `steps` all entries by instant and name.
    """

    number: str
    visit: int
    call_id: int
    newest: dict[tuple[str, str], Newest] = field(default_factory=dict)
    timers: dict[str, int] = field(default_factory=dict)
    mails: dict[int, list[SealedAs]] = field(default_factory=dict)
    outbox: dict[int, list[SealedAs]] = field(default_factory=dict)
    hashes: dict[int, str] = field(default_factory=dict)
    steps: set[tuple[int, str]] = field(default_factory=set)
    moves: dict[int, int] = field(default_factory=dict)

    def put(self, part: str, key: str, order: Order, sealed: SealedAs) -> None:
        """What was sealed of a row; the newest holds."""
        newest = self.newest.get((part, key))
        if newest is None or newest.order <= order:
            self.newest[part, key] = Newest(order, sealed)


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
        *(sealed_rows.c[name] for name in ("case_id", "seal", "place", "part", "key", "length")),
        sealed_rows.c.digest,
        sealed_rows.c.salt,
    )
    .where(between(sealed_rows.c.case_id))
    .order_by(sealed_rows.c.seal, sealed_rows.c.place)
)
"""What the chain of seals says of a span of cases, as `note_seal` takes it."""


def note_entry(of_case: CaseSeals, row: PlainRow) -> None:
    """Notes what an entry seals; that it is what was written is for the history's own audit."""
    case_id, seq, at, name, sealed, salt, its_hash = row
    of_case.hashes[seq] = its_hash
    of_case.steps.add((at, name))
    if sealed is None:
        of_case.moves[at] = seq
        return
    seal = json.loads(sealed)
    of_case.put("case_status", str(case_id), (seq, 0, 0), SealedAs(seal["status"], salt))
    for part, by_key in seal.get("rows", {}).items():
        for key, of_row in by_key.items():
            of_case.put(part, key, (seq, 0, 0), SealedAs(of_row, salt))
    _note_hot_rows(of_case, seal, (seq, at, salt))


def _note_hot_rows(
    of_case: CaseSeals, seal: Mapping[str, Any], entry: tuple[int, int, str | None]
) -> None:
    seq, at, salt = entry
    if "timers" in seal:
        of_case.moves[at] = seq
        of_case.timers.update(dict.fromkeys(seal["timers"], seq))
    for rows, part in ((of_case.mails, "mails"), (of_case.outbox, "outbox")):
        if part in seal:
            rows.setdefault(at, []).extend(SealedAs(of_row, salt) for of_row in seal[part])


def note_seal(of_case: CaseSeals, row: PlainRow) -> Iterator[Text]:
    """Notes what a seal says of a case; where its history ended then is compared at once."""
    _, seal, place, part, key, length, of_row, salt = row
    if part != TIPS:
        of_case.put(part, key, (length or 0, seal, place), SealedAs(of_row, salt))
    elif length and of_case.hashes.get(length) != of_row:
        number = of_case.number
        yield Text(
            f"{number}: the history up to entry {length} is not the one that stood at seal {seal}",
            f"{number}: историја до {length}. уписа није она која је стајала код {seal}. печата",
        )
