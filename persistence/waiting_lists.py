"""Who waits for a place under a call, in the order of its list."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Connection, select

from persistence.bulk import OneOf, fetch
from persistence.tables import application_hosts, candidates, cases, persons, placements
from states.calls import Waiting

_WAITING: Final = (
    select(
        cases.c.call_id,
        cases.c.number,
        persons.c.name,
        placements.c.rank,
        application_hosts.c.host,
    )
    .select_from(placements)
    .join(cases, cases.c.id == placements.c.case_id)
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .outerjoin(application_hosts, application_hosts.c.case_id == cases.c.id)
    .where(
        OneOf(cases.c.call_id, "calls"),
        cases.c.ended.is_(False),
        placements.c.outcome == "waiting",
    )
    .order_by(cases.c.call_id, placements.c.rank, application_hosts.c.position)
)


def waiting_of(connection: Connection, call_ids: Collection[int]) -> dict[int, tuple[Waiting, ...]]:
    """By call: the running cases that wait on the list in force, the first one first."""
    found = fetch(connection, _WAITING, {"calls": list(call_ids)})
    wishes: dict[str, list[str]] = {}
    heads: dict[str, Any] = {}
    for row in found:
        heads[row.number] = row
        wishes.setdefault(row.number, []).extend([row.host] if row.host else [])
    queues: dict[int, list[Waiting]] = {call_id: [] for call_id in call_ids}
    for number, row in heads.items():
        queues[row.call_id].append(Waiting(number, row.name, row.rank, tuple(wishes[number])))
    return {call_id: tuple(queue) for call_id, queue in queues.items()}
