"""What a person did lately: one line an act, however many cases it moved. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, Select, func, select

from persistence.tables import calls, candidates, cases, history, listed_cases, persons


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
    person: str, since: datetime, institutions: Sequence[str]
) -> Select[tuple[object, ...]]:
    """What a person did since an instant, by instant, trigger and call; of each its first case.

    No more than the `MOST_ENTRIES` last entries are looked at.
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
        )
        .join(listed_cases, listed_cases.c.case_id == lately.c.case_id)
        .where(listed_cases.c.institution.in_(list(institutions)))
        .group_by(lately.c.at, lately.c.name, listed_cases.c.call_id)
    )


def page_of_acts(
    connection: Connection,
    acts: Select[tuple[object, ...]],
    newest_first: bool,
    offset: int,
    most: int,
) -> list[DoneAct]:
    """A page of the acts of `acts_since`, by when they were done."""
    at, first = (acts.selected_columns[name] for name in ("at", "first_case"))
    order = (at.desc(), first.desc()) if newest_first else (at.asc(), first.asc())
    of_page = acts.order_by(*order).offset(offset).limit(most).subquery()
    lines = (
        select(
            of_page.c.at, of_page.c.name, of_page.c.together, cases.c.number, persons.c.name,
            listed_cases.c.host, cases.c.definition, cases.c.state, cases.c.call_id, calls.c.title,
        )
        .join(cases, cases.c.id == of_page.c.first_case)
        .join(listed_cases, listed_cases.c.case_id == cases.c.id)
        .join(calls, calls.c.id == cases.c.call_id)
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(persons, persons.c.id == candidates.c.person_id)
    )  # fmt: skip
    done_acts = [DoneAct._make(row) for row in connection.execute(lines)]
    return sorted(done_acts, key=lambda act: act.at, reverse=newest_first)


MOST_ENTRIES: Final = 3_000
"""Some months of somebody's own acts; a list of a thousand that was published is a thousand."""
LATELY: Final = 30
"""Days."""
