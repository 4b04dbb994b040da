"""Progress: the milestones that a case has passed, where it stands, and what lies ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from persistence.history import MIGRATION, WrittenEntry
from states.definition import Awaited, ProcessDefinition
from states.dossier import Case
from states.frozen import frozen
from states.text import Text


@frozen
class Milestone:
    """A state on the way of a case; `at` is the instant at which it was reached."""

    title: Text
    position: Literal["passed", "here", "ahead"]
    at: datetime | None = None
    by: str = ""
    end: bool = False


def milestones(
    definition: ProcessDefinition,
    case: Case,
    history: Sequence[tuple[ProcessDefinition, WrittenEntry]],
    awaited_step: Awaited | None,
) -> list[Milestone]:
    """The milestones of a case: from its history, and on by the steps that are awaited.

    Each entry comes with the version that it was written under. A move onto another version
    reaches no milestone; where the case stands bears its name of today.
    """
    titles = {name: state.title for name, state in definition.states.items()}
    passed_milestones = [
        Milestone(version.states[state].title, "passed", row.at, row.entry.person)
        for version, row in history
        if (state := _state_entered(row))
    ]
    last = (
        passed_milestones.pop()
        if passed_milestones
        else Milestone(titles[case.state], "here", case.entered_at)
    )
    is_end = definition.states[case.state].end
    upcoming = [
        Milestone(titles[name], "ahead", end=definition.states[name].end)
        for name in _states_ahead(definition, case.state, awaited_step)
    ]
    return [
        *passed_milestones,
        Milestone(titles[case.state], "here", last.at, last.by, is_end),
        *upcoming,
    ]


def _state_entered(row: WrittenEntry) -> str | None:
    """The state that a case came into; a move onto another version is none."""
    entry = row.entry
    has_moved = entry.kind != MIGRATION and entry.target != entry.source
    return entry.target if has_moved else None


def _states_ahead(
    definition: ProcessDefinition, state: str, awaited_step: Awaited | None
) -> list[str]:
    """The states that follow if each awaited step is taken, up to an end; each once."""
    states: list[str] = []
    trigger = _next_step(definition, state, awaited_step) if awaited_step else None
    while trigger is not None:
        target = definition.transitions[trigger].target_from(state)
        if target is None or target in states or target == state:
            break
        states.append(target)
        state, trigger = target, _next_step(definition, target)
    return states


def _next_step(
    definition: ProcessDefinition, state: str, awaited_step: Awaited | None = None
) -> str | None:
    """The step that a state waits for, in the end; None at an end.

    What leads nowhere by itself comes first: a fact that is to be recorded, a list that is to be
    corrected, a slip to be taken back. A step that is the candidate's right alone may stay away:
    then time makes the next.
    """

    def leads_on(waits: Awaited) -> bool:
        step = definition.transitions.get(waits.step or "")
        is_aside = waits.goes_before or step is None or step.takes_back
        return not is_aside and step is not None and step.target != state

    if awaited_step is None or not leads_on(awaited_step):
        awaited_step = next(filter(leads_on, definition.states[state].awaits), None)
    if awaited_step is None:
        return None
    if awaited_step.then is not None and awaited_step.owners == ("candidate",):
        return awaited_step.then
    return awaited_step.step
