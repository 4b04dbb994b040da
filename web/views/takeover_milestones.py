"""Which forms of a takeover belong to the milestone at which a case enters, and which follow it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from states.agreement_comments import AGREEMENT_COMMENT
from states.definition import ProcessDefinition
from states.facts import FACTS
from states.phases import PHASES, Phase, phase_of
from states.takeover import (
    APPLICATION,
    CONCLUDED,
    EARLIER_APPEAL,
    EARLIER_DECREE,
    HOST_PERIOD,
    PLACE,
)

_BEGINS_IN: Final[Mapping[str, Phase]] = {
    APPLICATION: "applying",
    PLACE: "applying",
    EARLIER_APPEAL: "applying",
    HOST_PERIOD: "agreeing",
    AGREEMENT_COMMENT: "agreeing",
    CONCLUDED: "away",
    EARLIER_DECREE: "decided",
}
"""The first phase in which there is such a thing, for what steps left behind and what
no phase offers first."""


def is_later(definition: ProcessDefinition, state: str, name: str) -> bool:
    """Whether a fact comes only after a milestone: a case there can't have it yet.

    Nothing is later where no milestone is chosen, or where the process has no phases.
    """
    phase = phase_of(definition, state) if state in definition.states else None
    if phase is None:
        return False
    begins = _BEGINS_IN.get(name) or (FACTS[name].phases[:1] or ("applying",))[0]
    return PHASES.index(begins) > PHASES.index(phase)
