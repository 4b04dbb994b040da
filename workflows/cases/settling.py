"""What others of a call await, counted anew after a step that settles their list.

BMU-15c, BEE-C5. While somebody's appeal is open, or upheld and the corrected list not published,
the others can neither be sent nor closed: what is awaited of them rests, and counts from the last
decision. Each case of which that is true gets an entry that names the appeal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from office.wiring import Office
from persistence import calls as call_rows
from persistence import cases as case_rows
from persistence import dossiers
from persistence.saving import Step, save
from rules.list_appeals import settles_otherwise
from states.calls import CallProgress
from states.decision import Actor
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.frozen import frozen
from workflows.cases.steps import Situation, afterwards, entry_of, refreshed

RESTS: Final = "list_rests"
SETTLED: Final = "list_settled"
"""The names of their entries: what is awaited rests from now on, or its limit runs (anew)."""


@frozen
class Settling:
    """A step that may have changed what others of a call await.

    `number` is the case that took it, `before` how the call stood then, `states` are those in
    which cases wait by the list.
    """

    call_id: int
    number: str
    before: CallProgress
    states: tuple[str, ...]


def settlings_of(
    definition: ProcessDefinition, case: Case, dossier: Dossier
) -> tuple[Settling, ...]:
    """What may change for others of the case's call, which stood as the dossier has it.

    Before there is a list nobody waits by it.
    """
    if case.call_id is None or not dossier.progress.list_version:
        return ()
    states = {step.target for step in definition.transitions.values() if step.of_call}
    by_list = tuple(state for state in states if state is not None)
    return (Settling(case.call_id, case.number, dossier.progress, by_list),)


def settle(
    connection: Connection, office: Office, settlings: Iterable[Settling], by: Actor, now: datetime
) -> None:
    """Writes what is awaited of the others now; the calls are locked already."""
    of_calls = {settling.call_id: settling for settling in settlings}
    for call_id, settling in of_calls.items():
        _, progress = call_rows.load(connection, call_id)
        if settles_otherwise(settling.before, progress):
            save(connection, _of_others(connection, office, settling, by, now), now)


def _of_others(
    connection: Connection, office: Office, settling: Settling, by: Actor, now: datetime
) -> list[Step]:
    ids = call_rows.cases_in(connection, settling.call_id, *settling.states)
    earlier = case_rows.rests_of(connection, ids)
    data = json.dumps({"of_case": settling.number})
    steps = []
    for id_, (case, dossier) in dossiers.load(connection, ids).items():
        situation = Situation(office, office.definition_of(case, dossier), case, dossier, now)
        after = afterwards(situation, case)
        status, awaited_step = after.status, after.awaited
        now_awaited = (status.awaited, status.due, status.rests.en if status.rests else None)
        if awaited_step is None or now_awaited == (case.awaited, case.due, earlier[id_]):
            continue
        name = RESTS if status.rests else SETTLED
        entry = entry_of("notice", name, awaited_step.deadlines[0].rule, by, data)
        steps.append(refreshed(situation, entry, with_timers=True))
    return steps
