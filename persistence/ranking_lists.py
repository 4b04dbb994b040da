"""A call's ranking lists: publishing a version, reading it, the appeals upheld in between.

And who was left out of it, and who waits for a place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

from pydantic_core import to_json
from sqlalchemy import Connection, Select, bindparam, func, or_, select, update

from persistence.bulk import execute_many, fetch
from persistence.database import insert
from persistence.one_of import OneOf
from persistence.row_makers import Row
from persistence.stamps import CallStamps, Kept
from persistence.tables import (
    appeals,
    application_hosts,
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
from states.calls import Waiting
from states.frozen import frozen
from states.names import in_both_scripts
from states.text import Text

if TYPE_CHECKING:
    from persistence.database import Insert
    from rules.list_changes import ListPlace

TURNED_AWAY = ("refuse_application", "lapse")
"""The steps by which an application ends without being considered."""


@frozen
class Choice:
    """Who made a list where the call names no commission (BMU-29): person, role, whose place they
    took, and the reason that was given."""

    by: str
    role: str
    deputy_for: str | None = None
    reason: str | None = None


@frozen
class Publication:
    """The version of a call's list that is published, when, and until when it can be appealed."""

    version: int
    at: datetime
    on: date
    appeal_until: date
    choice: Choice | None = None


@frozen
class Version:
    """A version of a call's list, the instant of its publication, and who chose it, if anybody."""

    number: int
    published_at: datetime
    choice: Choice | None = None


@frozen
class Place:
    """A place on a published list; the explanation says why it is this one.

    `kept` of who was nominated by an earlier version; `of_list` is how many places the list has.
    `other_script` is the name in the other script, where it is recorded.
    """

    number: str
    name: str
    rank: int
    outcome: str
    points: Decimal | None
    host: str | None
    explanation: tuple[Text, ...]
    kept: bool = False
    of_list: int = 0
    other_script: str | None = None


@frozen
class Upheld:
    """An appeal against the list that was upheld: whose, and on which civil date."""

    case: str
    name: Text
    decided_on: date
    institution: str


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
def _placing(dialect: str) -> Insert:
    """Puts a list in force: a case's place in it takes the place of the one before."""
    places = select(*(ranking_entries.c[name] for name in _PLACED), bindparam("version"))
    of_list = places.where(ranking_entries.c.ranking_id == _RANKING)
    statement = insert(dialect, placements).from_select([*_PLACED, "list_version"], of_list)
    newer = {column.name: column for column in statement.excluded if column.name != "case_id"}
    return statement.on_conflict_do_update(index_elements=["case_id"], set_=newer)


def write_list(
    connection: Connection,
    call_id: int,
    publication: Publication,
    entries: Sequence[Mapping[str, object]],
) -> None:
    """A version of the list; the placements in force are replaced by it."""
    version, on = publication.version, publication.on
    row = {
        "call_id": call_id,
        "version": version,
        "published_at": publication.at,
        "appeal_until": publication.appeal_until,
        **_choice_columns(publication.choice),
    }
    ranking_id = connection.execute(rankings.insert().returning(rankings.c.id), row).scalar_one()
    rows = [
        {**entry, "ranking_id": ranking_id, "explanation": to_json(entry["explanation"]).decode()}
        for entry in entries
    ]
    execute_many(connection, _ENTRIES, rows)
    of_list = {"ranking": ranking_id, "version": version}
    execute_many(connection, _placing(connection.dialect.name), [of_list])
    values = {"of": call_id, "now": version, "on": on, "until": publication.appeal_until}
    execute_many(connection, _PUBLISHED, [values])


_OF_CALL: Final = bindparam("call", 0, type_=Id)
_VERSIONS: Final = (
    select(rankings).where(rankings.c.call_id == _OF_CALL).order_by(rankings.c.version)
)


def versions_of(connection: Connection, call_id: int) -> list[Version]:
    """The published versions of a call's list, the first one first."""
    rows = fetch(connection, _VERSIONS, {"call": call_id})
    return [Version(row.version, row.published_at, _choice_in(row)) for row in rows]


def _choice_columns(choice: Choice | None) -> dict[str, str | None]:
    if choice is None:
        return {}
    return {
        "chosen_by": choice.by,
        "chosen_as": choice.role,
        "chosen_for": choice.deputy_for,
        "choice_reason": choice.reason,
    }


def _choice_in(row: Row) -> Choice | None:
    if row.chosen_as is None:
        return None
    return Choice(row.chosen_by, row.chosen_as, row.chosen_for, row.choice_reason)


def places(
    connection: Connection, call_id: int, version: int, offset: int = 0, most: int | None = None
) -> list[Place]:
    """A published version of a call's list, by rank: all of it, or a page."""
    rows = connection.execute(
        select(
            cases.c.number,
            persons.c.name,
            ranking_entries.c.rank,
            ranking_entries.c.outcome,
            ranking_entries.c.points,
            ranking_entries.c.host,
            ranking_entries.c.explanation,
            ranking_entries.c.kept,
            _number_of_places(call_id, version).scalar_subquery().label("of_list"),
            persons.c.name_in_other_script,
        )
        .join(rankings, rankings.c.id == ranking_entries.c.ranking_id)
        .join(cases, cases.c.id == ranking_entries.c.case_id)
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(persons, persons.c.id == candidates.c.person_id)
        .where(rankings.c.call_id == call_id, rankings.c.version == version)
        .order_by(ranking_entries.c.rank)
        .offset(offset)
        .limit(most)
    )
    return [
        Place(
            *row[:6],
            tuple(Text(en, sr) for en, sr in json.loads(row.explanation)),
            row.kept,
            row.of_list,
            row.name_in_other_script,
        )
        for row in rows
    ]


