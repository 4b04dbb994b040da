"""What an act would bring, foreseen by really doing it, and taken back unless it is confirmed.

Nothing is worked out a second time: the engine itself says who is written to and what begins.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from hashlib import sha256
from typing import Generic, TypeVar

from sqlalchemy import Connection

from persistence.consequences import (
    CaseLine,
    NewDocument,
    NewMail,
    case_lines,
    new_documents,
    new_mails,
    reached,
)
from persistence.database import part_of
from states.frozen import frozen

T = TypeVar("T")


@frozen
class CaseMove:
    """A case before an act and after it."""

    before: CaseLine
    after: CaseLine


@frozen
class Foreseen:
    """What an act brings: the cases that it moves or whose limits it changes, mails, documents."""

    moves: tuple[CaseMove, ...]
    mails: tuple[NewMail, ...]
    documents: tuple[NewDocument, ...]

    @property
    def mark(self) -> str:
        """What tells it from any other: who confirms it, confirms this and nothing else.

        The words of a mail may hold a number that somebody else's act takes meanwhile; all that
        the number stands for is in the mark.
        """
        mark_parts = (
            [move.after for move in self.moves],
            [(mail.mail, mail.recipient, mail.to_address, mail.attaches) for mail in self.mails],
            self.documents,
        )
        return sha256(repr(mark_parts).encode()).hexdigest()


@frozen
class Reach:
    """Which cases an act may move, and whose list it may publish."""

    case_ids: Collection[int]
    call_id: int | None = None


@frozen
class Outcome(Generic[T]):
    """What the act gave, and what it brings; `done` where it was confirmed, and so is kept."""

    result: T
    foreseen: Foreseen
    done: bool


def do_if_confirmed(
    connection: Connection, reach: Reach, act: Callable[[], T], mark: str
) -> Outcome[T]:
    """Does an act within the transaction, and takes it back unless `mark` is what it brings.

    What the act raises is raised, and nothing of it is left. The caller commits; the cases are
    locked already.
    """
    ids = set(reach.case_ids)
    before, since = case_lines(connection, ids), reached(connection)
    with part_of(connection) as attempt:
        result = act()
        after = case_lines(connection, ids)
        foreseen_outcome = Foreseen(
            tuple(CaseMove(before[i], after[i]) for i in before if before[i] != after[i]),
            tuple(new_mails(connection, since, ids)),
            tuple(new_documents(connection, since, ids, reach.call_id)),
        )
        is_confirmed = foreseen_outcome.mark == mark
        if not is_confirmed:
            attempt.rollback()
    return Outcome(result, foreseen_outcome, is_confirmed)
