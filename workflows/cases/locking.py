"""Locking a case for a step, and its call with it where other cases of the call depend on that.

On PostgreSQL. SQLite has a single writer, which is locked out already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from sqlalchemy import Connection

from office.wiring import Office
from persistence import dossiers
from persistence.dossiers import LockedCase
from persistence.facts import CHANGE_THE_LIST
from rules.guards.transcript import TRANSCRIPT
from states.definition import ProcessDefinition, Transition
from states.money import GRANT, SETTLEMENT


def lock_for(
    connection: Connection, office: Office, steps: Mapping[int, str]
) -> dict[int, LockedCase]:
    """Cases by id with their dossiers, kept from everybody else until the transaction ends; given
    with the steps that are to be taken.

    One case is locked alone where it runs on a definition by which its step is taken alone: one
    that this program has not read yet may say otherwise.
    """
    if len(steps) == 1 and connection.dialect.name == "postgresql":
        ((id_, step),) = steps.items()
        keys = [
            definition.key
            for definition in office.read_definitions
            if step in steps_alone(definition)
        ]
        alone = dossiers.lock_running_on(connection, id_, keys)
        if alone:
            return alone
    return dossiers.lock(connection, list(steps), for_transcript=False)


def lock_for_fact(connection: Connection, case_id: int, fact: str) -> dict[int, LockedCase]:
    """The same for a fact that is to be recorded; nothing where there is no such case.

    A transcript alone is judged by the registers before the dossier holds it. The cases of a call
    share its budget.
    """
    of_the_call = fact in CHANGE_THE_LIST or fact in (GRANT, SETTLEMENT)
    lock = dossiers.lock if of_the_call else dossiers.lock_alone
    return lock(connection, [case_id], for_transcript=fact == TRANSCRIPT)


@lru_cache(maxsize=256)
def steps_alone(definition: ProcessDefinition) -> frozenset[str]:
    """The steps of a process that leave a call's list and its places as they are: no other case of
    the call is judged by what they change.
    """
    waiting_states = frozenset(_waiting(definition))
    steps = definition.transitions.values()
    return frozenset(
        step.trigger for step in steps if _leaves_the_list(definition, step, waiting_states)
    )


def _waiting(definition: ProcessDefinition) -> Iterator[str]:
    """The states before the list, of the list, and of an appeal against it."""
    yield definition.initial
    for step in definition.transitions.values():
        if step.of_call:
            yield from step.sources
        if (step.of_call or step.takes == "ranking_appeal") and step.target:
            yield step.target


def _leaves_the_list(
    definition: ProcessDefinition, step: Transition, waiting_states: frozenset[str]
) -> bool:
    states = {*step.sources, *filter(None, [step.target])}
    if step.of_call or step.settles_list or step.takes in CHANGE_THE_LIST:
        return False
    # Who comes to an end gives a place back; who leaves one takes it again.
    return not states & waiting_states and not any(definition.states[name].end for name in states)
