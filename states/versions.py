"""Versions of one process: which state of another version a state answers to.

A version says under `replaces` what became of states that it no longer has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from states.definition import ProcessDefinition
from states.definition_form import DefinitionForm
from states.strict_yaml import Location


def counterpart(
    old: ProcessDefinition,
    new: ProcessDefinition,
    state: str,
    moved_out_of: Mapping[str, str] | None = None,
) -> str | None:
    """The state of `new` that a state of `old` answers to; None where there is none.

    `moved_out_of` gives, by version, the state that the case was moved out of since it reached its
    milestone: whoever goes back stands there again, even where two states had become one.
    Otherwise the same name counts, then what either version says that it replaces.
    """
    back = (moved_out_of or {}).get(new.key)
    if back in new.states:
        return back
    if state in new.states:
        return state
    if (now := new.replaces.get(state)) is not None:
        return now
    before = [name for name, replacement in old.replaces.items() if replacement == state]
    candidates = [name for name in before if name in new.states]
    return candidates[0] if len(candidates) == 1 else None


def replaced_states_are_sound(form: DefinitionForm) -> Iterator[tuple[Location, str]]:
    """What `replaces` names is gone, and became a state in which a case goes on."""
    for name, replacement in form.replaces.items():
        at: Location = ("replaces", name)
        if name in form.states:
            yield at, f"`{name}` is a state of this version: nothing has taken its place"
        if replacement not in form.states:
            yield at, f"`{replacement}` is not a known state"
        elif form.states[replacement].end:
            yield at, f"`{replacement}` is an end: another version ends no case"
