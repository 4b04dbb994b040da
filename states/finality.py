"""Which steps can't be taken back, as a process definition says it by what they do."""

from __future__ import annotations

from typing import Final

from states.definition import ProcessDefinition, Transition
from states.vocabulary import DECIDING

ANSWERS: Final = (
    frozenset({"appeal_upheld", "appeal_dismissed"}),
    frozenset({"host_period", "host_refusal"}),
    frozenset({"host_period", "written_reason"}),
)
"""Forms that answer one question: which of them is filled in is for a person to decide."""


def is_final(definition: ProcessDefinition, transition: Transition) -> bool:
    """Whether a person's step can't be taken back: it publishes a list, ends the case, or issues
    an act by which somebody's right is decided. What time does asks nobody.
    """
    if transition.roles == ("system",):
        return False
    ends = transition.target is not None and definition.states[transition.target].end
    return transition.of_call or ends or bool(DECIDING.intersection(transition.documents))


def alternatives(definition: ProcessDefinition, transition: Transition) -> tuple[Transition, ...]:
    """The steps that answer the same question from the same states for the same roles, this one
    among them: a page leans to none of them."""
    questions = [forms for forms in ANSWERS if transition.takes in forms]
    return tuple(
        other
        for other in definition.transitions.values()
        if other.trigger == transition.trigger
        or (
            any(other.takes in forms for forms in questions)
            and (other.sources, other.roles) == (transition.sources, transition.roles)
        )
    )
