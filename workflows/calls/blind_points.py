"""Points that a member of a commission does not see yet: others', until their own are in.

Who has read a colleague's points first gives others. A member gives them from the papers alone;
afterwards, and once the list is published, everything is open again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection

from persistence import scores
from persistence.history import WrittenEntry
from rules.weighting import total_of
from states.calls import Call
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier

SCORE: Final = "score"
"""The name of the history's entry that holds a member's points."""


def waits_for_list(definition: ProcessDefinition, state: str) -> bool:
    """Whether a case in a state waits to come onto the list for the first time."""
    step = next((step for step in definition.transitions.values() if step.of_call), None)
    if step is None or state not in step.sources:
        return False
    return state != step.target and not definition.states[state].end


def waiting_states(definitions: Iterable[ProcessDefinition]) -> frozenset[str]:
    """The states of definitions in which a case waits for the list for the first time."""
    return frozenset(
        state
        for definition in definitions
        for state in definition.states
        if waits_for_list(definition, state)
    )


def is_blind(
    connection: Connection,
    definition: ProcessDefinition,
    case_and_dossier: tuple[Case, Dossier],
    login: str,
) -> bool:
    """Whether others' points for a case are to be kept from a person for now."""
    case, dossier = case_and_dossier
    if login not in dossier.call.commission or not waits_for_list(definition, case.state):
        return False
    if case.call_id is None:
        return False
    of_members = scores.points_of_case(connection, case.id)
    return has_to_score(dossier.call, of_members, login)


def has_to_score(call: Call, of_members: scores.PointsOfMembers, login: str) -> bool:
    """Whether a member of the commission has not given points by every criterion yet."""
    return login in call.commission and total_of(call, of_members.get(login)) is None


def without_others_points(entries: Sequence[WrittenEntry], login: str) -> list[WrittenEntry]:
    """The entries of a history, of others' points only that they were given."""
    return [_blinded(entry, login) for entry in entries]


def _blinded(written_entry: WrittenEntry, login: str) -> WrittenEntry:
    entry = written_entry.entry
    if entry.name != SCORE or entry.kind != "fact":
        return written_entry
    data = json.loads(entry.data)
    if data.pop("member", None) == login:
        return written_entry
    data.pop("points", None)
    return replace(written_entry, entry=replace(entry, data=json.dumps(data, ensure_ascii=False)))
