"""The phases of a mobility, told from a definition: what is done with a case at that time.

A definition names its states as its rulebook does; which of them lie before the agreement, on the
stay or after the Decree follows from what their steps take and conclude.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final, Literal

from states.definition import ProcessDefinition, Transition

Phase = Literal["applying", "agreeing", "away", "returned", "decided", "over"]

PHASES: Final[tuple[Phase, ...]] = (
    "applying",
    "agreeing",
    "away",
    "returned",
    "decided",
    "over",
)
"""In the order in which a mobility goes through them."""

SINCE_THE_AGREEMENT: Final = frozenset({"away", "returned", "decided"})
HOSTS_PERIOD: Final = "host_period"
"""The form by which the host says from when to when: an agreement can be drawn up then."""
DECREE: Final = "decree"
"""The form by which a Decree is issued."""


@lru_cache(maxsize=256)
def phase_of(definition: ProcessDefinition, state: str) -> Phase | None:
    """The phase in which a case in a state is; None where a process concludes no agreement."""
    if not _concluding(definition):
        return None
    if definition.states[state].end:
        return "over"
    if state in _decided(definition):
        return "decided"
    if state in _concluded(definition):
        return "away" if _may_be_changed(definition, state) else "returned"
    return "agreeing" if state in _with_period(definition) else "applying"


@lru_cache(maxsize=256)
def states_of_who_went(definition: ProcessDefinition) -> frozenset[str]:
    """The states of who has set out: those that are reached only from where an agreement is in
    force, and the ends that are reached from these alone."""
    phases = {state: phase_of(definition, state) for state in definition.states}
    ends = {state for state, phase in phases.items() if phase == "over"}
    since = {state for state, phase in phases.items() if phase in SINCE_THE_AGREEMENT}
    after_start = {state for state in since if _sources(definition, state) <= since | ends}
    return frozenset(
        after_start | {end for end in ends if _sources(definition, end) <= after_start}
    )


def _sources(definition: ProcessDefinition, state: str) -> set[str]:
    """The states that steps lead to a state from; none but others."""
    steps = definition.transitions.values()
    return {source for step in steps if step.target == state for source in step.sources} - {state}


def _concluding(definition: ProcessDefinition) -> list[Transition]:
    """The steps by which the agreement comes into force and the case moves on."""
    return [step for step in definition.transitions.values() if step.concludes and step.target]


def _may_be_changed(definition: ProcessDefinition, state: str) -> bool:
    leaving_steps = definition.leaving(state)
    return any(step.concludes and step.target_from(state) is None for step in leaving_steps)


def _concluded(definition: ProcessDefinition) -> set[str]:
    return _only_after(definition, _concluding(definition))


def _with_period(definition: ProcessDefinition) -> set[str]:
    takes = [step for step in definition.transitions.values() if step.takes == HOSTS_PERIOD]
    return _only_after(definition, takes)


def _only_after(definition: ProcessDefinition, steps: Iterable[Transition]) -> set[str]:
    """The states to which no way leads but by one of some steps."""
    targets = _targets(steps)
    return _reached(definition, targets) - _reached(definition, [definition.initial], targets)


def _decided(definition: ProcessDefinition) -> set[str]:
    """The states after a Decree, until one is to be issued anew."""
    issuing_steps = [step for step in definition.transitions.values() if step.takes == DECREE]
    anew = {source for step in issuing_steps for source in step.sources}
    return _reached(definition, _targets(issuing_steps), anew)


def _targets(steps: Iterable[Transition]) -> list[str]:
    return [step.target for step in steps if step.target is not None]


def _reached(
    definition: ProcessDefinition, states: Iterable[str], never: Collection[str] = ()
) -> set[str]:
    """The states that can be reached from some, those among them; never through some others, nor
    on from an end."""
    reached_states: set[str] = set()
    ahead = [state for state in states if state not in never]
    while ahead:
        state = ahead.pop()
        if state not in reached_states and state not in never:
            reached_states.add(state)
            if not definition.states[state].end:
                ahead += filter(None, (s.target_from(state) for s in definition.leaving(state)))
    return reached_states
