"""A found story without the facts that it does not need."""

from __future__ import annotations

from office.wiring import Office
from simulation.search.moves import Event, acting_as
from simulation.search.searching import Finding, first_world
from simulation.search.world import World
from states.decision import SYSTEM, Actor
from states.definition import ProcessDefinition


def shortened(office: Office, definition: ProcessDefinition, finding: Finding) -> Finding:
    """The finding with every fact left out without which its steps are taken all the same."""
    start = first_world(office, definition, finding.points)
    events = list(finding.story)
    goal = _played(start, events)
    for event in finding.story:
        if event.kind == "record":
            rest = [other for other in events if other is not event]
            if _played(start, rest) == goal:
                events = rest
    return Finding(finding.broken, finding.points, tuple(events))


def _played(start: World, events: list[Event]) -> tuple[object, ...] | None:
    """Where the cases stand after the events, and until when they wait; None where one fails."""
    world = start
    for event in events:
        after = _after(world.at(event.at), event)
        if after is None:
            return None
        world = after
    standings = (world.standing(index) for index in range(len(world.files)))
    return tuple(
        (file.case.state, standing.awaited and standing.awaited.name, standing.over_at)
        for file, standing in zip(world.files, standings, strict=True)
    )


def _after(world: World, event: Event) -> World | None:
    if event.kind == "record":
        return world.recorded(event.index, event.name, event.details or {})
    step = world.definition.transitions[event.name]
    if event.kind == "call":
        return world.published()
    actor = Actor(event.role, acting_as(event.role)) if event.role else SYSTEM
    after = world.stepped(event.index, step, event.details or {}, actor)
    return after if isinstance(after, World) else None
