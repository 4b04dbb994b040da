"""What a person did lately: one line an act, however many cases it moved. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnCollection, ColumnElement, Connection, Select, func, select

from persistence.counting import MOST_COUNTED
from persistence.list_conditions import FOUND
from persistence.list_readers import Condition
from persistence.tables import calls, candidates, cases, history, listed_cases, persons

Columns = ColumnCollection[str, ColumnElement[Any]]


class DoneAct(NamedTuple):
    """A step that was taken at an instant, of one case or of `together` cases of a call."""

    at: datetime
    trigger: str
    together: int
    number: str
    candidate: str
    host: str
    definition: str
    state: str
    call_id: int
    call: str


def acts_since(
    person: str,
    since: datetime,
    institutions: Sequence[str],
    conditions: Iterable[Condition] = (),
) -> Select[tuple[object, ...]]:
    """What a person did since an instant, by instant, trigger and call; of each its first case.

    `conditions` narrow the cases (`list_conditions.narrowed`). No more than the `MOST_ENTRIES` last
    entries are looked at.
    """
    lately = (
        select(history.c.at, history.c.name, history.c.case_id)
        .where(history.c.person == person, history.c.at >= since, history.c.kind == "step")
        .order_by(history.c.at.desc())
        .limit(MOST_ENTRIES)
        .subquery()
    )
    return (
        select(
            lately.c.at,
            lately.c.name,
            func.count().label("together"),
            func.min(lately.c.case_id).label("first_case"),
            func.min(listed_cases.c.name_key).label("candidate"),
            func.min(listed_cases.c.host).label("host"),
            func.min(listed_cases.c.state).label("state"),
        )
        .join(listed_cases, listed_cases.c.case_id == lately.c.case_id)
        .where(listed_cases.c.institution.in_(list(institutions)), *conditions)
        .group_by(lately.c.at, lately.c.name, listed_cases.c.call_id)
    )


ORDERS_OF_ACTS: Final[dict[str, str]] = {
    "when": "at",
    "act": "name",
    "candidate": "candidate",
    "host": "host",
    "state": "state",
}
"""What a list of acts can be ordered by: the column of `acts_since`."""


def page_of_acts(
    connection: Connection,
    acts: Select[tuple[object, ...]],
    order: str,
    window: tuple[int, int],
    found_ids: Sequence[int] = (),
) -> list[DoneAct]:
    """A page of the acts of `acts_since`: so many and after so many, the newest first of those that
    an order does not tell apart. `order` is one of `ORDERS_OF_ACTS`, `-when` the other way round;
    `found_ids` are the cases of a search that narrows them."""
    most, offset = window
    of_page = acts.order_by(*_ordered(acts.selected_columns, order)).offset(offset).limit(most)
    of_acts = of_page.subquery()
    lines = (
        select(
            of_acts.c.at, of_acts.c.name, of_acts.c.together, cases.c.number, persons.c.name,
            listed_cases.c.host, cases.c.definition, cases.c.state, cases.c.call_id, calls.c.title,
        )
        .join(cases, cases.c.id == of_acts.c.first_case)
        .join(listed_cases, listed_cases.c.case_id == cases.c.id)
        .join(calls, calls.c.id == cases.c.call_id)
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(persons, persons.c.id == candidates.c.person_id)
        .order_by(*_ordered(of_acts.c, order))
    )  # fmt: skip
    return [DoneAct._make(row) for row in connection.execute(lines, {FOUND: found_ids})]


def _ordered(columns: Columns, order: str) -> tuple[ColumnElement[Any], ...]:
    column = columns[ORDERS_OF_ACTS[order.removeprefix("-")]]
    by_column = column.desc() if order.startswith("-") else column.asc()
    return by_column, columns["at"].desc(), columns["first_case"].desc()


MOST_ENTRIES: Final = MOST_COUNTED
"""As many as lists are counted: months of somebody's own acts; a list of a thousand that was
published is a thousand."""
LATELY: Final = 30
"""Days."""
