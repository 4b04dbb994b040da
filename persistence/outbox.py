"""The outbox: claiming actions, settling them, trying again later, and giving up in plain sight."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    not_,
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
# Nothing waits longer than the longest pause, but by a clock that was ahead.
_IMPOSSIBLE: Final = bindparam("impossible", type_=outbox.c.next_attempt_at.type)


def _left(of: FromClause) -> ColumnElement[bool]:
    """The condition that who has claimed an action is silent, or claims now with empty hands: what
    it still holds then could not be noted."""
    silent = of.c.claimed_by.in_(bindparam("left_by", expanding=True))
    return or_(silent, of.c.claimed_by.is_(None))


def _free(of: FromClause) -> ColumnElement[bool]:
    """The condition that an action waits and is due, or was left by who is silent."""
    waits = and_(
        of.c.status == "waiting",
        or_(of.c.next_attempt_at <= _NOW, of.c.next_attempt_at > _IMPOSSIBLE),
    )
    return or_(waits, and_(of.c.status == "claimed", _left(of)))


# Of a case only the first that is free, and none while another worker has one in hand: whoever
# has locked it has the case to itself.
_OTHER: Final = outbox.alias("other")
_GOES_BEFORE: Final = or_(
    and_(_OTHER.c.action == outbox.c.action, _OTHER.c.id < outbox.c.id),
    and_(_OTHER.c.action == "document", outbox.c.action != "document"),
)
_IN_OTHER_HANDS: Final = and_(
    or_(_OTHER.c.status == "claimed", _OTHER.c.status == "handed_over"), not_(_left(_OTHER))
)
_KEPT_BACK: Final = exists().where(
    _OTHER.c.case_id == outbox.c.case_id,
    or_(_IN_OTHER_HANDS, and_(_GOES_BEFORE, _free(_OTHER))),
)
_DUE: Final = select(outbox.c.id, outbox.c.case_id).where(
    _OPEN, _free(outbox), outbox.c.action == bindparam("action")
)
_FIRST: Final = _DUE.where(not_(_KEPT_BACK)).order_by(*_IN_ORDER).limit(bindparam("most"))
_FURTHER: Final = (
    _DUE.where(outbox.c.case_id.in_(bindparam("cases", expanding=True)))
    .order_by(outbox.c.id)
    .limit(bindparam("most"))
)
_CLAIM: Final = (
    update(outbox)
    .where(_IDS)
    .values(status="claimed", claimed_by=bindparam("worker"), claimed_until=bindparam("lease_ends"))
)
_CLAIMED: Final = (
    select(*[outbox.c[part.name] for part in fields(Job)]).where(_IDS).order_by(outbox.c.id)
)
_NOTE_UNCERTAIN: Final = (
    update(outbox)
    .where(_OPEN, outbox.c.status == "handed_over", _left(outbox))
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

    Documents go before mails, so that a mail finds what it carries. A case is one worker's at a
    time, and comes with what it has in a row: its actions are begun in the order of its steps. What
    failed or waits for another action until later keeps nothing back. The claim of a worker that is
    silent is free again, and one that the worker itself could not settle. A mail that was being
    handed over then is not: its answer is lost, so it becomes uncertain and is shown to people.
    """
    known = others or Others()
    left = [worker, *known.silent]
    connection.execute(_NOTE_UNCERTAIN, {"left_by": left})
    due = {"now": now, "impossible": now + known.longest_pause, "left_by": left, "most": limit}
    for action in ("document", "mail", "webhook"):
        ids = _next(connection, {**due, "action": action})[:limit]
        if ids:
            connection.execute(_CLAIM, {"ids": ids, "worker": worker, "lease_ends": now + LEASE})
            return [Job(*row) for row in connection.execute(_CLAIMED, {"ids": ids})]
    return []


def _next(connection: Connection, due: Mapping[str, object]) -> list[int]:
    """The actions that are next, locked where workers claim at the same moment, by their ids.

    The first of the list may be taken alone: of each case it has them from its first one on.
    """
    first, further = _FIRST, _FURTHER
    if connection.dialect.name == "postgresql":
        first = first.with_for_update(of=outbox, skip_locked=True)
        further = further.with_for_update(of=outbox, skip_locked=True)
    rows = list(connection.execute(first, due))
    cases_of = [row.case_id for row in rows if row.case_id is not None]
    ids = {row.id for row in rows}
    if cases_of:
        ids |= {row.id for row in connection.execute(further, {**due, "cases": cases_of})}
    return sorted(ids)


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
