"""Which documents an application needs: those of the call and, whatever it names, of the source.

So calls and letters tell the whole list; whether it was kept to, a guard judges.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rules.parameters import words
from states.calls import Call
from states.definition import ProcessDefinition

GUARD: Final = "required_documents_present"


def asked_documents(call: Call, definition: ProcessDefinition) -> dict[str, bool]:
    """The kinds in order, each with whether it is asked for within Erasmus+ only."""
    of_source, erasmus_only = _of_source(definition)
    return {kind: kind in erasmus_only for kind in (*call.required, *of_source)}


@lru_cache(maxsize=256)
def _of_source(definition: ProcessDefinition) -> tuple[tuple[str, ...], frozenset[str]]:
    """What the source of the mobility asks for, and what is asked for within Erasmus+ only."""
    apply_step = definition.leaving(definition.initial)[0]
    guards = [bound_guard for bound_guard in apply_step.guards if bound_guard.name == GUARD]
    of_source = (kind for guard in guards for kind in words(guard.given, "of"))
    erasmus_only = (kind for guard in guards for kind in words(guard.given, "erasmus_only"))
    return tuple(of_source), frozenset(erasmus_only)
