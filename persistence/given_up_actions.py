"""Actions that nobody tries again by itself: dead, uncertain, or a mail that came back. People see
them, and decide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    update,
)

from persistence.made_decisions import DECISION, against_of
from persistence.tables import calls, cases, mails, outbox
from persistence.tables.work import IN_ORDER, NOT_ARRIVED


class GivenUpAction(NamedTuple):
    """A dead, uncertain or bounced action; `number` is its case's, where it has one.

    `mail` and `document` are the kind of what it sends or makes, by name; `decision` is what a
    decision on an appeal or complaint is made of.
    """

    id: int
    label: str
    status: str
    last_error: str | None
    attempts: int
    created_at: datetime
    number: str | None
    institution: str | None
    mail: str | None
    document: str | None
    decision: str | None

    @property
    def against(self) -> str | None:
        """What a decision that it makes is on; None of every other document."""
        return against_of(self.decision)


def given_up_for_good() -> ColumnElement[bool]:
    """The condition that nobody tries an action again by itself, in the words of its index."""
    return or_(*[outbox.c.status == literal_column(f"'{word}'") for word in NOT_ARRIVED])


def retry(connection: Connection, job_id: int, now: datetime) -> bool:
    """Somebody wants a given-up action tried again; False where it is none."""
    result = connection.execute(
        update(outbox)
        .where(outbox.c.id == job_id, outbox.c.status.in_(NOT_ARRIVED))
        .values(status="waiting", attempts=0, next_attempt_at=now, last_error=None, claimed_by=None)
    )
    return bool(result.rowcount)


def retry_all(connection: Connection, action: str, now: datetime) -> int:
    """Somebody wants all dead actions of a kind tried again; returns how many there were."""
    dead = update(outbox).where(outbox.c.action == action, outbox.c.status == "dead")
    again = dead.values(status="waiting", attempts=0, next_attempt_at=now, last_error=None)
    return connection.execute(again).rowcount


def remain_dead(connection: Connection, job_id: int, error: str) -> None:
    """A dead action can't be tried again either, for this reason."""
    dead = update(outbox).where(outbox.c.id == job_id, outbox.c.status == "dead")
    connection.execute(dead.values(last_error=error))


WHOSE: Final = func.coalesce(cases.c.institution, calls.c.institution)
"""The institution of an action's case or call."""

_FROM: Final = {
    "number": cases.c.number,
    "institution": WHOSE,
    "mail": mails.c.mail,
    "decision": DECISION,
}

ACTIONS_WITH_PLACES: Final = (
    select(*(_FROM[name] if name in _FROM else outbox.c[name] for name in GivenUpAction._fields))
    .select_from(outbox)
    .outerjoin(cases, cases.c.id == outbox.c.case_id)
    .outerjoin(calls, calls.c.id == outbox.c.call_id)
    .outerjoin(mails, mails.c.key == outbox.c.mail_key)
)
"""Actions with where they belong, and the mails that they send."""

_GIVEN_UP: Final = ACTIONS_WITH_PLACES.where(
    given_up_for_good(),
    or_(WHOSE.is_(None), WHOSE.in_(bindparam("institutions", expanding=True))),
).order_by(IN_ORDER)


def given_up(
    connection: Connection, institutions: Sequence[str], most: int | None = None
) -> list[GivenUpAction]:
    """Given-up actions of these institutions, for people to see, with the case numbers.

    An action of neither a case nor a call, as a digest's, is the whole office's. Of `most` the
    oldest.
    """
    rows = connection.execute(_GIVEN_UP.limit(most), {"institutions": list(institutions)})
    return [GivenUpAction._make(row) for row in rows]
