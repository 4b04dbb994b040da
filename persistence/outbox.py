"""The outbox: claiming actions, settling them, trying again later, and giving up in plain sight."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    update,
)

from persistence.tables import calls, cases, outbox
from persistence.tables.work import IN_ORDER, OPEN
from states.frozen import frozen

LEASE: Final = timedelta(seconds=60)
"""How long a claim holds without a sign of life from the worker that made it."""


LONGEST_PAUSE: Final = timedelta(days=7)
"""The longest pause that `config.yaml` may set between two attempts."""


class Others(NamedTuple):
    """What a worker knows when it claims: who has been silent for a lease, and the longest pause
    after which anything is tried again."""

    silent: Collection[str] = ()
    longest_pause: timedelta = LONGEST_PAUSE


class DocumentToMake(NamedTuple):
    """A document that an action makes; `content` is JSON."""

    key: str
    case_id: int | None
    call_id: int | None
    document: str
    content: str
    created_at: datetime


class GivenUpAction(NamedTuple):
    """A dead or uncertain action; `number` is its case's, where it has one."""

    id: int
    label: str
    status: str
    last_error: str | None
    attempts: int
    created_at: datetime
    number: str | None


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


# Statements are made once: to build one costs more than to run it.
_OPEN: Final = or_(*[outbox.c.status == literal_column(f"'{word}'") for word in OPEN])
"""In the very words of the index on open rows, so that the settled ones are never looked at."""

_NOW: Final = bindparam("now", type_=outbox.c.next_attempt_at.type)
_IDS: Final = outbox.c.id.in_(bindparam("ids", expanding=True))
_IN_ORDER: Final = (outbox.c.next_attempt_at, outbox.c.id)
# A worker claims when it has nothing in hand: what it still holds then could not be noted.
_LEFT: Final = or_(
    outbox.c.claimed_by.in_(bindparam("left_by", expanding=True)), outbox.c.claimed_by.is_(None)
)
# Nothing waits longer than the longest pause, but by a clock that was ahead.
_IMPOSSIBLE: Final = bindparam("impossible", type_=outbox.c.next_attempt_at.type)
_FREE: Final = or_(
    and_(
        outbox.c.status == "waiting",
        or_(outbox.c.next_attempt_at <= _NOW, outbox.c.next_attempt_at > _IMPOSSIBLE),
    ),
    and_(outbox.c.status == "claimed", _LEFT),
)
_FREE_ACTIONS: Final = (
    select(outbox.c.id)
    .where(_OPEN, _FREE, outbox.c.action == bindparam("action"))
    .order_by(*_IN_ORDER)
    .limit(bindparam("most"))
)
_FREE_UNLOCKED: Final = _FREE_ACTIONS.with_for_update(skip_locked=True)
_CLAIM: Final = (
    update(outbox)
    .where(_IDS)
    .values(status="claimed", claimed_by=bindparam("worker"), claimed_until=bindparam("lease_ends"))
)
_CLAIMED: Final = (
    select(*[outbox.c[part.name] for part in fields(Job)]).where(_IDS).order_by(*_IN_ORDER)
)
_NOTE_UNCERTAIN: Final = (
    update(outbox)
    .where(_OPEN, outbox.c.status == "handed_over", _LEFT)
    .values(
        status="uncertain",
        last_error="the worker stopped while the mail was being handed over, or could not note "
        "the answer: it may or may not have arrived",
    )
)


def unsettled() -> ColumnElement[bool]:
    """The condition that an action has not come to its end, in the words of its index."""
    return _OPEN


def given_up_for_good() -> ColumnElement[bool]:
    """The condition that nobody tries an action again by itself, in the words of its index."""
    return or_(*[outbox.c.status == literal_column(f"'{word}'") for word in ("dead", "uncertain")])


def claim(
    connection: Connection, now: datetime, worker: str, limit: int, others: Others | None = None
) -> list[Job]:
    """Takes up to `limit` actions that are due, oldest first, for one worker with empty hands.

    Documents go before mails, so that a mail finds what it carries. The claim of a worker that is
    silent is free again, and one that the worker itself could not settle. A mail that was being
    handed over then is not: its answer is lost, so it becomes uncertain and is shown to people.
    """
    known = others or Others()
    left = [worker, *known.silent]
    connection.execute(_NOTE_UNCERTAIN, {"left_by": left})
    free = _FREE_UNLOCKED if connection.dialect.name == "postgresql" else _FREE_ACTIONS
    due = {"now": now, "impossible": now + known.longest_pause, "left_by": left, "most": limit}
    for action in ("document", "mail", "webhook"):
        ids = connection.execute(free, {**due, "action": action}).scalars().all()
        if ids:
            connection.execute(_CLAIM, {"ids": ids, "worker": worker, "lease_ends": now + LEASE})
            return [Job(*row) for row in connection.execute(_CLAIMED, {"ids": ids})]
    return []


def renew(connection: Connection, worker: str, now: datetime) -> None:
    """A sign of life: what the worker has claimed and not settled stays its own for a lease."""
    connection.execute(
        update(outbox)
        .where(outbox.c.claimed_by == worker, outbox.c.status.in_(("claimed", "handed_over")))
        .values(claimed_until=now + LEASE)
    )


def release(connection: Connection, worker: str) -> None:
    """Gives back what a worker had claimed and not begun: it stops."""
    connection.execute(
        update(outbox)
        .where(outbox.c.claimed_by == worker, outbox.c.status == "claimed")
        .values(status="waiting", claimed_by=None, claimed_until=None)
    )


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


def retry(connection: Connection, job_id: int, now: datetime) -> bool:
    """Somebody wants a dead or uncertain action tried again; False where it is neither."""
    result = connection.execute(
        update(outbox)
        .where(outbox.c.id == job_id, outbox.c.status.in_(("dead", "uncertain")))
        .values(status="waiting", attempts=0, next_attempt_at=now, last_error=None, claimed_by=None)
    )
    return bool(result.rowcount)


def remain_dead(connection: Connection, job_id: int, error: str) -> None:
    """A dead action can't be tried again either, for this reason."""
    dead = update(outbox).where(outbox.c.id == job_id, outbox.c.status == "dead")
    connection.execute(dead.values(last_error=error))


WHOSE: Final = func.coalesce(cases.c.institution, calls.c.institution)
"""The institution of an action's case or call."""

_GIVEN_UP: Final = (
    select(
        *(cases.c[name] if name == "number" else outbox.c[name] for name in GivenUpAction._fields)
    )
    .select_from(outbox)
    .outerjoin(cases, cases.c.id == outbox.c.case_id)
    .outerjoin(calls, calls.c.id == outbox.c.call_id)
    .where(
        given_up_for_good(),
        or_(WHOSE.is_(None), WHOSE.in_(bindparam("institutions", expanding=True))),
    )
    .order_by(IN_ORDER)
)


def given_up(
    connection: Connection, institutions: Sequence[str], most: int | None = None
) -> list[GivenUpAction]:
    """Dead and uncertain actions of these institutions, for people to see, with the case numbers.

    An action of neither a case nor a call, as a digest's, is the whole office's. Of `most` the
    oldest.
    """
    rows = connection.execute(_GIVEN_UP.limit(most), {"institutions": list(institutions)})
    return [GivenUpAction._make(row) for row in rows]
