"""Running cases under a corrected text of their law: each is counted anew and notes it.

A portion of the cases at a time, each in its own transaction. The corrected text takes the place of
the kept one when all are done: until then a start finds it changed, and goes on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from office.wiring import Office
from persistence import cases as case_rows
from persistence import definitions, dossiers, history, regulations
from persistence.definitions import RunningCase
from persistence.history import Entry
from persistence.regulations import KeptText
from persistence.saving import Step, save
from states.decision import SYSTEM
from states.definition import ProcessDefinition
from workflows.cases.status import awaited_of
from workflows.cases.steps import Situation, refreshed
from workflows.portions import Portion

CORRECTED = "corrected"
"""The name of the notice in a case's history."""


def correct_cases(
    connection: Connection, portion: Portion, office: Office, definition: ProcessDefinition
) -> list[int]:
    """Puts the next cases under today's text of their definition; their ids. The caller commits.

    Open ones are counted anew and note it; what was done under the former text stands.
    """
    running_cases = _on_other_texts(connection, definition, portion)
    former = {
        case.id: case.digest
        for case in running_cases
        if not case.ended and case.digest != definition.digest
    }
    save(
        connection,
        list(_steps(connection, office, former, definition.digest, portion.at)),
        portion.at,
    )
    return _under_today(connection, definition, running_cases)


def restate_cases(
    connection: Connection, portion: Portion, definition: ProcessDefinition
) -> list[int]:
    """Puts the next cases under the same law in other words, and notes nothing; their ids."""
    running_cases = _on_other_texts(connection, definition, portion)
    return _under_today(connection, definition, running_cases)


def _on_other_texts(
    connection: Connection, definition: ProcessDefinition, portion: Portion
) -> list[RunningCase]:
    return definitions.on_other_texts(
        connection, definition.key, definition.digest, portion.after, portion.most
    )


def _under_today(
    connection: Connection, definition: ProcessDefinition, running_cases: Sequence[RunningCase]
) -> list[int]:
    ids = [case.id for case in running_cases]
    definitions.put_under(connection, ids, definition.digest)
    return ids


def correct_under_regulation(
    connection: Connection, portion: Portion, office: Office, kept_text: KeptText
) -> list[int]:
    """Counts the next open cases anew under today's text of a regulation; their ids.

    The caller commits. A case that noted it since the former text was kept is left alone.
    """
    ids = case_rows.running_on(
        connection, _under(connection, office, kept_text), portion.after, portion.most
    )
    digest = office.rulebook(kept_text.key).digest
    still_open = {case.id for case in definitions.running(connection, ids) if not case.ended}
    notices = history.notices_since(connection, ids, CORRECTED, kept_text.kept_at)
    noticed_ids = {id_ for id_, data in notices if json.loads(data)["to_digest"] == digest}
    former = dict.fromkeys(sorted(still_open - noticed_ids), kept_text.digest)
    save(connection, list(_steps(connection, office, former, digest, portion.at)), portion.at)
    return list(ids)


def _under(connection: Connection, office: Office, kept_text: KeptText) -> list[str]:
    """The keys of the definitions that cases run on under a regulation."""
    return [
        key
        for key in definitions.kept(connection)
        if office.rulebook_of(office.definition(key)).key == kept_text.key
    ]


def keep_corrected_definition(
    connection: Connection, definition: ProcessDefinition, now: datetime
) -> None:
    """Today's text takes the place of the kept one, which stays among the superseded."""
    digest, _ = definitions.kept(connection)[definition.key]
    if digest != definition.digest:
        definitions.supersede(connection, definition.key, definition.digest, definition.text, now)


def keep_corrected_regulation(
    connection: Connection, office: Office, kept_text: KeptText, now: datetime
) -> None:
    """Today's text of a regulation is kept beside the former one."""
    regulations.keep(connection, office.rulebook(kept_text.key), now)


def _steps(
    connection: Connection,
    office: Office,
    former: Mapping[int, str],
    new_digest: str,
    now: datetime,
) -> Iterator[Step]:
    """What notes the correction, by case and the digest of the text that it was under."""
    for case, dossier in dossiers.load(connection, list(former), True).values():
        definition = office.definition_of(case, dossier)
        _, receipt = awaited_of(office, definition, case, dossier, now)
        notice = {
            "from_digest": former[case.id],
            "to_digest": new_digest,
            "due_before": case.due.isoformat() if case.due else None,
            "due_after": receipt.due.isoformat() if receipt else None,
        }
        rule = office.regulation_of(definition).bodies.supervision.rule
        data = json.dumps(notice, ensure_ascii=False)
        entry = Entry("notice", CORRECTED, rule, SYSTEM.role, SYSTEM.name, data)
        yield refreshed(Situation(office, definition, case, dossier, now), entry, True)
