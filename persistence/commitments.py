"""What the entries of a log say, each behind a salted digest, so that it can be erased.

The hash of an entry is over the digest. Where the salt is forgotten, what stands in the entry then
(its words, or that they were erased) is noted by the chain of seals, under a name of this module.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import Connection

from persistence.digests import digest, is_digest

if TYPE_CHECKING:
    from persistence.seal_audit import SealedAs

OF_HISTORY: Final = "history_data"
OF_HANDLING: Final = "handling_data"
OF_CHANGES: Final = "change_data"
NOTED: Final = frozenset({OF_HISTORY, OF_HANDLING, OF_CHANGES})
"""The parts of sealed rows that say what stands in an entry whose salt was forgotten."""

ERASED: Final = '{"erased": true}'
"""What stands in an entry instead of what was erased."""
ERASED_VALUES: Final = {"erased": True}
"""The same, as it is read."""


class Commitment(NamedTuple):
    """What an entry says, the digest that its hash is over, and the salt of that, until forgotten.

    Entries of before there were digests have neither.
    """

    content: str
    sealed: str | None
    salt: str | None


Noted = Callable[[str], "SealedAs | None"]
"""What the chain of seals noted last of an entry, by its key; None where it noted nothing."""


def noted_by(connection: Connection, part: str) -> Noted:
    """Looks up what was noted of the entries of a log."""
    # Imported here: only an audit needs it, and every step writes an entry.
    from persistence.seal_audit import last_sealed

    def noted(key: str) -> SealedAs | None:
        return last_sealed(connection, part, [key]).get(key)

    return noted


def holds(commitment: Commitment, key: str, noted_of: Noted) -> bool:
    """Whether an entry says what it said when it was written, or when its salt was forgotten."""
    if commitment.sealed is None:
        return True
    if commitment.salt is not None:
        return digest(commitment.content, commitment.salt) == commitment.sealed
    last = noted_of(key)
    if last is None:
        return False
    if last.digest is None:
        return commitment.content == ERASED
    return is_digest(commitment.content, last.digest, last.salt)
