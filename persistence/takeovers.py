"""What a running case brings along, into the tables that steps taken here would have filled.

The place on a list stands in a version of the call's list; levels that lie behind are closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from pydantic_core import to_json
from sqlalchemy import Connection, select, update

from persistence.agreements import conclude
from persistence.fact_groups import group_of
from persistence.fact_rows import to_row
from persistence.facts import write
from persistence.received import Received
from persistence.tables import (
    appeals,
    calls,
    cases,
    decrees,
    placements,
    ranking_entries,
    rankings,
    timers,
)
from rules.ladder import PlannedTimer
from states.moments import instant_of
from states.takeover import (
    EARLIER_APPEAL,
    ConcludedAgreement,
    EarlierDecree,
    Place,
)
from states.text import Text

TAKEN_OVER: Final = "taken_over"
"""The outcome of a timer whose instant lay before the case came here."""

_EXPLAINED: Final = Text("Taken over from an earlier list.", "Преузето са раније ранг листе.")


def write_fact(connection: Connection, received_fact: Received, call_id: int) -> str | None:
    """Writes a fact, and returns the group of facts that the case has by it."""
    value = received_fact.value
    if isinstance(value, Place):
        _write_place(connection, received_fact, value, call_id)
        return "placement"
    if isinstance(value, ConcludedAgreement):
        version = received_fact.dossier.agreement_version
        conclude(connection, [(received_fact.case_id, version, value.on)])
        return None
    if received_fact.form == EARLIER_APPEAL:
        row = {"case_id": received_fact.case_id, **to_row(received_fact.dossier.appeals[-1])}
        connection.execute(appeals.insert(), row)
        return "appeals"
    form = "decree" if isinstance(value, EarlierDecree) else received_fact.form
    write(connection, form, [replace(received_fact, form=form)])
    return group_of(form, received_fact.dossier)


def _write_place(
    connection: Connection, received_fact: Received, place: Place, call_id: int
) -> None:
    placement = received_fact.dossier.placement
    assert placement is not None
    ranking_id = _ranking_of(connection, call_id, placement.list_version, place)
    of_case = {
        "case_id": received_fact.case_id,
        "rank": place.rank,
        "outcome": place.outcome,
        "points": place.points,
        "host": place.host,
    }
    explanation = to_json([[_EXPLAINED.en, _EXPLAINED.sr]]).decode()
    entry = {**of_case, "ranking_id": ranking_id, "explanation": explanation}
    connection.execute(ranking_entries.insert(), entry)
    row = {**of_case, "list_version": placement.list_version}
    connection.execute(placements.insert(), row)


def _ranking_of(connection: Connection, call_id: int, version: int, place: Place) -> int:
    """The version of the call's list; the first case that comes from it brings it along."""
    of_version = select(rankings.c.id).where(
        rankings.c.call_id == call_id, rankings.c.version == version
    )
    ranking_id: int | None = connection.execute(of_version).scalar()
    if ranking_id is not None:
        return ranking_id
    published_on, until = place.list_published_on, place.appeal_until
    connection.execute(
        update(calls)
        .where(calls.c.id == call_id)
        .values(list_version=version, list_published_on=published_on, appeal_until=until)
    )
    row = {
        "call_id": call_id,
        "version": version,
        "published_at": instant_of(published_on),
        "appeal_until": until,
    }
    new_id: int = connection.execute(rankings.insert().returning(rankings.c.id), row).scalar_one()
    return new_id


def has_decree(connection: Connection, number: str) -> bool:
    """Whether a Decree bears this number already."""
    statement = select(decrees.c.id).where(decrees.c.number == number)
    return connection.execute(statement).first() is not None


def note_groups(connection: Connection, case_id: int, groups: Iterable[str]) -> None:
    """Says in the case's row which groups of facts it has."""
    present = ",".join(dict.fromkeys(groups))
    connection.execute(update(cases).where(cases.c.id == case_id).values(present=present))


def close_behind(
    connection: Connection, case_id: int, visit: int, behind: Sequence[PlannedTimer], at: datetime
) -> None:
    """Notes the levels that nobody is told of any more: their instants lay before the takeover."""
    rows = [
        {
            "case_id": case_id,
            "visit": visit,
            "due": timer.due,
            "level": timer.level,
            "recipient": timer.recipient,
            "kind": timer.kind,
            "name": timer.name,
            "at": timer.at,
            "closed_at": at,
            "outcome": TAKEN_OVER,
        }
        for timer in behind
    ]
    if rows:
        connection.execute(timers.insert(), rows)
