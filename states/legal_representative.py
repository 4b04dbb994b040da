"""Who speaks for the home institution: the Rector, or the Dean where a faculty is that institution.

A definition names both where either can be right (BMU-8b, BMU-11, BMU-30); told which of the two
it is, `represented_by` gives the definition that names only this one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from states.definition import Awaited, BoundGuard, MailRule, ProcessDefinition, State, Transition
from states.mobility_kind import MobilityKind
from states.vocabulary import LEGAL_REPRESENTATIVES, LegalRepresentative


def represented_by(
    definition: ProcessDefinition, speaker: LegalRepresentative
) -> ProcessDefinition:
    """The definition where `speaker` speaks for the home institution.

    Wherever the Rector or the Dean may act, sign or is waited for, it is this one alone, and mails
    about it go there. What is the Rector's only, as an appeal (BMU-15c, BMU-24b), stays so.
    """
    shared_steps = {
        name
        for name, step in definition.transitions.items()
        if set(step.roles) >= LEGAL_REPRESENTATIVES
    }
    return replace(
        definition,
        representative=speaker,
        kind=_kind(definition.kind, speaker),
        states={
            name: _state(state, shared_steps, speaker) for name, state in definition.states.items()
        },
        transitions={
            name: _step(definition, step, shared_steps, speaker)
            for name, step in definition.transitions.items()
        },
    )


def _state(state: State, shared_steps: set[str], speaker: LegalRepresentative) -> State:
    return replace(
        state,
        awaits=tuple(
            _awaited(awaited_step, shared_steps, speaker) for awaited_step in state.awaits
        ),
    )


def _awaited(
    awaited_step: Awaited, shared_steps: set[str], speaker: LegalRepresentative
) -> Awaited:
    if awaited_step.step not in shared_steps:
        return awaited_step
    return replace(awaited_step, owners=_with_speaker(awaited_step.owners, speaker))


def _step(
    definition: ProcessDefinition,
    step: Transition,
    shared_steps: set[str],
    speaker: LegalRepresentative,
) -> Transition:
    """The step for its speaker.

    Its mails too, where they ask for a step that either may take, or tell of a case that stays.
    """
    target = definition.states.get(step.target or "")
    asks = target is None or any(
        awaited_step.step in shared_steps for awaited_step in target.awaits
    )
    return replace(
        step,
        roles=_with_speaker(step.roles, speaker) if step.trigger in shared_steps else step.roles,
        guards=tuple(_guard(guard, speaker) for guard in step.guards),
        mails=tuple(_mail_rule(rule, speaker) for rule in step.mails) if asks else step.mails,
    )


def _with_speaker(roles: Sequence[str], speaker: LegalRepresentative) -> tuple[str, ...]:
    """The roles with the speaker in the place of whichever of the two stands there."""
    return tuple(
        dict.fromkeys(speaker if role in LEGAL_REPRESENTATIVES else role for role in roles)
    )


def _mail_rule(rule: MailRule, speaker: LegalRepresentative) -> MailRule:
    return replace(rule, to=_with_speaker(rule.to, speaker))


def _guard(guard: BoundGuard, speaker: LegalRepresentative) -> BoundGuard:
    parties = guard.given.get("parties")
    if parties is None:
        return guard
    narrowed_values: Mapping[str, Any] = {
        **guard.given,
        "parties": [speaker if _is_either(party) else party for party in parties],
    }
    return replace(guard, given=narrowed_values)


def _kind(kind: MobilityKind, speaker: LegalRepresentative) -> MobilityKind:
    parties = kind.agreement.parties if kind.agreement else ()
    return kind.with_parties(tuple(speaker if _is_either(party) else party for party in parties))


def _is_either(party: str | Sequence[str]) -> bool:
    return not isinstance(party, str) and set(party) == LEGAL_REPRESENTATIVES
