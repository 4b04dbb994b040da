"""Dossiers from their tables: many cases at once, each table asked once and only where needed.

A case row names in `present` the groups of facts that it has; only their tables are read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from persistence import calls as call_rows
from persistence import grading_tables, precedents
from persistence.bulk import OneOf, fetch
from persistence.fact_readers import READERS, Parts, Reader
from persistence.fact_rows import of_row
from persistence.tables import candidates, cases, persons
from persistence.tables.base import Id
from persistence.waiting_lists import waiting_of
from states.dossier import Candidate, Case, Dossier, Waiting


def load(
    connection: Connection,
    case_ids: Sequence[int],
    for_update: bool = False,
    to_decide: bool = True,
) -> dict[int, tuple[Case, Dossier]]:
    """Cases and their dossiers by id; an id that is no case is left out.

    `for_update` keeps everybody else from changing them until the transaction ends. A dossier from
    which nothing is decided, a letter's say, needs neither the others who wait nor the registers.
    """
    if for_update:
        call_rows.lock_calls_of(connection, case_ids)
    found = _case_rows(connection, case_ids)
    told_by = {row.id: _readers(row.present) for row in found}
    facts = {one: one(connection, case_ids) for one in set().union(*told_by.values())}
    calls = {row.call_id: None for row in found}
    loaded = {call_id: call_rows.load(connection, call_id) for call_id in calls}
    queues = _queues(connection, found, facts.get(READERS["placement"], {})) if to_decide else {}
    for call_id, queue in queues.items():
        call, progress = loaded[call_id]
        loaded[call_id] = (call, replace(progress, waiting=queue))
    made: dict[int, tuple[Case, Dossier]] = {}
    for row in found:
        call, progress = loaded[row.call_id]
        parts: dict[str, Any] = {}
        for reader in told_by[row.id]:
            parts.update(facts[reader].get(row.id, {}))
        candidate = of_row(Candidate, row)
        made[row.id] = (of_row(Case, row), Dossier(candidate, call, progress, **parts))
    return _with_registers(connection, made) if to_decide else made


def _readers(present: str) -> set[Reader]:
    return {READERS[group] for group in present.split(",") if group}


def _queues(
    connection: Connection, found: Sequence[Any], placed: Parts
) -> Mapping[int, tuple[Waiting, ...]]:
    """Who waits, by call; asked only for the calls of cases that wait themselves."""
    waiting = {case_id for case_id, of in placed.items() if of["placement"].outcome == "waiting"}
    calls = {row.call_id for row in found if row.id in waiting and row.call_id}
    return waiting_of(connection, calls) if calls else {}


def _with_registers(
    connection: Connection, made: dict[int, tuple[Case, Dossier]]
) -> dict[int, tuple[Case, Dossier]]:
    """What the office keeps for the hosts of these cases; asked only once a host has answered."""
    wanted = {
        case_id: (case.institution, dossier.host)
        for case_id, (case, dossier) in made.items()
        if dossier.host and (dossier.host_answer or dossier.transcript)
    }
    if not wanted:
        return made
    tables = grading_tables.of_hosts(connection, set(wanted.values()))
    pairs = precedents.of_hosts(connection, set(wanted.values()))
    for case_id, key in wanted.items():
        case, dossier = made[case_id]
        earlier = tuple(one for one in pairs[key] if one.case != case.number)
        told = replace(dossier, grading_tables=tables[key], precedents=earlier)
        made[case_id] = (case, told)
    return made


_CASES: Final = (
    select(
        *[cases.c[one.name] for one in fields(Case)],
        cases.c.present,
        persons.c.name,
        persons.c.email,
        persons.c.writes_in,
        *[column for column in candidates.c if column.name not in ("case_id", "person_id")],
    )
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .order_by(cases.c.id)
)
_ONE_CASE: Final = _CASES.where(cases.c.id == bindparam("one", 0, type_=Id))
_SOME_CASES: Final = _CASES.where(OneOf(cases.c.id, "ids"))


def _case_rows(connection: Connection, ids: Sequence[int]) -> Sequence[Any]:
    if len(ids) == 1:
        return fetch(connection, _ONE_CASE, {"one": ids[0]})
    return fetch(connection, _SOME_CASES, {"ids": ids})
