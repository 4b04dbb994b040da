"""Running cases under a corrected text of their law: each is counted anew and notes it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection

from office.wiring import Office
from persistence import cases as case_rows
from persistence import definitions, dossiers, regulations
from persistence.history import Entry
from persistence.saving import Step, save
from states.decision import SYSTEM
from states.frozen import frozen
from workflows.cases.status import awaited_of
from workflows.cases.steps import Situation, refreshed

BATCH = 200
"""Cases that are loaded and written together."""


def correct_definition(connection: Connection, office: Office, key: str, now: datetime) -> int:
    """Puts today's text of a definition in the place of the kept one; how many cases noted it.

    The caller commits. What was done under the former text stands.
    """
    definition = office.definition(key)
    former, _ = definitions.kept(connection)[key]
    definitions.supersede(connection, key, definition.digest, definition.text, now)
    correction = Correction(former, definition.digest, now)
    return _count_anew(connection, office, key, correction)


def correct_regulation(connection: Connection, office: Office, key: str, now: datetime) -> int:
    """Keeps today's text of a regulation beside the former one; how many cases noted it.

    The caller commits. What was done under the former text stands.
    """
    former = regulations.newest_texts(connection)[key].digest
    rulebook = office.rulebook(key)
    regulations.keep(connection, rulebook, now)
    correction = Correction(former, rulebook.digest, now)
    definitions_under_it = (
        definition
        for definition in map(office.definition, definitions.kept(connection))
        if office.rulebook_of(definition).key == key
    )
    return sum(
        _count_anew(connection, office, definition.key, correction)
        for definition in definitions_under_it
    )


@frozen
class Correction:
    """The digests of a law's former and its corrected text, and the instant of the change."""

    former: str
    corrected: str
    at: datetime


def _count_anew(connection: Connection, office: Office, key: str, correction: Correction) -> int:
    ids = case_rows.running_on(connection, key)
    for first in range(0, len(ids), BATCH):
        steps = list(_steps(connection, office, ids[first : first + BATCH], correction))
        save(connection, steps, correction.at)
    return len(ids)


def _steps(
    connection: Connection, office: Office, ids: Sequence[int], correction: Correction
) -> Iterator[Step]:
    now = correction.at
    for case, dossier in dossiers.load(connection, ids, True).values():
        definition = office.definition_of(case, dossier)
        _, receipt = awaited_of(office, definition, case, dossier, now)
        due = receipt.due.isoformat() if receipt else None
        told = {
            "from_digest": correction.former,
            "to_digest": correction.corrected,
            "due_before": case.due.isoformat() if case.due else None,
            "due_after": due,
        }
        rule = office.regulation_of(definition).bodies.supervision.rule
        data = json.dumps(told, ensure_ascii=False)
        entry = Entry("notice", "corrected", rule, SYSTEM.role, SYSTEM.name, data)
        yield refreshed(Situation(office, definition, case, dossier, now), entry, True)
