"""Keys under which a program's request was carried out, so that the same one sent again is not.

A key is written in the transaction of the act itself: either both stand, or neither does. What was
refused left nothing behind, and is judged anew when it is sent again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, delete, select, update

from persistence.database import insert
from persistence.tables import idempotency_keys

KEPT: Final = timedelta(hours=24)
"""How long a key is remembered; afterwards it is free again."""


class KeyReused(Exception):
    """The key was used for another request."""


class Answered(NamedTuple):
    """What the first request with a key was answered."""

    status: int
    body: str


_KEYS: Final = idempotency_keys.c
_OF_KEY: Final = (_KEYS.token_id == bindparam("of_token"), _KEYS.key == bindparam("of_key"))
_FIND: Final = select(_KEYS.digest, _KEYS.status, _KEYS.body).where(*_OF_KEY)
_OLD: Final = delete(idempotency_keys).where(_KEYS.at < bindparam("before"))


def begin(
    connection: Connection, token_id: int, key: str, digest: str, now: datetime
) -> Answered | None:
    """Takes the key for a request; what the same request was answered, where it was made before.

    Another transaction with the same key waits until this one has ended. `digest` is the request's.
    Raises KeyReused where the key belongs to another request.
    """
    connection.execute(_OLD, {"before": now - KEPT})
    values = {"token_id": token_id, "key": key, "digest": digest, "at": now}
    taking = insert(connection.dialect.name, idempotency_keys).on_conflict_do_nothing()
    if connection.execute(taking.returning(_KEYS.key), values).first() is not None:
        return None
    row = connection.execute(_FIND, {"of_token": token_id, "of_key": key}).one()
    if row.digest != digest:
        raise KeyReused(key)
    return Answered(row.status, row.body)


def finish(connection: Connection, token_id: int, key: str, answer: Answered) -> None:
    """Keeps what the request was answered."""
    connection.execute(
        update(idempotency_keys).where(*_OF_KEY).values(**answer._asdict()),
        {"of_token": token_id, "of_key": key},
    )
