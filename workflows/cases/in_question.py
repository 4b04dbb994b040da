"""What a correction puts in question: steps that were taken on what the dossier no longer says.

Nothing that was decided is undone by it. The guards of each step that still holds are asked anew,
as of the instant at which it was taken; those that say no now and did not before are kept with the
correction, and the case's page names them for as long as they say no.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from persistence import history
from persistence.history import WrittenEntry
from states.decision import Actor, judged_by
from states.definition import BoundGuard, ProcessDefinition
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.reasons import Reason
from states.text import Text

IN_QUESTION: Final = "in_question"
"""Under which name an entry of the history holds them: pairs of a step and a guard."""

Judgement = tuple[str, str]
"""A step, by its trigger, and one of its guards, by name."""


@frozen
class StepInQuestion:
    """A step that was taken, and why it could not be taken on what is known now."""

    title: Text
    reasons: tuple[Reason, ...]


def steps_that_hold(entries: Iterable[WrittenEntry]) -> list[WrittenEntry]:
    """The steps that brought a case to where it stands, oldest first.

    What led away from a state is past once the case has come back to it.
    """
    path: list[WrittenEntry] = []
    for written_entry in entries:
        if written_entry.entry.kind != "step":
            continue
        earlier = [
            place for place, step in enumerate(path) if _leaves(step, written_entry.entry.target)
        ]
        if earlier:
            path = path[: earlier[0]]
        else:
            path.append(written_entry)
    return path


def _leaves(step: WrittenEntry, state: str | None) -> bool:
    return step.entry.source == state and step.entry.target != state


def put_in_question(
    definition: ProcessDefinition,
    before: Dossier,
    after: Dossier,
    entries: Sequence[WrittenEntry],
) -> list[Judgement]:
    """The judgements on which steps that hold were taken, and which say no since a correction."""
    return [
        (step.entry.name, guard.name)
        for step in steps_that_hold(entries)
        for guard in _guards(definition, step)
        if not _judge(definition, guard, before, step) and _judge(definition, guard, after, step)
    ]


def steps_in_question(
    definition: ProcessDefinition, dossier: Dossier, entries: Sequence[WrittenEntry]
) -> tuple[StepInQuestion, ...]:
    """The steps that corrections have put in question, as far as the dossier still says so."""
    judgements = _kept(entries)
    if not judgements:
        return ()
    titles_and_reasons = (
        (definition.transitions[step.entry.name].title, reasons)
        for step in steps_that_hold(entries)
        if (reasons := tuple(_reasons(definition, dossier, step, judgements)))
    )
    return tuple(StepInQuestion(title, reasons) for title, reasons in titles_and_reasons)


def _kept(entries: Iterable[WrittenEntry]) -> frozenset[Judgement]:
    return frozenset(
        (step, guard)
        for written_entry in entries
        if written_entry.entry.kind == "fact" and IN_QUESTION in written_entry.entry.data
        for step, guard in json.loads(written_entry.entry.data).get(IN_QUESTION, ())
    )


def _reasons(
    definition: ProcessDefinition,
    dossier: Dossier,
    step: WrittenEntry,
    judgements: frozenset[Judgement],
) -> Iterator[Reason]:
    for guard in _guards(definition, step):
        if (step.entry.name, guard.name) in judgements:
            yield from _judge(definition, guard, dossier, step)


def _guards(definition: ProcessDefinition, step: WrittenEntry) -> tuple[BoundGuard, ...]:
    """The guards of a step that was taken; of one that a later version no longer has, none."""
    transition = definition.transitions.get(step.entry.name)
    return transition.guards if transition else ()


def _judge(
    definition: ProcessDefinition, guard: BoundGuard, dossier: Dossier, step: WrittenEntry
) -> tuple[Reason, ...]:
    entry = step.entry
    actor = Actor(entry.role, entry.person, entry.deputy_for)
    return judged_by(definition, guard, dossier, actor, step.at)


def kept_with_doubts(
    connection: Connection,
    definition: ProcessDefinition,
    case_and_dossier: tuple[Case, Dossier],
    proposed_dossier: Dossier,
    correction: Mapping[str, object],
) -> str:
    """What the history keeps of a correction: it, and the judgements that it puts in question."""
    case, dossier = case_and_dossier
    entries = history.entries(connection, case.id)
    judgements = put_in_question(definition, dossier, proposed_dossier, entries)
    kept_values = {**correction, **({IN_QUESTION: judgements} if judgements else {})}
    return json.dumps(kept_values, ensure_ascii=False)
