"""Whether the chain of seals holds, and whether rows that no case has stand as they were sealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select, select

from persistence.bulk import fetch, stream_plain
from persistence.chains import Chain, Words, first_break
from persistence.digests import is_digest
from persistence.one_of import OneOf
from persistence.part_titles import title_of
from persistence.row_makers import PlainRow
from persistence.sealed_parts import PARTS, Part
from persistence.sealing import (
    UPGRADE,
    Content,
    RowsDigest,
    Seal,
    contents_of,
    hash_of,
    ordered_by,
    selected,
)
from persistence.tables import seal_tip, sealed_rows, seals
from states.text import Text

_AT_ONCE: Final = 1000


class SealedAs(NamedTuple):
    """What was sealed of a row last; without a digest it is gone."""

    digest: str | None
    salt: str | None


NEVER: Final = SealedAs(None, None)


def same(content: bytes, sealed_as: SealedAs) -> bool:
    """Whether rows are those that were sealed."""
    return is_digest(content, sealed_as.digest, sealed_as.salt)


def covered_since(connection: Connection) -> datetime | None:
    """The instant up to which everything was sealed as it stood, since it was written before there
    were seals; None where all was sealed as it was written.
    """
    first = connection.execute(_FIRST).one_or_none()
    return first.at if first is not None and first.kind == UPGRADE else None


_FIRST: Final = select(seals.c.kind, seals.c.at).where(seals.c.seq == 1)


def chain_discrepancies(connection: Connection) -> Iterator[Text]:
    """The first edit or gap in the chain of seals, or its cut tail."""
    end = connection.execute(select(seal_tip.c.length, seal_tip.c.hash)).one_or_none()
    length, tip = (0, "") if end is None else end
    wrong = first_break(_SEALS, _seals(connection), length, tip)
    if wrong is not None:
        yield wrong


def _is_as_written(row: PlainRow, previous: str) -> bool:
    """Whether a seal follows another, and is over the rows that stand under it."""
    seal, of_rows, stored_hash = row[1:]
    rows = (of_rows.number, of_rows.hexdigest())
    is_chained = seal.previous == previous and stored_hash == hash_of(seal)
    return is_chained and rows == (seal.rows, seal.digest)


_SEALS: Final = Chain(
    0,
    0,
    _is_as_written,
    Words(
        Text(
            "seal {place} of the chain of seals is missing",
            "недостаје печат {place} у ланцу печата",
        ),
        Text(
            "seal {place} of the chain of seals was changed",
            "печат {place} у ланцу печата је измењен",
        ),
        Text(
            "the chain of seals has {count} seals, {length} were written",
            "у ланцу печата је {count} печата, а уписано их је {length}",
        ),
        Text(
            "the last seal of the chain of seals is not the one that was written",
            "последњи печат у ланцу печата није онај који је уписан",
        ),
    ),
)

_CHAIN: Final = (
    select(
        *(seals.c[name] for name in (*Seal._fields, "hash")),
        *(sealed_rows.c[name] for name in ("part", "key", "case_id", "length")),
        sealed_rows.c.digest.label("row_digest"),
    )
    .outerjoin(sealed_rows, sealed_rows.c.seal == seals.c.seq)
    .order_by(seals.c.seq, sealed_rows.c.place)
)
_WIDTH: Final = len(Seal._fields)


def _seals(connection: Connection) -> Iterator[PlainRow]:
    """Each seal's number, the seal, the digest of its rows as they stand, and its stored hash."""
    for seq, rows in groupby(stream_plain(connection, _CHAIN, {}), itemgetter(0)):
        of_rows = RowsDigest()
        for row in rows:
            if row[_WIDTH + 1] is not None:
                of_rows.add(row[_WIDTH + 1 :])
        yield seq, Seal(*row[:_WIDTH]), of_rows, row[_WIDTH]


def office_discrepancies(connection: Connection) -> Iterator[Text]:
    """Rows of no case that were changed, added or removed by other tools than this program."""
    for part in PARTS.values():
        if part.case is None or part.table.c.get("case_id", part.table.c[part.group]).nullable:
            yield from _of_part(connection, part)


def _of_part(connection: Connection, part: Part) -> Iterator[Text]:
    standing_number = 0
    for contents in _of_office_at_once(connection, part):
        standing_number += len(contents)
        sealed_by_key = last_sealed(connection, part.name, list(contents))
        for key, content in contents.items():
            if not same(content, sealed_by_key.get(key, NEVER)):
                yield changed(part, key, key in sealed_by_key)
    if standing_number != _number_sealed(connection, part):
        yield from _missing(connection, part)


def _of_office_at_once(connection: Connection, part: Part) -> Iterator[dict[str, Content]]:
    """By key the rows of a part that no case has, as they are hashed; each row has its own key."""
    rows = stream_plain(connection, _of_office(part), {})
    while row_batch := list(islice(rows, _AT_ONCE)):
        yield {key: content for key, content, _ in contents_of(part, row_batch)}


@cache
def _of_office(part: Part) -> Select[Any]:
    statement = selected(part).order_by(*ordered_by(part))
    return statement if part.case is None else statement.where(part.table.c.case_id.is_(None))


def changed(part: Part, key: str, is_sealed: bool) -> Text:
    """That a row of the office is not as it was written."""
    title = title_of(part.name)
    if not is_sealed:
        return Text(
            f"{title.en} {key}: was added with another tool",
            f"{title.sr} {key}: додато је другим алатом",
        )
    return Text(
        f"{title.en} {key}: was changed with another tool",
        f"{title.sr} {key}: измењено је другим алатом",
    )


def _missing(connection: Connection, part: Part) -> Iterator[Text]:
    """The rows that were sealed and are gone; read only where their number says that some are."""
    title = title_of(part.name)
    standing_keys = {key for contents in _of_office_at_once(connection, part) for key in contents}
    for key, sealed_text in _last_of(connection, part):
        if sealed_text is not None and key not in standing_keys:
            yield Text(
                f"{title.en} {key}: was removed with another tool",
                f"{title.sr} {key}: уклоњено је другим алатом",
            )


def _number_sealed(connection: Connection, part: Part) -> int:
    return sum(sealed_text is not None for _, sealed_text in _last_of(connection, part))


def _last_of(connection: Connection, part: Part) -> Iterator[tuple[str, str | None]]:
    """The keys of a part with the digest that was sealed last."""
    for key, rows in groupby(stream_plain(connection, _all_of(part.name), {}), itemgetter(0)):
        for row in rows:
            last = row[1]
        yield key, last


@cache
def _all_of(part: str) -> Select[Any]:
    return (
        select(sealed_rows.c.key, sealed_rows.c.digest)
        .where(sealed_rows.c.part == part, sealed_rows.c.case_id.is_(None))
        .order_by(sealed_rows.c.key, sealed_rows.c.seal, sealed_rows.c.place)
    )


@cache
def _of_keys(part: str) -> Select[Any]:
    columns = (sealed_rows.c.key, sealed_rows.c.digest, sealed_rows.c.salt)
    return (
        select(*columns)
        .where(sealed_rows.c.part == part, OneOf(sealed_rows.c.key, "keys"))
        .order_by(sealed_rows.c.seal, sealed_rows.c.place)
    )


def last_sealed(connection: Connection, part: str, keys: Sequence[str]) -> Mapping[str, SealedAs]:
    """By key, what was sealed of rows last."""
    rows = fetch(connection, _of_keys(part), {"keys": keys})
    return {row.key: SealedAs(row.digest, row.salt) for row in rows}
