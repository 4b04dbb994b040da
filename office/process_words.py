"""A process in words: who owes a step and until when, as its picture and its page say it."""

from __future__ import annotations

from collections.abc import Sequence

from rules.parameters import whole_number
from rules.receipts import counted
from states.definition import Deadline, ProcessDefinition
from states.text import to_latin
from states.vocabulary import ROLES


def roles_of(roles: Sequence[str], language: str) -> str:
    """The titles of roles in one of `states.text.LANGUAGES`: `Candidate, Mobility Coordinator`."""
    return ", ".join(ROLES[role].in_(language) for role in roles)


def limit_of(definition: ProcessDefinition, deadline: Deadline, language: str) -> str:
    """A deadline: `documents delivered + 5 working days`, or the day that it is tied to.

    A count that the regulation names is the one in force when the definition came into force.
    """
    event = definition.event(definition.anchors[deadline.anchor])
    if deadline.count is None:
        return event.in_(language)
    if language == "sr-Latn":
        return to_latin(limit_of(definition, deadline, "sr"))
    return (
        f"{event.in_(language)} + {counted(_count(definition, deadline), deadline.unit, language)}"
    )


def _count(definition: ProcessDefinition, deadline: Deadline) -> int:
    if isinstance(deadline.count, str):
        numbers = definition.numbers(deadline.rule, definition.in_force)
        return whole_number(numbers, deadline.count)
    return int(deadline.count or 0)
