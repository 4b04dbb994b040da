"""Digests of rows: one canonical text a row on both databases, hashed under a salt.

The salt stands beside the digest and in no chain: where both a value and its salt are erased,
nobody can guess the value, and every chain holds. Values are as SQLite keeps them: instants in
microseconds, dates and decimals as text, truth as 0 or 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import blake2b
from itertools import chain
from os import urandom
from typing import Final

from pydantic_core import to_json

from persistence.json_text import in_json

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_SALT_BYTES: Final = 16


def new_salts(number: int) -> list[str]:
    """So many salts, in hexadecimal."""
    hex_text, length = urandom(_SALT_BYTES * number).hex(), 2 * _SALT_BYTES
    return [hex_text[start : start + length] for start in range(0, length * number, length)]


def digest(content: bytes | str, salt: str, size: int = 16) -> str:
    """The salted digest of rows, or of a text, of so many bytes, in hexadecimal."""
    content_bytes = content if isinstance(content, bytes) else content.encode()
    return blake2b(content_bytes, digest_size=size, key=bytes.fromhex(salt)).hexdigest()


def is_digest(content: bytes | str, of_row: str | None, salt: str | None) -> bool:
    """Whether a digest, under its salt, is that of rows; what is none, or no salt, is not."""
    if not of_row or salt is None:
        return False
    try:
        return digest(content, salt, len(of_row) // 2) == of_row
    except ValueError:
        return False


def unsalted(content: bytes, size: int = 8) -> str:
    """The digest of a row that nobody needs to hide, of so many bytes."""
    return blake2b(content, digest_size=size).hexdigest()


def written_rows(names: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """Rows as JSON: their values by their columns, without what is empty.

    A column that is added later and empty so far changes no digest.
    """
    return to_json(
        [
            {
                name: convert(value) if (convert := _CONVERTS.get(type(value))) else value
                for name in names
                if (value := row.get(name)) is not None
            }
            for row in rows
        ]
    )


def in_order(values: Sequence[object]) -> bytes:
    """A row of a table whose columns have one order for good, as JSON, without what is empty at
    its end. It holds words, whole numbers and what is kept as either, no fractions.
    """
    row = _plain(values)
    while row and row[-1] is None:
        row.pop()
    return to_json(row)


def kept_rows(names: Sequence[str], rows: Sequence[Sequence[object]]) -> list[dict[str, object]]:
    """Rows of which `as_rows` makes what `written_rows` has, as the driver gives them: fast where
    all is kept as words and whole numbers. A row may have more values than there are names.
    """
    if not _KEPT.issuperset(map(type, chain.from_iterable(rows))):
        rows = [_plain(row) for row in rows]
    return [
        dict(zip(names, row, strict=False))
        if None not in row
        else {name: value for name, value in zip(names, row, strict=False) if value is not None}
        for row in rows
    ]


as_rows: Final[Callable[[Sequence[Mapping[str, object]]], bytes]] = to_json
"""The rows that one digest covers, as they are hashed."""


def kept_in_order(rows: Sequence[Sequence[object]], width: int) -> list[bytes]:
    """Each row as `in_order` has it, as the driver gives it, with so many columns and more."""
    contents = [row[:width] for row in rows]
    if not _KEPT.issuperset(map(type, chain.from_iterable(contents))):
        return [in_order(row) for row in contents]
    return [to_json(row if row[-1] is not None else _without_end(row)) for row in contents]


def _without_end(row: Sequence[object]) -> Sequence[object]:
    length = len(row)
    while length and row[length - 1] is None:
        length -= 1
    return row[:length]


def _plain(values: Sequence[object]) -> list[object]:
    """Values as they are kept."""
    return [
        convert(value) if (convert := _CONVERTS.get(type(value))) else value for value in values
    ]


def microseconds(value: datetime) -> int:
    """An instant as it is kept: microseconds since 1970 in UTC."""
    return (value - EPOCH) // _MICROSECOND


def instant(since_epoch: int) -> datetime:
    """An instant from `microseconds`."""
    return EPOCH + timedelta(microseconds=since_epoch)


# No column of ours holds bytes: another tool has put them in the place of words.
_CONVERTS: Final[dict[type, Callable[..., object]]] = {
    bool: int,
    date: date.isoformat,
    datetime: microseconds,
    Decimal: lambda value: format(value, "f"),
    tuple: in_json,
    dict: in_json,
    bytes: bytes.hex,
}

_KEPT: Final = frozenset({str, int, type(None)})
"""What a driver gives that is hashed as it is."""
