"""Which states of a process can follow upon others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol


class Arrow(Protocol):
    """A step, by the states that it leads from and to; without a target it stays."""

    @property
    def sources(self) -> Collection[str]:
        """The states that it leaves by."""

    @property
    def target(self) -> str | None:
        """The state that it leads to."""


def arrows_of(steps: Iterable[Arrow]) -> dict[str, set[str]]:
    """The states that steps lead to, by those that they leave."""
    arrows: dict[str, set[str]] = {}
    for step in steps:
        for source in step.sources:
            arrows.setdefault(source, set()).add(step.target or source)
    return arrows


def reached_from(start: Iterable[str], arrows: Mapping[str, Collection[str]]) -> set[str]:
    """The states of the start, and all that arrows lead to from there."""
    reached_states, to_visit = set(start), list(start)
    while to_visit:
        for target in set(arrows.get(to_visit.pop(), ())) - reached_states:
            reached_states.add(target)
            to_visit.append(target)
    return reached_states
