"""Claiming actions of the outbox: which come next, for which worker, and for how long."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
    not_,
    or_,
    select,
    update,
)

from persistence.outbox import Job, unsettled
from persistence.tables import outbox

LEASE: Final = timedelta(seconds=60)
"""How long a claim holds without a sign of life from the worker that made it."""

LONGEST_PAUSE: Final = timedelta(days=7)
"""The longest pause that `config.yaml` may set between two attempts."""


class Others(NamedTuple):
    """What a worker knows when it claims: who has been silent for a lease, and the longest pause
    after which anything is tried again."""

    silent: Collection[str] = ()
    longest_pause: timedelta = LONGEST_PAUSE


# Statements are made once: to build one costs more than to run it.
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
    unsettled(), _free(outbox), outbox.c.action == bindparam("action")
)
_FIRST: Final = _DUE.where(not_(_KEPT_BACK)).order_by(*_IN_ORDER).limit(bindparam("most"))
_FURTHER: Final = (
    _DUE.where(outbox.c.case_id.in_(bindparam("cases", expanding=True)))
    .order_by(outbox.c.id)
    .limit(bindparam("most"))
)
_ANY_UNSETTLED: Final = select(outbox.c.id).where(unsettled()).limit(1)
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
    .where(unsettled(), outbox.c.status == "handed_over", _left(outbox))
    .values(
        status="uncertain",
        last_error="the worker stopped while the mail was being handed over, or could not note "
        "the answer: it may or may not have arrived",
    )
)


def claim(
    connection: Connection,
    now: datetime,
    worker: str,
    limit: int,
    other_workers: Others | None = None,
) -> list[Job]:
    """Takes up to `limit` actions that are due, oldest first, for one worker with empty hands.

    Documents go before mails, so that a mail finds what it carries. A case is one worker's at a
    time, and comes with what it has in a row: its actions are begun in the order of its steps. What
    failed or waits for another action until later keeps nothing back. The claim of a worker that is
    silent is free again, and one that the worker itself could not settle. A mail that was being
    handed over then is not: its answer is lost, so it becomes uncertain and is shown to people.
    """
    if connection.execute(_ANY_UNSETTLED).first() is None:
        return []
    known_workers = other_workers or Others()
    worker_names = [worker, *known_workers.silent]
    connection.execute(_NOTE_UNCERTAIN, {"left_by": worker_names})
    due = {
        "now": now,
        "impossible": now + known_workers.longest_pause,
        "left_by": worker_names,
        "most": limit,
    }
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


def bring_forward(connection: Connection, now: datetime) -> None:
    """What waits for its next attempt is to be tried now."""
    later = (outbox.c.status == "waiting", outbox.c.next_attempt_at > now)
    connection.execute(update(outbox).where(*later).values(next_attempt_at=now))


def release(connection: Connection, worker: str) -> None:
    """Gives back what a worker had claimed and not begun: it stops."""
    connection.execute(
        update(outbox)
        .where(outbox.c.claimed_by == worker, outbox.c.status == "claimed")
        .values(status="waiting", claimed_by=None, claimed_until=None)
    )
