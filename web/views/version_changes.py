"""What a version of a regulation or of a process changed in another, in words: rules, states and
steps, each as it was and as it is. Line by line the texts are compared in `web.views.processes`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TypeVar

from rules.regulation import Regulation, Rule
from states.definition import ProcessDefinition, Transition
from states.frozen import frozen
from web.views.processes import StateLine, state_lines

Part = TypeVar("Part")


@frozen
class ChangedRule:
    """A rule as it was and as it is; None where there was, or is, none of its id."""

    id: str
    before: Rule | None
    after: Rule | None


@frozen
class ChangedState:
    """A state with what it awaits, likewise."""

    name: str
    before: StateLine | None
    after: StateLine | None


@frozen
class ChangedStep:
    """A step, likewise; of one that stands in both, who may take it, its conditions or what
    follows is otherwise."""

    name: str
    before: Transition | None
    after: Transition | None


def changed_rules(before: Regulation, after: Regulation) -> tuple[ChangedRule, ...]:
    """The rules that are otherwise, in the order of the earlier regulation, new ones last."""
    pairs = _pairs(before.rules, after.rules)
    return tuple(ChangedRule(name, *pair) for name, pair in pairs.items())


def changed_states(before: ProcessDefinition, after: ProcessDefinition) -> tuple[ChangedState, ...]:
    """The states that are called otherwise, or await another step, of others, or until another
    day."""
    earlier, later = (
        {line.name: line for line in state_lines(definition, {})} for definition in (before, after)
    )
    return tuple(ChangedState(name, *pair) for name, pair in _pairs(earlier, later).items())


def changed_steps(before: ProcessDefinition, after: ProcessDefinition) -> tuple[ChangedStep, ...]:
    """The steps that are otherwise."""
    earlier, later = (
        {name: _parts(step) for name, step in definition.transitions.items()}
        for definition in (before, after)
    )
    return tuple(
        ChangedStep(name, before.transitions.get(name), after.transitions.get(name))
        for name in _pairs(earlier, later)
    )


def _parts(step: Transition) -> tuple[object, ...]:
    """What a step says, to be compared: two are the same where all of it is."""
    return tuple(getattr(step, part.name) for part in fields(step))


def _pairs(
    before: Mapping[str, Part], after: Mapping[str, Part]
) -> dict[str, tuple[Part | None, Part | None]]:
    return {
        name: (before.get(name), after.get(name))
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
    }
