"""The versions of a call's list, the appeals upheld in between, and who was not considered."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, bindparam, or_, select

from persistence import calls as call_rows
from persistence.bulk import fetch
from persistence.tables import appeals, candidates, cases, history, persons, rankings
from persistence.tables.base import Id
from rules.list_changes import Standing
from states.frozen import frozen

TURNED_AWAY = ("refuse_application", "lapse")
"""The steps by which an application ends without being considered."""


@frozen
class Version:
    """A version of a call's list, and the instant of its publication."""

    number: int
    published_at: datetime


@frozen
class Upheld:
    """An appeal against the list that was upheld: whose, and on which civil date."""

    case: str
    name: str
    decided_on: date


@frozen
class TurnedAway:
    """An application that was not considered: by which step, with which reason in writing."""

    id: int
    case: str
    name: str
    step: str
    reason: str | None


_OF_CALL: Final = bindparam("call", 0, type_=Id)
_VERSIONS: Final = (
    select(rankings).where(rankings.c.call_id == _OF_CALL).order_by(rankings.c.version)
)


def versions_of(connection: Connection, call_id: int) -> list[Version]:
    """The published versions of a call's list, the first one first."""
    found = fetch(connection, _VERSIONS, {"call": call_id})
    return [Version(row.version, row.published_at) for row in found]


def standings(connection: Connection, call_id: int, version: int) -> list[Standing]:
    """The places of one version of a call's list, by rank."""
    return [
        Standing(
            row["number"], row["name"], row["rank"], row["points"], row["outcome"], row["host"]
        )
        for row in call_rows.entries_of(connection, call_id, version)
    ]


def upheld_appeals(connection: Connection, call_id: int, first: date, last: date) -> list[Upheld]:
    """Appeals against the list that were upheld from one civil date to another, both included."""
    found = connection.execute(
        select(cases.c.number, persons.c.name, appeals.c.decided_on)
        .join(cases, cases.c.id == appeals.c.case_id)
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(persons, persons.c.id == candidates.c.person_id)
        .where(
            cases.c.call_id == call_id,
            appeals.c.against == "list",
            appeals.c.upheld.is_(True),
            appeals.c.decided_on >= first,
            appeals.c.decided_on <= last,
        )
        .order_by(appeals.c.id)
    )
    return [Upheld(row.number, row.name, row.decided_on) for row in found]


_TURNED_AWAY: Final = (
    select(cases.c.id, cases.c.number, persons.c.name, history.c.name.label("step"), history.c.data)
    .select_from(cases)
    .join(history, history.c.case_id == cases.c.id)
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .where(
        cases.c.call_id == _OF_CALL,
        cases.c.ended.is_(True),
        history.c.kind == "step",
        or_(*[history.c.name == step for step in TURNED_AWAY]),
    )
    .order_by(cases.c.id)
)


def turned_away(connection: Connection, call_id: int) -> list[TurnedAway]:
    """The cases of a call that ended by one of `TURNED_AWAY`, by number."""
    found = fetch(connection, _TURNED_AWAY, {"call": call_id})
    return [
        TurnedAway(row.id, row.number, row.name, row.step, json.loads(row.data).get("reason"))
        for row in found
    ]
