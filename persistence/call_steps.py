"""The steps of whole calls by which many cases are stuck at once, each with how many; of very many
cases they are two minutes old at most."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, and_, func, select

from persistence.case_sets import CaseSet, OfficeToday, condition_of, of_whole_call
from persistence.counting import MOST_COUNTED
from persistence.owners import owners_in
from persistence.recent_numbers import TWO_MINUTES, Counted, RecentNumbers
from persistence.tables import calls, listed_cases


class CallStep(NamedTuple):
    """A step that a whole call waits for, with how many cases are stuck by it.

    `of_all` counts the cases of all such steps, also of those that are not shown.
    """

    call_id: int
    call: str
    institution: str
    process: str
    state: str
    awaited: str
    owners: str
    number: int
    due: date
    of_all: int

    @property
    def roles(self) -> tuple[str, ...]:
        """The owners, by role."""
        return owners_in(self.owners)


_RECENT: Final[RecentNumbers[tuple[CallStep, ...]]] = RecentNumbers(
    TWO_MINUTES, lambda steps: steps[0].of_all if steps else 0, MOST_COUNTED
)


def call_steps(
    connection: Connection, case_set: CaseSet, office: OfficeToday, most: int, now: datetime
) -> Counted[tuple[CallStep, ...]]:
    """The steps of whole calls by which cases of a set are stuck, the longest due first; and when
    their cases were counted."""
    question = case_set, office, most
    return _RECENT.shown(
        connection, question, now, lambda: _counted(connection, case_set, office, most)
    )


def _counted(
    connection: Connection, case_set: CaseSet, office: OfficeToday, most: int
) -> tuple[CallStep, ...]:
    of_calls = and_(condition_of(case_set, office), of_whole_call(office))
    due, number = func.min(listed_cases.c.due_key), func.count()
    steps = (
        select(
            func.min(listed_cases.c.case_id).label("example"),
            number.label("number"),
            due.label("due"),
            func.sum(number).over().label("of_all"),
        )
        .where(of_calls)
        .group_by(listed_cases.c.call_id, listed_cases.c.awaited)
        .order_by(due, listed_cases.c.call_id)
        .limit(most)
        .subquery()
    )
    key = (
        listed_cases.c[name] for name in ("institution", "process", "state", "awaited", "owners")
    )
    rows = connection.execute(
        select(
            listed_cases.c.call_id, calls.c.title, *key,
            steps.c.number, steps.c.due, steps.c.of_all,
        )
        .join(listed_cases, listed_cases.c.case_id == steps.c.example)
        .join(calls, calls.c.id == listed_cases.c.call_id)
        .order_by(steps.c.due, listed_cases.c.call_id)
    )  # fmt: skip
    return tuple(CallStep._make(row) for row in rows)
