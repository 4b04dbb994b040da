"""What goes wrong with a database, said in a sentence: it is busy, full, or can't be used."""

from __future__ import annotations

from states.explained import Explained
from states.text import Text
from states.validation_error import ValidationError

_BUSY = ("locked", "lock timeout", "deadlock")
_FULL = ("disk is full", "No space", "disk I/O", "could not extend")
_UNUSABLE = (
    "unable to open", "readonly", "read-only", "not a database", "malformed", "permission denied",
)  # fmt: skip

_UNWRITABLE = "cannot contain NUL"
"""What PostgreSQL's driver says of a sign that no key makes; SQLite takes it."""


class DatabaseError(Explained):
    """The database can't be used as it is; the message says why and what to do."""


def as_database_error(error: Exception, is_ending: bool = False) -> Exception:
    """The DatabaseError that says it; the error itself where it is not the database's. What was
    typed and can be written into no database is a ValidationError.

    `is_ending` where the transaction was being committed: whoever gets no answer to that can't
    know what became of it.
    """
    original = getattr(error, "orig", None) or error
    cause = (str(original) or type(original).__name__).splitlines()[0]
    kinds = kinds_of(original)
    if _UNWRITABLE in cause:
        return ValidationError(
            Text(
                "one of these fields holds a character that can't be written down",
                "једно од ових поља садржи знак који се не може записати",
            )
        )
    if kinds & {"DataError", "IntegrityError"}:
        return DatabaseError(f"the database does not take this: {cause}; nothing was saved")
    if any(word in cause for word in _BUSY):
        return DatabaseError(
            "the database is busy with another program; nothing was saved, please try again"
        )
    if any(word in cause for word in _FULL):
        return DatabaseError("the disk is full or can't be written; nothing was saved")
    if any(word in cause for word in _UNUSABLE):
        return DatabaseError(f"the database can't be used: {cause}; nothing was saved")
    if "OperationalError" in kinds and is_ending:
        return DatabaseError(
            f"the database was lost while it saved: {cause}; it is unknown whether this was saved: "
            "please look before you do it again"
        )
    if "OperationalError" in kinds:
        return DatabaseError(f"the database does not answer: {cause}; nothing was saved")
    return error


def is_busy(error: BaseException | None) -> bool:
    """Whether another program holds what this one waited for."""
    return any(word in str(error) for word in _BUSY)


def kinds_of(error: object) -> set[str]:
    """The names of the error's classes: the drivers' are alike only in these."""
    return {kind.__name__ for kind in type(error).__mro__}
