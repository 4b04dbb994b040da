"""Sealing what a transaction wrote, before it ends: each row's digest into the chain of seals.

What a step of a case wrote stands in the entry of its history instead (`persistence.entry_seals`).
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, Final, NamedTuple

from pydantic_core import to_json
from sqlalchemy import Connection, Select, bindparam, func, null, select, text, update

from persistence.bulk import execute_many, fetch, fetch_plain, insert_many, stream_plain
from persistence.digests import (
    as_rows,
    digest,
    kept_in_order,
    kept_rows,
    microseconds,
    new_salts,
)
from persistence.one_of import OneOf
from persistence.row_makers import PlainRow
from persistence.sealed_parts import PARTS, Part
from persistence.tables import cases, history, seal_tip, sealed_rows, seals
from persistence.touched import Touch, touches_of

ROWS: Final = "rows"
TIPS: Final = "tips"
"""The kind of the seal, and the part of its rows, that say where every history ended."""
ERASURE: Final = "erasure"
RECHAINED: Final = "rechained"
"""The kind of the seal that an erasure adds, and the part of its rows that says where a history
ends whose entries had to be chained anew.
"""
UPGRADE: Final = "upgrade"
"""The kind of the seal by which everything was sealed that stood before there were seals."""

_AT_ONCE: Final = 1000
Report = Callable[[int], None]
"""Hears how many rows are sealed so far: after each thousand, and at the end."""
Content = bytes
"""A row, or several, as they are hashed."""


class SealedRow(NamedTuple):
    """A row, or the rows that one digest covers, as they stood; gone where there is no digest."""

    part: str
    key: str
    case_id: int | None
    length: int | None
    digest: str | None
    salt: str | None


def seal_rest(connection: Connection) -> None:
    """Seals what the transaction wrote and no entry of a history covers.

    A rehearsal's database, which nobody keeps, has no chain.
    """
    touches = touches_of(connection)
    if has_chain(connection):
        add_seal(connection, ROWS, sealed_anew(connection, touches))
    touches.clear()


def has_chain(connection: Connection) -> bool:
    """Whether rows are sealed here: whoever verifies has a database that migrations made."""
    return bool(fetch(connection, _TIP, {}))


def sealed_anew(connection: Connection, touches: Collection[Touch]) -> Iterator[SealedRow]:
    """The rows that touches name, as they stand now; each once."""
    lengths = _lengths(connection, {t.case_id for t in touches if t.case_id is not None})
    for part, by_key in _by_part(touches).items():
        contents = read_again(connection, PARTS[part], list({t.group for t in by_key.values()}))
        for (key, of_touch), salt in zip(by_key.items(), new_salts(len(by_key)), strict=True):
            content, case_id = contents.get(key), of_touch.case_id
            length = lengths.get(case_id, 0) if case_id is not None else None
            if content is None:
                yield SealedRow(part, key, case_id, length, None, None)
            else:
                yield SealedRow(part, key, case_id, length, digest(content, salt), salt)


def _by_part(touches: Iterable[Touch]) -> dict[str, dict[str, Touch]]:
    by_part: dict[str, dict[str, Touch]] = defaultdict(dict)
    for last_touch in touches:
        by_part[last_touch.part][last_touch.key] = last_touch
    return by_part


_LENGTHS: Final = select(cases.c.id, cases.c.history_length).where(OneOf(cases.c.id, "ids"))


def _lengths(connection: Connection, case_ids: Collection[int]) -> dict[int, int]:
    if not case_ids:
        return {}
    rows = fetch(connection, _LENGTHS, {"ids": list(case_ids)})
    return {row.id: row.history_length for row in rows}


def read_again(
    connection: Connection, part: Part, groups: Sequence[int | str]
) -> dict[str, Content]:
    """By key, rows of a part as they are hashed."""
    rows = fetch_plain(connection, _again(part), {"groups": groups})
    return {key: content for key, content, _ in contents_of(part, rows)}


def contents_of(part: Part, rows: Sequence[PlainRow]) -> Iterator[tuple[str, Content, PlainRow]]:
    """Rows of `selected` by their keys: as they are hashed, and the first one of each key. Those of
    a key stand together, and all of them are there.
    """
    if part.in_order:
        contents = kept_in_order(rows, len(part.columns))
        for (key, (row,)), content in zip(by_keys(part, rows), contents, strict=True):
            yield key, content, row
        return
    kept_contents = iter(kept_rows(part.columns, rows))
    for key, of_key in by_keys(part, rows):
        yield key, as_rows(list(islice(kept_contents, len(of_key)))), of_key[0]


def by_keys(part: Part, rows: Iterable[PlainRow]) -> Iterator[tuple[str, Sequence[PlainRow]]]:
    """The rows of `selected` that one digest covers, by their key."""
    start, end = len(part.columns), len(part.columns) + len(part.key)
    if not part.is_by_row:
        for key, of_key in groupby(rows, itemgetter(start)):
            yield str(key), list(of_key)
    elif len(part.key) == 1:
        for row in rows:
            yield str(row[start]), (row,)
    else:
        for row in rows:
            yield "/".join(map(str, row[start:end])), (row,)


@cache
def selected(part: Part) -> Select[Any]:
    """All rows of a part that are sealed: its columns, and its key."""
    columns = [part.table.c[name].label(f"sealed_{name}") for name in part.columns]
    keys = [part.table.c[name].label(f"key_{name}") for name in part.key]
    rows = select(*columns, *keys)
    return rows.where(text(part.only)) if part.only else rows


@cache
def ordered_by(part: Part) -> tuple[Any, ...]:
    """The order in which rows of a part are hashed: by its key, and within it by the rows' own."""
    own = [c for c in part.table.primary_key.columns if c.name not in part.key]
    return (*(part.table.c[name] for name in part.key), *own)