def count_places(connection: Connection, call_id: int, version: int) -> int:
    """How many places a published version of a list has."""
    count: int = connection.execute(_number_of_places(call_id, version)).scalar_one()
    return count


def _number_of_places(call_id: int, version: int) -> Select[int]:
    of_list, of_call = ranking_entries.alias("of_list"), rankings.alias("of_call")
    return (
        select(func.count())
        .select_from(of_list)
        .join(of_call, of_call.c.id == of_list.c.ranking_id)
        .where(of_call.c.call_id == call_id, of_call.c.version == version)
    )


def places_of_versions(
    connection: Connection, call_id: int, *versions: int
) -> list[list[ListPlace]]:
    """Versions of a call's list as the rules compare them, each by rank, in this order."""
    # Imported here: who reads a case compares no lists, and needs none of the guards below them.
    from rules.list_changes import ListPlace

    columns = ranking_entries.c
    rows = connection.execute(
        select(
            rankings.c.version, cases.c.number, persons.c.name, persons.c.name_in_other_script,
            columns.rank, columns.points, columns.outcome, columns.host, columns.kept,
        )
        .join(rankings, rankings.c.id == columns.ranking_id)
        .join(cases, cases.c.id == columns.case_id)
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(persons, persons.c.id == candidates.c.person_id)
        .where(rankings.c.call_id == call_id, rankings.c.version.in_(versions))
        .order_by(columns.rank)
    )  # fmt: skip
    by_version: dict[int, list[ListPlace]] = {version: [] for version in versions}
    for version, number, name, other_script, *place in rows:
        by_version[version].append(ListPlace(number, in_both_scripts(name, other_script), *place))
    return list(by_version.values())


def upheld_appeals(connection: Connection, call_id: int, first: date, last: date) -> list[Upheld]:
    """Appeals against the list that were upheld from one civil date to another, both included."""
    statement = (
        select(
            cases.c.number,
            persons.c.name,
            persons.c.name_in_other_script,
            appeals.c.decided_on,
            cases.c.institution,
        )
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
    return [
        Upheld(number, in_both_scripts(name, other), decided_on, institution)
        for number, name, other, decided_on, institution in connection.execute(statement)
    ]


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
    rows = fetch(connection, _TURNED_AWAY, {"call": call_id})
    return [
        TurnedAway(row.id, row.number, row.name, row.step, json.loads(row.data).get("reason"))
        for row in rows
    ]


_LINE: Final = (
    select(
        cases.c.id,
        func.row_number()
        .over(partition_by=application_hosts.c.host, order_by=(placements.c.rank, cases.c.id))
        .label("position"),
    )
    .select_from(placements)
    .join(cases, cases.c.id == placements.c.case_id)
    .join(application_hosts, application_hosts.c.case_id == cases.c.id)
    .where(
        cases.c.call_id == _OF_CALL,
        # Not `IS 0`: SQLite would walk all open cases by their index, not the call's own.
        cases.c.ended.is_not(True),
        placements.c.outcome == "waiting",
    )
    .subquery()
)
_FIRST: Final = select(_LINE.c.id).where(_LINE.c.position == 1).distinct()
_WAITING: Final = (
    select(cases.c.number, persons.c.name, placements.c.rank, application_hosts.c.host)
    .select_from(placements)
    .join(cases, cases.c.id == placements.c.case_id)
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .join(application_hosts, application_hosts.c.case_id == cases.c.id)
    .where(OneOf(cases.c.id, "ids"))
    .order_by(placements.c.rank, cases.c.id, application_hosts.c.position)
)
_FIRST_KEPT: Final[Kept[tuple[int, ...]]] = Kept(most=256)


def first_waiting(connection: Connection, of_call: CallStamps) -> tuple[Waiting, ...]:
    """The running cases of a call that wait on the list in force, of each host's the first one, by
    rank: who stands behind them passes nobody else.

    Who they are is kept under the stamp of the call's places: all who wait are looked through once
    for it, and not with each case. Whoever corrects an application writes the place that rests on
    it too, and so draws the stamp anew.
    """
    call_id = of_call.call_id
    ids = _FIRST_KEPT.under((call_id, of_call.places), lambda: _first_ids(connection, call_id))
    rows = fetch(connection, _WAITING, {"ids": ids}) if ids else []
    hosts: dict[str, list[str]] = {}
    for row in rows:
        hosts.setdefault(row.number, []).append(row.host)
    return tuple(
        Waiting(row.number, row.name, row.rank, tuple(hosts[row.number]))
        for row in {row.number: row for row in rows}.values()
    )


def _first_ids(connection: Connection, call_id: int) -> tuple[int, ...]:
    return tuple(row.id for row in fetch(connection, _FIRST, {"call": call_id}))
