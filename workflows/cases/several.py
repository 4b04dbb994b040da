"""Several facts recorded at once: all of them or none, each with its own entry in the history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from office.wiring import Office
from persistence import dossiers
from persistence.database import part_of
from persistence.dossiers import LockedCase
from rules.payload_checks import FieldError
from states.decision import Actor, Refused
from states.fact_declaration import Payload
from states.frozen import frozen
from states.moments import civil_date
from states.text import Text
from states.validation_error import ValidationError
from workflows.cases.fact_checks import fact_errors, undelivered_act_errors
from workflows.cases.recording import FactRequest, Recorded, record_fact


@frozen
class FactRow:
    """A fact of several: what was typed, and that as the value of its form."""

    fact: str
    details: Mapping[str, Any]
    value: Payload


@frozen
class SeveralFacts:
    """A wish to record facts of one case together; the case as this transaction has locked it."""

    rows: Sequence[FactRow]
    expected_version: int
    locked: LockedCase


class UnfitRows(ValidationError):
    """Rows that can't stand; `errors` says of each, by its place from 0, what is wrong with it."""

    def __init__(self, errors: Mapping[int, tuple[FieldError, ...]]) -> None:
        super().__init__(Text("some of the rows can't stand", "неки редови не могу да стоје"))
        self.errors = errors


def record_several(
    connection: Connection, office: Office, request: SeveralFacts, actor: Actor, now: datetime
) -> list[Recorded] | Refused:
    """Records the facts in their order, in the caller's transaction, or none of them.

    Raises UnfitRows with the errors of all rows, ChangedMeanwhile where the case is not the one
    that the actor saw.
    """
    case, dossier = request.locked.case, request.locked.dossier
    definition, today = office.definition_of(case, dossier), civil_date(now)
    errors = {
        place: row_errors
        for place, row in enumerate(request.rows)
        if (
            row_errors := (
                *fact_errors(office, definition, row.fact, row.value, dossier, today),
                *undelivered_act_errors(definition, case, row.value, dossier),
            )
        )
    }
    if errors:
        raise UnfitRows(errors)
    with part_of(connection) as together:
        recorded_facts = _in_turn(connection, office, request, actor, now)
        if isinstance(recorded_facts, Refused):
            together.rollback()
    return recorded_facts


def _in_turn(
    connection: Connection, office: Office, request: SeveralFacts, actor: Actor, now: datetime
) -> list[Recorded] | Refused:
    """Each is judged on what the ones before it have left."""
    recorded_facts: list[Recorded] = []
    locked_case, version = request.locked, request.expected_version
    for row in request.rows:
        if recorded_facts:
            locked_case = dossiers.lock(connection, [locked_case.case.id])[locked_case.case.id]
            version = locked_case.case.version
        wish = FactRequest(
            locked_case.case.id, row.fact, row.details, version, row.value, locked_case
        )
        outcome = record_fact(connection, office, wish, actor, now)
        if isinstance(outcome, Refused):
            return outcome
        recorded_facts.append(outcome)
    return recorded_facts
