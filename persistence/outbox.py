"""The outbox: actions as a worker has them, settling them, and trying again later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, literal_column, or_, select, update

from persistence.tables import outbox
from persistence.tables.work import OPEN
from states.frozen import frozen


class DocumentToMake(NamedTuple):
    """A document that an action makes; `content` is JSON."""

    key: str
    case_id: int | None
    call_id: int | None
    document: str
    content: str
    created_at: datetime


class Postponement(NamedTuple):
    """How an action is put back: as what, after how many attempts, why, and until when."""

    status: str
    attempts: int
    error: str
    until: datetime


class Retries(NamedTuple):
    """How often an action is tried, and the seconds until each next attempt.

    The last pause holds for all further attempts.
    """

    most_attempts: int
    back_off: Sequence[int]


class ClaimLost(Exception):
    """Another worker has taken the action over, or it is settled: nothing more is done here."""


@frozen
class Job:
    """An action to be performed; `label` is what people see of it.

    Only the worker in `claimed_by` may hand it over or settle it: a worker that was silent for
    too long finds that its claim is another's.
    """

    id: int
    key: str
    label: str
    action: str
    case_id: int | None
    call_id: int | None
    attempts: int
    claimed_by: str


_OPEN: Final = or_(*[outbox.c.status == literal_column(f"'{word}'") for word in OPEN])
"""In the very words of the index on open rows, so that the settled ones are never looked at."""


def unsettled() -> ColumnElement[bool]:
    """The condition that an action has not come to its end, in the words of its index."""
    return _OPEN


_TO_MAKE: Final = select(*(outbox.c[name] for name in DocumentToMake._fields)).where(
    outbox.c.id == bindparam("job")
)
_OWN: Final = (outbox.c.id == bindparam("job"), outbox.c.claimed_by == bindparam("worker"))
_HANDING_OVER: Final = (
    update(outbox).where(*_OWN, outbox.c.status == "claimed").values(status="handed_over")
)
# Whoever handed a mail over and learns of its fate late knows more than the row, which may say
# "uncertain" by then.
_UNSETTLED: Final = outbox.c.status.in_(("claimed", "handed_over", "uncertain"))
_SETTLED: Final = update(outbox).where(*_OWN, _UNSETTLED)
_DONE: Final = _SETTLED.values(
    status="done",
    done_at=bindparam("now"),
    attempts=outbox.c.attempts + 1,
    last_error=None,
    claimed_until=None,
)


def to_make(connection: Connection, job_id: int) -> DocumentToMake:
    """The document of an action."""
    return DocumentToMake._make(connection.execute(_TO_MAKE, {"job": job_id}).one())


def handing_over(connection: Connection, job: Job) -> None:
    """Notes that the mail goes to the server now and its answer is awaited.

    Raises ClaimLost where the action is not the worker's own any more: it must not send then.
    """
    if connection.execute(_HANDING_OVER, _own(job)).rowcount != 1:
        raise ClaimLost(f"{job.label} was taken over by another worker")


def done(connection: Connection, job: Job, now: datetime) -> None:
    """The action was performed."""
    connection.execute(_DONE, {**_own(job), "now": now})


def failed(connection: Connection, job: Job, error: str, now: datetime, retries: Retries) -> None:
    """The action failed: it waits for its next attempt, or is dead after the last one."""
    attempts, pauses = job.attempts + 1, retries.back_off
    pause = timedelta(seconds=pauses[min(attempts, len(pauses)) - 1])
    status = "dead" if attempts >= retries.most_attempts else "waiting"
    _put_back(connection, job, Postponement(status, attempts, error, now + pause))


def postponed(
    connection: Connection, job: Job, reason: str, now: datetime, pause_seconds: int
) -> None:
    """The action waits for another one: it is looked at again later, and no attempt is counted."""
    next_look = now + timedelta(seconds=pause_seconds)
    _put_back(connection, job, Postponement("waiting", job.attempts, reason, next_look))


def gave_up(connection: Connection, job: Job, status: str, error: str, now: datetime) -> None:
    """The action is dead or uncertain at once: trying again would not help, or might do twice."""
    _put_back(connection, job, Postponement(status, job.attempts + 1, error, now))


def _put_back(connection: Connection, job: Job, postponement: Postponement) -> None:
    connection.execute(
        _SETTLED.values(
            status=postponement.status,
            attempts=postponement.attempts,
            next_attempt_at=postponement.until,
            last_error=postponement.error,
            claimed_by=None,
            claimed_until=None,
        ),
        _own(job),
    )


def _own(job: Job) -> dict[str, object]:
    return {"job": job.id, "worker": job.claimed_by}
