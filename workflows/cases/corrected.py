"""Running cases under a corrected text of their definition: each is counted anew and notes it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection

from office.wiring import Office
from persistence import cases as case_rows
from persistence import definitions, dossiers
from persistence.history import Entry
from persistence.saving import Step, save
from states.decision import SYSTEM
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
    ids = case_rows.running_on(connection, key)
    for first in range(0, len(ids), BATCH):
        steps = list(_steps(connection, office, ids[first : first + BATCH], former, now))
        save(connection, steps, now)
    return len(ids)


def _steps(
    connection: Connection, office: Office, ids: Sequence[int], former: str, now: datetime
) -> Iterator[Step]:
    for case, dossier in dossiers.load(connection, ids, True).values():
        definition = office.definition_of(case, dossier)
        _, receipt = awaited_of(office, definition, case, dossier, now)
        due = receipt.due.isoformat() if receipt else None
        told = {
            "from_digest": former,
            "to_digest": definition.digest,
            "due_before": case.due.isoformat() if case.due else None,
            "due_after": due,
        }
        rule = office.regulations[case.institution].bodies.supervision.rule
        data = json.dumps(told, ensure_ascii=False)
        entry = Entry("notice", "corrected", rule, SYSTEM.role, SYSTEM.name, data)
        yield refreshed(Situation(office, definition, case, dossier, now), entry, True)
