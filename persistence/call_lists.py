"""A call's list: publishing it, its versions, the appeals upheld in between, who was left out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from pydantic_core import to_json
from sqlalchemy import Connection, bindparam, or_, select, update

from persistence.bulk import execute_many, fetch
from persistence.database import insert
from persistence.tables import (
    appeals,
    calls,
    candidates,
    cases,
    history,
    persons,
    placements,
    ranking_entries,
    rankings,
)
from persistence.tables.base import Id
from rules.list_changes import ListPlace
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


_ENTRIES: Final = ranking_entries.insert()


_PUBLISHED: Final = (
    update(calls)
    .where(calls.c.id == bindparam("of", type_=Id))
    .values(
        list_version=bindparam("now"),
        list_published_on=bindparam("on"),
        appeal_until=bindparam("until"),
    )
)
_RANKING: Final = bindparam("ranking", type_=Id)
_PLACED: Final = ("case_id", "outcome", "rank", "points", "host")


@cache
def _placing(dialect: str) -> Any:
    """Puts a list in force: a case's place in it takes the place of the one before."""
    places = select(*(ranking_entries.c[name] for name in _PLACED), bindparam("version"))
    of_list = places.where(ranking_entries.c.ranking_id == _RANKING)
    made = insert(dialect, placements).from_select([*_PLACED, "list_version"], of_list)
    newer = {column.name: column for column in made.excluded if column.name != "case_id"}
    return made.on_conflict_do_update(index_elements=["case_id"], set_=newer)


def write_list(
    connection: Connection,
    call_id: int,
    version: int,
    published_at: datetime,
    published_on: date,
    appeal_until: date,
    entries: Sequence[Mapping[str, Any]],
) -> None:
    """A version of the list; the placements in force are replaced by it."""
    row = {"call_id": call_id, "version": version, "published_at": published_at}
    ranking_id = connection.execute(rankings.insert().returning(rankings.c.id), row).scalar_one()
    written = [
        {**entry, "ranking_id": ranking_id, "explanation": to_json(entry["explanation"]).decode()}
        for entry in entries
    ]
    execute_many(connection, _ENTRIES, written)
    of_list = {"ranking": ranking_id, "version": version}
    execute_many(connection, _placing(connection.dialect.name), [of_list])
    published = {"of": call_id, "now": version, "on": published_on, "until": appeal_until}
    execute_many(connection, _PUBLISHED, [published])


def entries_of(connection: Connection, call_id: int, version: int) -> list[dict[str, Any]]:
    """The entries of one version of a call's list, by rank, with case number and name."""
    found = connection.execute(
        select(ranking_entries, cases.c.number, persons.c.name)
        .join(rankings, rankings.c.id == ranking_entries.c.ranking_id)
        .join(cases, cases.c.id == ranking_entries.c.case_id)
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(persons, persons.c.id == candidates.c.person_id)
        .where(rankings.c.call_id == call_id, rankings.c.version == version)
        .order_by(ranking_entries.c.rank)
    )
    return [dict(row) for row in found.mappings()]


_OF_CALL: Final = bindparam("call", 0, type_=Id)
_VERSIONS: Final = (
    select(rankings).where(rankings.c.call_id == _OF_CALL).order_by(rankings.c.version)
)


def versions_of(connection: Connection, call_id: int) -> list[Version]:
    """The published versions of a call's list, the first one first."""
    found = fetch(connection, _VERSIONS, {"call": call_id})
    return [Version(row.version, row.published_at) for row in found]


def places_of_version(connection: Connection, call_id: int, version: int) -> list[ListPlace]:
    """The places of one version of a call's list, by rank."""
    return [
        ListPlace(
            row["number"], row["name"], row["rank"], row["points"], row["outcome"], row["host"]
        )
        for row in entries_of(connection, call_id, version)
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
