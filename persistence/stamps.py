"""What a program keeps in its memory from one transaction to the next, and how long it holds.

Whatever is kept was read under a stamp, and the database puts a new stamp with each change of it,
in the same transaction and whoever makes it. A transaction reads the stamp first: where it is the
one that was kept under, nothing has changed since. Stamps are drawn at random and never come
again, so what was kept under the stamp of a transaction that was rolled back, or of a database
that was deleted, is never asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final, Generic, NamedTuple, TypeVar

from sqlalchemy import Connection, Label, select

from persistence.bulk import fetch
from persistence.tables import calls, stamps

Value = TypeVar("Value")
Under = tuple[Hashable, ...]
"""What a value was read under: stamps, and what was asked for. A stamp is None where a database was
never stamped; nothing is kept then."""


class Kept(Generic[Value]):
    """Values by what they were read under; at most so many, the oldest go first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[Under, Value] = {}
        self._lock = Lock()

    def under(self, read_under: Under, read_value: Callable[[], Value]) -> Value:
        """The value under these stamps; it is read where it is not kept yet."""
        value = self._values.get(read_under)
        if value is None:
            value = read_value()
            if None not in read_under:
                self._keep(read_under, value)
        return value

    def _keep(self, read_under: Under, value: Value) -> None:
        with self._lock:
            while len(self._values) >= self._most:
                del self._values[next(iter(self._values))]
            self._values[read_under] = value


def stamp_of(subject: str) -> Label[int]:
    """The stamp of a subject, as a column of whichever statement reads it."""
    return (
        select(stamps.c.stamp)
        .where(stamps.c.name == subject)
        .scalar_subquery()
        .label(f"{subject}_stamp")
    )


class CallStamps(NamedTuple):
    """What a call was read under: its own stamp and its partners', and that of its places."""

    call_id: int
    stamp: int | None
    partners: int | None
    places: int | None


CALL_STAMPS: Final = (calls.c.stamp, stamp_of("partners"), calls.c.places_stamp)
"""What a row has whose call is read under its stamps."""

_STAFF: Final = select(stamp_of("staff"))


def staff_stamp(connection: Connection) -> int | None:
    """The stamp of the office's people: their roles, and who acts for whom."""
    stamp: int | None = fetch(connection, _STAFF, {})[0].staff_stamp
    return stamp
