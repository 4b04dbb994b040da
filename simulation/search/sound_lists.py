"""Which ways through a call's list have been searched, with nothing found.

Definitions of one regulation share what two cases of a call go through by its list: each such part
is searched once in a process.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from states.definition import ProcessDefinition, RuleBook

OUT_OF_THE_LIST: Final = ("host_choice", "application")
"""Forms of the steps that lead away from a call's list."""


class SoundLists:
    """The parts of definitions in which two cases of a call were searched and nothing was found.

    Each with the regulations under which it was: they are kept, and compared by what they say.
    """

    def __init__(self) -> None:
        self._sound: dict[str, list[RuleBook]] = defaultdict(list)

    def holds(self, definition: ProcessDefinition) -> bool:
        """Whether nothing can be found: it was searched before, or no list is ever made."""
        part = _list_part(definition)
        return part is None or definition.rulebook in self._sound[part]

    def note(self, definition: ProcessDefinition) -> None:
        """Nothing was found in the part of a definition."""
        part = _list_part(definition)
        if part is not None:
            self._sound[part].append(definition.rulebook)


def _list_part(definition: ProcessDefinition) -> str | None:
    """What two cases of a call go through by its list, in words; None where no list is made."""
    states = {step.target for step in definition.transitions.values() if step.of_call}
    if not states:
        return None
    is_growing = True
    while is_growing:
        leaving_steps = [s for s in definition.transitions.values() if states & {*s.sources}]
        further = {s.target for s in leaving_steps if s.target and s.takes not in OUT_OF_THE_LIST}
        is_growing = not further <= states
        states |= further
    awaiting_states = [definition.states[state] for state in sorted(filter(None, states))]
    return repr((definition.institution, definition.kind.who, awaiting_states, leaving_steps))
