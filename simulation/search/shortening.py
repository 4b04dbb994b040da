"""A found story without the facts that it does not need."""

from __future__ import annotations

from office.wiring import Office
from simulation.search.moves import Event, acting_as
from simulation.search.searching import Discovery, first_world
from simulation.search.world import World
from states.decision import SYSTEM, Actor
from states.definition import ProcessDefinition


def shortened(office: Office, definition: ProcessDefinition, discovery: Discovery) -> Discovery:
    """The finding with every fact left out without which its steps are taken all the same."""
    start = first_world(office, definition, discovery.points)
    events = list(discovery.story)
    goal = _played(start, events)
    for event in discovery.story:
        if event.kind == "record":
            rest = [other for other in events if other is not event]
            if _played(start, rest) == goal:
                events = rest
    return Discovery(discovery.broken, discovery.points, tuple(events))


def _played(start: World, events: list[Event]) -> tuple[object, ...] | None:
    """Where the cases stand after the events, and until when they wait; None where one fails."""
    world = start
    for event in events:
        after = _after(world.at(event.at), event)
        if after is None:
            return None
        world = after
    statuses = (world.status(index) for index in range(len(world.files)))
    return tuple(
        (file.case.state, status.awaited and status.awaited.name, status.over_at)
        for file, status in zip(world.files, statuses, strict=True)
    )


def _after(world: World, event: Event) -> World | None:
    if event.kind == "record":
        return world.recorded(event.index, event.name, event.details or {})
    if event.kind == "over":
        return world
    step = world.definition.transitions[event.name]
    if event.kind == "refused":
        return None if isinstance(world.stepped(event.index, step, {}, SYSTEM), World) else world
    if event.kind == "call":
        return world.published()
    actor = Actor(event.role, acting_as(event.role)) if event.role else SYSTEM
    after = world.stepped(event.index, step, event.details or {}, actor)
    return after if isinstance(after, World) else None
