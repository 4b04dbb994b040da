"""Who speaks for the home institution: the Rector, or the Dean where a faculty is that institution.

A definition names both where either can be right (BMU-8b, BMU-11, BMU-30); told which of the two
it is, `headed_by` gives the definition that names only this one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from states.definition import Awaited, BoundGuard, MailRule, ProcessDefinition, State, Transition
from states.vocabulary import HEADS, Head


def headed_by(definition: ProcessDefinition, head: Head) -> ProcessDefinition:
    """The definition where `head` speaks for the home institution.

    Wherever the Rector or the Dean may act, sign or is waited for, it is this one alone, and mails
    about it go there. What is the Rector's only, as an appeal (BMU-15c, BMU-24b), stays so.
    """
    either = {name for name, step in definition.transitions.items() if set(step.roles) >= HEADS}
    return replace(
        definition,
        head=head,
        states={name: _state(state, either, head) for name, state in definition.states.items()},
        transitions={
            name: _step(definition, step, either, head)
            for name, step in definition.transitions.items()
        },
    )


def _state(state: State, either: set[str], head: Head) -> State:
    return replace(state, awaits=tuple(_awaited(one, either, head) for one in state.awaits))


def _awaited(awaited: Awaited, either: set[str], head: Head) -> Awaited:
    if awaited.step not in either:
        return awaited
    return replace(awaited, owners=_named(awaited.owners, head))


def _step(
    definition: ProcessDefinition, step: Transition, either: set[str], head: Head
) -> Transition:
    """The step for its head; its mails too, where they ask for a step that either may take."""
    target = definition.states.get(step.target or "")
    asks = target is not None and any(one.step in either for one in target.awaits)
    return replace(
        step,
        roles=_named(step.roles, head) if step.trigger in either else step.roles,
        guards=tuple(_guard(guard, head) for guard in step.guards),
        mails=tuple(_mail_rule(rule, head) for rule in step.mails) if asks else step.mails,
    )


def _named(roles: Sequence[str], head: Head) -> tuple[str, ...]:
    """The roles with the head in the place of whichever of the two stands there."""
    return tuple(dict.fromkeys(head if role in HEADS else role for role in roles))


def _mail_rule(rule: MailRule, head: Head) -> MailRule:
    return replace(rule, to=_named(rule.to, head))


def _guard(guard: BoundGuard, head: Head) -> BoundGuard:
    parties = guard.given.get("parties")
    if parties is None:
        return guard
    narrowed: Mapping[str, Any] = {
        **guard.given,
        "parties": [head if _is_either(party) else party for party in parties],
    }
    return replace(guard, given=narrowed)


def _is_either(party: str | Sequence[str]) -> bool:
    return not isinstance(party, str) and set(party) == HEADS
