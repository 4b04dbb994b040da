"""Digests of rows: one canonical text a row on both databases, hashed under a salt.

The salt stands beside the digest and in no chain: where both a value and its salt are erased,
nobody can guess the value, and every chain holds. Values are as SQLite keeps them: instants in
microseconds, dates and decimals as text, truth as 0 or 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import blake2b
from os import urandom
from typing import Final

from pydantic_core import to_json

from persistence.json_text import in_json, json_encoder

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_SALT_BYTES: Final = 16


def new_salts(number: int) -> list[str]:
    """So many salts, in hexadecimal."""
    drawn, length = urandom(_SALT_BYTES * number).hex(), 2 * _SALT_BYTES
    return [drawn[start : start + length] for start in range(0, length * number, length)]


def digest(content: object, salt: str, size: int = 16) -> str:
    """The salted digest of rows, or of a text, of so many bytes, in hexadecimal."""
    key = bytes.fromhex(salt)
    return blake2b(_as_bytes(content), digest_size=size, key=key).hexdigest()


def unsalted(content: bytes, size: int = 8) -> str:
    """The digest of a row that nobody needs to hide, of so many bytes."""
    return blake2b(content, digest_size=size).hexdigest()


def laid_out(names: Sequence[str], values: Sequence[object]) -> dict[str, object]:
    """A row as it is hashed: its values by their columns, without what is empty.

    A column that is added later and empty so far changes no digest.
    """
    return {
        name: _plain(value) for name, value in zip(names, values, strict=True) if value is not None
    }


def in_order(values: Sequence[object]) -> bytes:
    """A row of a table whose columns have one order for good, as JSON, without what is empty at
    its end. It holds words, whole numbers and what is kept as either, no fractions.
    """
    row = [
        value if convert is None else convert(value)
        for value in values
        for convert in [_CONVERTS.get(type(value))]
    ]
    while row and row[-1] is None:
        row.pop()
    return to_json(row)


def kept_rows(names: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as `laid_out` has them, as JSON: as the driver gives them, which is fast where all is
    kept as words and whole numbers. A row may have more values than there are names.
    """
    several = list(rows)
    if all(_KEPT.issuperset(map(type, row)) for row in several):
        return to_json(
            [
                {name: value for name, value in zip(names, row, strict=False) if value is not None}
                for row in several
            ]
        )
    return _as_bytes([laid_out(names, row[: len(names)]) for row in several])


def kept_in_order(row: Sequence[object]) -> bytes:
    """A row as `in_order` has it, as the driver gives it."""
    if not _KEPT.issuperset(map(type, row)):
        return in_order(row)
    length = len(row)
    while length and row[length - 1] is None:
        length -= 1
    return to_json(row[:length])


def _plain(value: object) -> object:
    convert = _CONVERTS.get(type(value))
    return value if convert is None else convert(value)


def microseconds(value: datetime) -> int:
    """An instant as it is kept: microseconds since 1970 in UTC."""
    return (value - EPOCH) // _MICROSECOND


def instant(kept: int) -> datetime:
    """An instant from `microseconds`."""
    return EPOCH + timedelta(microseconds=kept)


_CONVERTS: Final[dict[type, Callable[..., object]]] = {
    bool: int,
    date: date.isoformat,
    datetime: microseconds,
    Decimal: lambda value: format(value, "f"),
    tuple: in_json,
    dict: in_json,
}

_KEPT: Final = frozenset({str, int, type(None)})
"""What a driver gives that is hashed as it is."""

_ENCODE: Final = json_encoder(",", ":", sort_keys=True, default=_plain)


def _as_bytes(content: object) -> bytes:
    if isinstance(content, bytes):
        return content
    return (content if isinstance(content, str) else _ENCODE(content)).encode()