@cache
def _again(part: Part) -> Select[Any]:
    among = OneOf(part.table.c[part.group], "groups")
    return selected(part).where(among).order_by(*ordered_by(part))


class Seal(NamedTuple):
    """A seal as it stands in the chain; `at` in microseconds since 1970."""

    seq: int
    kind: str
    at: int | None
    rows: int
    digest: str
    previous: str


def hash_of(seal: Seal) -> str:
    """The hash of a seal: over everything in it and over the hash before."""
    parts = [seal.previous, seal.seq, seal.kind, seal.at, seal.rows, seal.digest]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class RowsDigest:
    """The digest of the rows of one seal, taken in their order; salts are in none."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.number = 0

    def add(self, row: Sequence[object]) -> None:
        """One more row: part, key, case, length, digest."""
        self._hash.update(to_json(row[:5]))
        self.number += 1

    def hexdigest(self) -> str:
        """Of all rows so far."""
        return self._hash.hexdigest()


_TIP: Final = select(seal_tip.c.length, seal_tip.c.hash).where(seal_tip.c.id == 1)
_LOCKED_TIP: Final = _TIP.with_for_update()
_MOVE_TIP: Final = (
    update(seal_tip)
    .where(seal_tip.c.id == 1)
    .values(length=bindparam("new_length"), hash=bindparam("new_hash"))
)
_SEAL: Final = seals.insert()
_ROW: Final = sealed_rows.insert()


def add_seal(
    connection: Connection, kind: str, rows: Iterable[SealedRow], at: datetime | None = None
) -> Seal:
    """Puts a seal over rows at the end of the chain; the caller's transaction holds it."""
    (tip,) = fetch(connection, _LOCKED_TIP, {})
    seq, places, of_rows = tip.length + 1, iter(rows), RowsDigest()
    while place_batch := list(islice(places, _AT_ONCE)):
        written_rows = []
        for row in place_batch:
            of_rows.add(row)
            written_rows.append({"seal": seq, "place": of_rows.number, **row._asdict()})
        insert_many(connection, _ROW, written_rows)
    seal = Seal(
        seq, kind, microseconds(at) if at else None, of_rows.number, of_rows.hexdigest(), tip.hash
    )
    execute_many(connection, _SEAL, [{**seal._asdict(), "at": at, "hash": hash_of(seal)}])
    execute_many(connection, _MOVE_TIP, [{"new_length": seq, "new_hash": hash_of(seal)}])
    return seal


def seal_everything(connection: Connection, report: Report | None = None) -> None:
    """The first seal: over every row that was written before there were seals.

    Its rows go into their indexes one by one: SQLite would sort millions of them in memory.
    """
    (tip,) = fetch(connection, _TIP, {})
    if not tip.length:
        last = connection.execute(select(func.max(history.c.at))).scalar()
        rows = everything(connection)
        add_seal(connection, UPGRADE, _reported(rows, report) if report else rows, last)
        touches_of(connection).clear()


def _reported(rows: Iterable[SealedRow], report: Report) -> Iterator[SealedRow]:
    number = 0
    for number, row in enumerate(rows, 1):
        yield row
        if number % _AT_ONCE == 0:
            report(number)
    report(number)


def everything(connection: Connection) -> Iterator[SealedRow]:
    """Every row as it stands now, part by part; a thousand are in memory at once."""
    for part in PARTS.values():
        rows = by_keys(part, stream_plain(connection, _with_cases(part), {}, _AT_ONCE))
        while row_batch := list(islice(rows, _AT_ONCE)):
            contents = contents_of(part, [row for _, of_key in row_batch for row in of_key])
            salts = new_salts(len(row_batch))
            for (key, content, (*_, case, length)), salt in zip(contents, salts, strict=True):
                yield SealedRow(part.name, key, case, length, digest(content, salt), salt)


@cache
def _with_cases(part: Part) -> Select[Any]:
    """All rows of a part, each with its case and how long the case's history is."""
    if part.case is None:
        case: Any = null()
        length: Any = null()
    else:
        case = case_column(part)
        of_case = cases.alias("of_case")
        length = select(of_case.c.history_length).where(of_case.c.id == case).scalar_subquery()
    columns = (case.label("of_case_id"), length.label("of_length"))
    return selected(part).add_columns(*columns).order_by(*ordered_by(part))


def case_column(part: Part) -> Any:
    """The column that says of which case a row is."""
    from persistence.tables import agreement_courses, agreements

    if part.table is agreement_courses:
        return (
            select(agreements.c.case_id)
            .where(agreements.c.id == agreement_courses.c.agreement_id)
            .correlate(agreement_courses)
            .scalar_subquery()
        )
    return part.table.c[part.case or ""]
