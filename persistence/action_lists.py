"""What of the outbox has not come to its end, as people see it: by case, in numbers, unattended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    union_all,
)

from persistence.claiming import LEASE, LONGEST_PAUSE
from persistence.given_up_actions import (
    ACTIONS_WITH_PLACES,
    WHOSE,
    GivenUpAction,
    given_up_for_good,
)
from persistence.made_decisions import DECISION, against_of
from persistence.outbox import unsettled
from persistence.tables import calls, cases, mails, outbox
from persistence.tables.work import IN_ORDER
from states.frozen import frozen


class UnfinishedAction(NamedTuple):
    """An action that has not come to its end: still to be tried, uncertain, or given up.

    `decision` is what a decision on an appeal or complaint is made of.
    """

    id: int
    label: str
    action: str
    document: str | None
    mail: str | None
    status: str
    attempts: int
    next_attempt_at: datetime
    last_error: str | None
    decision: str | None

    @property
    def against(self) -> str | None:
        """What a decision that it makes is on; None of every other document."""
        return against_of(self.decision)


class ActionCount(NamedTuple):
    """So many actions that have not come to their end, with one status and one error."""

    status: str
    last_error: str | None
    number: int


def _counted(condition: ColumnElement[bool]) -> Select[Any]:
    """By status and error, of those that an index holds: open ones, or given-up ones."""
    return (
        select(outbox.c.status, outbox.c.last_error, func.count().label("number"))
        .select_from(outbox)
        .outerjoin(cases, cases.c.id == outbox.c.case_id)
        .outerjoin(calls, calls.c.id == outbox.c.call_id)
        .where(
            condition, or_(WHOSE.is_(None), WHOSE.in_(bindparam("institutions", expanding=True)))
        )
        .group_by(outbox.c.status, outbox.c.last_error)
    )


_BOTH: Final = union_all(_counted(unsettled()), _counted(given_up_for_good())).subquery()
_NOT_DONE: Final = select(_BOTH).order_by(_BOTH.c.number.desc(), _BOTH.c.status)


def unfinished_in_numbers(connection: Connection, institutions: Sequence[str]) -> list[ActionCount]:
    """What has not left, of these institutions or of the whole office, by status and error."""
    rows = connection.execute(_NOT_DONE, {"institutions": list(institutions)})
    return [ActionCount._make(row) for row in rows]


def number_failed(connection: Connection, action: str) -> int:
    """How many actions of a kind were tried, are not done, and say why."""
    of_kind = (outbox.c.action == action, outbox.c.status.in_(("waiting", "dead")))
    statement = select(func.count()).where(*of_kind, outbox.c.last_error.is_not(None))
    return int(connection.execute(statement).scalar_one())


_IS_MAIL: Final = outbox.c.action == "mail"
_MAILS_NOT_DONE: Final = union_all(
    *(
        select(outbox.c.status, func.count().label("number"))
        .where(condition, _IS_MAIL)
        .group_by(outbox.c.status)
        for condition in (unsettled(), given_up_for_good())
    )
)
_NEWEST_MAIL: Final = select(func.max(mails.c.id))


def mails_by_outcome(connection: Connection) -> dict[str, int]:
    """How many mails of the whole office are not done, by status, and how many left (`done`).

    Those that left are what the rest leaves of all that were ever numbered: nothing is walked.
    """
    open_ones: dict[str, int] = {
        row.status: row.number for row in connection.execute(_MAILS_NOT_DONE)
    }
    newest_number = connection.execute(_NEWEST_MAIL).scalar() or 0
    return {**open_ones, "done": max(0, newest_number - sum(open_ones.values()))}


_ELSEWHERE: Final = {"mail": mails.c.mail, "decision": DECISION}
_UNFINISHED: Final = (
    select(
        *(
            _ELSEWHERE[name] if name in _ELSEWHERE else outbox.c[name]
            for name in UnfinishedAction._fields
        )
    )
    .select_from(outbox)
    .outerjoin(mails, mails.c.key == outbox.c.mail_key)
    .where(outbox.c.case_id == bindparam("case"), outbox.c.status != "done")
    .order_by(outbox.c.id)
)


def unfinished(connection: Connection, case_id: int) -> list[UnfinishedAction]:
    """The actions of a case that are still to be tried, uncertain, or given up, in order."""
    rows = connection.execute(_UNFINISHED, {"case": case_id})
    return [UnfinishedAction._make(row) for row in rows]


def whose(connection: Connection, action_id: int) -> str | None:
    """The institution whose case or call an action is of, locked; None for the whole office's."""
    of_action = (
        select(WHOSE)
        .select_from(outbox)
        .outerjoin(cases, cases.c.id == outbox.c.case_id)
        .outerjoin(calls, calls.c.id == outbox.c.call_id)
        .where(outbox.c.id == action_id)
    )
    return connection.execute(of_action.with_for_update(of=outbox)).scalar()


class Place(NamedTuple):
    """The number of an action's case, and the institution; of neither where it has none."""

    number: str | None
    institution: str | None


_PLACES: Final = (
    select(outbox.c.id, cases.c.number, WHOSE.label("institution"))
    .select_from(outbox)
    .outerjoin(cases, cases.c.id == outbox.c.case_id)
    .outerjoin(calls, calls.c.id == outbox.c.call_id)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
)


def places(connection: Connection, ids: Sequence[int]) -> dict[int, Place]:
    """Where actions belong, by their ids."""
    rows = connection.execute(_PLACES, {"ids": list(ids)})
    return {row.id: Place(row.number, row.institution) for row in rows}


def case_of_action(connection: Connection, action_id: int) -> str | None:
    """The number of the case that an action belongs to; None for an action of no case."""
    number = (
        select(cases.c.number)
        .join(outbox, outbox.c.case_id == cases.c.id)
        .where(outbox.c.id == action_id)
    )
    return connection.execute(number).scalar()


@frozen
class Patience:
    """How long an action may wait for a worker, and how long for its next attempt at most."""

    overdue: timedelta
    longest_pause: timedelta


UNSET: Final = Patience(timedelta(minutes=30), LONGEST_PAUSE)
"""What holds where nobody has read the settings."""


def unattended(
    connection: Connection, institutions: Sequence[str], now: datetime, patience: Patience
) -> list[GivenUpAction]:
    """Actions that nobody works on though they are not at their end, whatever their status.

    They should have been tried for long, wait for a day further than any pause, or are claimed
    without a sign of life: by an hour that has passed, or that no worker could have meant.
    """
    is_claimed = outbox.c.claimed_until.is_not(None)
    is_lying = or_(
        outbox.c.next_attempt_at <= now - patience.overdue,
        outbox.c.next_attempt_at > now + patience.longest_pause,
        and_(is_claimed, outbox.c.claimed_until <= now - LEASE),
        and_(is_claimed, outbox.c.claimed_until > now + 2 * LEASE),
    )
    rows = connection.execute(
        ACTIONS_WITH_PLACES.where(
            unsettled(), is_lying, or_(WHOSE.is_(None), WHOSE.in_(institutions))
        ).order_by(IN_ORDER)
    )
    return [GivenUpAction._make(row) for row in rows]
