"""A program that starts waits for another one that holds the database, and does not end of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from persistence.database_errors import DatabaseError, is_busy

T = TypeVar("T")

_PATIENCE: Final = 60
"""How often what a start needs is tried once more, each time after a statement's own patience: a
large office is migrated, or counted anew, in minutes."""


def waiting_for_others(work: Callable[[], T]) -> T:
    """Does it again while the database is busy. `work` goes on where it stopped, or begins anew.

    Raises DatabaseError where that lasts too long, or the database can't be used at all.
    """
    for attempts_left in range(_PATIENCE, 0, -1):
        try:
            return work()
        except DatabaseError as error:
            if attempts_left == 1 or not is_busy(error.__cause__):
                raise
    raise AssertionError("the last attempt returns or raises")
