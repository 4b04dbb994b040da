"""What can happen in a searched world: steps of people, facts that they may record, and time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from simulation.search.alphabet import alphabet, choices_of, complete_facts, payloads_of
from simulation.search.world import World
from states.decision import SYSTEM, Actor, Refused
from states.definition import Transition
from states.frozen import frozen, replace
from states.moments import civil_date, instant_of
from states.text import Text
from states.vocabulary import ROLES

A_MINUTE = timedelta(minutes=1)
MORNING = 9
"""The hour at which people act on a day that time has brought."""


@frozen
class Event:
    """Something that happened: a `step`, a `record` or a `call` step of somebody, or only time.

    A step that time takes has its name; one that is `refused` at its own instant changes nothing,
    nor does that the day of what is awaited is `over`.
    """

    at: datetime
    index: int
    role: str = ""
    kind: str = "time"
    name: str = ""
    details: Mapping[str, object] | None = None


@frozen
class Move:
    """A world after events: with the step of a person among them, or that time took, if any."""

    world: World
    events: tuple[Event, ...]
    before: World
    index: int
    step: Transition | None = None


Prepared = list[tuple[World, tuple[Event, ...]]]


@frozen
class RefusedStep:
    """A step of time that was refused at its own instant."""

    before: World
    at: datetime
    index: int
    step: Transition
    refused: Refused


def acting_as(role: str) -> str:
    """Who acts in a role, so that nobody acts in two."""
    return ROLES[role].en


def moves_of_people(world: World, with_facts: bool = True) -> Iterator[Move]:
    """Every step that somebody can take now; `with_facts` also once all is handed in for it.

    And then every fact that somebody may record.
    """
    for index, file in enumerate(world.files):
        # Made when the first step is refused for what is not handed in, and once.
        ready: Prepared | None = [] if with_facts else None
        for step in world.definition.leaving(file.case.state):
            if step.of_call:
                yield from _publication(world, index, step)
            elif step.roles != (SYSTEM.role,):
                yield from _steps(world, index, step, ready)
        if with_facts:
            yield from _choices(world, index)


def _publication(world: World, index: int, step: Transition) -> Iterator[Move]:
    """The list, where there is a cause: somebody without a place, or an appeal that was upheld."""
    if civil_date(world.now) <= world.files[0].dossier.call.closes:
        return
    without_place = any(
        file.dossier.application and not file.dossier.placement for file in world.files
    )
    if index == _first_listed(world, step) and (without_place or world.progress.upheld):
        after = _a_minute_later(world.published())
        event = Event(world.now, index, step.roles[0], "call", step.trigger)
        yield Move(after, (event,), world, index, step)


def _first_listed(world: World, step: Transition) -> int:
    states = [file.case.state for file in world.files]
    return next(index for index, state in enumerate(states) if state in step.sources)


def _steps(world: World, index: int, step: Transition, ready: Prepared | None) -> Iterator[Move]:
    role = next(role for role in step.roles if role != SYSTEM.role)
    actor = Actor(role, acting_as(role))
    for details in payloads_of(world.definition, step, civil_date(world.now)):
        event = Event(world.now, index, role, "step", step.trigger, details)
        after = world.stepped(index, step, details, actor)
        if isinstance(after, World):
            yield Move(_a_minute_later(after), (event,), world, index, step)
        elif isinstance(after, Refused) and ready is not None:
            if not ready:
                ready.append(complete(world, index))
            yield from _once_complete(ready[0], event, step, actor)


def _once_complete(
    ready: tuple[World, tuple[Event, ...]], event: Event, step: Transition, actor: Actor
) -> Iterator[Move]:
    """The step once all is handed in that can be by now."""
    prepared_world, events = ready
    details = event.details or {}
    after = prepared_world.stepped(event.index, step, details, actor)
    if isinstance(after, World):
        taken_event = replace(event, at=prepared_world.now)
        yield Move(
            _a_minute_later(after), (*events, taken_event), prepared_world, event.index, step
        )


def complete(world: World, index: int) -> tuple[World, tuple[Event, ...]]:
    """With everything in a case's dossier that people can hand in by now."""
    events: list[Event] = []
    today = civil_date(world.now)
    for entry in complete_facts(world.definition, world.files[index].dossier, today):
        after = world.recorded(index, entry.fact, entry.details)
        if after is not None:
            events.append(Event(world.now, index, entry.role, "record", entry.fact, entry.details))
            world = _a_minute_later(after)
    return world, tuple(events)


def refusals(world: World, index: int) -> Iterator[tuple[Transition, Refused]]:
    """The steps of people that are refused now, as the case stands."""
    for step in world.definition.leaving(world.files[index].case.state):
        if step.roles == (SYSTEM.role,) or step.of_call:
            continue
        role = next(role for role in step.roles if role != SYSTEM.role)
        for details in payloads_of(world.definition, step, civil_date(world.now)):
            after = world.stepped(index, step, details, Actor(role, acting_as(role)))
            if isinstance(after, Refused):
                yield step, after
                break


def _choices(world: World, index: int) -> Iterator[Move]:
    if world.definition.states[world.files[index].case.state].end:
        return
    for entry in choices_of(world.definition, civil_date(world.now)):
        after = world.recorded(index, entry.fact, entry.details)
        if after is not None and after.files[index].dossier != world.files[index].dossier:
            event = Event(world.now, index, entry.role, "record", entry.fact, entry.details)
            yield Move(_a_minute_later(after), (event,), world, index)


def records(world: World, index: int) -> Iterator[Move]:
    """Every fact of the alphabet by itself, in whatever state the case is: early, late or again.

    One whose values can't be taken is not among them: it is told, and nothing changes.
    """
    today, dossier = civil_date(world.now), world.files[index].dossier
    facts = (
        *complete_facts(world.definition, dossier, today),
        *choices_of(world.definition, today),
    )
    for entry in facts:
        after = world.recorded(index, entry.fact, entry.details)
        if after is not None:
            event = Event(world.now, index, entry.role, "record", entry.fact, entry.details)
            yield Move(_a_minute_later(after), (event,), world, index)


def _a_minute_later(world: World) -> World:
    return world.at(world.now + A_MINUTE)


def moves_of_time(world: World) -> Iterator[Move | RefusedStep]:
    """What time does next: its own step, or the morning of the next day that changes something."""
    instants_and_indexes = [
        (status.over_at, index)
        for index, status in enumerate(map(world.status, range(len(world.files))))
        if status.over_at is not None and status.awaited and status.awaited.then
    ]
    morning = _next_morning(world)
    if instants_and_indexes:
        over_at, index = min(instants_and_indexes)
        instant = max(over_at, world.now)
        if morning is None or instant <= morning:
            yield _time_steps(world.at(instant), index)
            return
    if morning is not None:
        yield Move(world.at(morning), (), world, 0)


def _time_steps(world: World, index: int) -> Move | RefusedStep:
    awaited_step = world.status(index).awaited
    assert awaited_step is not None
    step = world.definition.transitions[str(awaited_step.then)]
    after = world.stepped(index, step, {}, SYSTEM)
    if isinstance(after, World):
        event = Event(world.now, index, name=step.trigger)
        return Move(_a_minute_later(after), (event,), world, index, step)
    reasons = after if isinstance(after, Refused) else Refused(Text("", ""), ())
    return RefusedStep(world, world.now, index, step, reasons)


def _next_morning(world: World) -> datetime | None:
    """The morning of the next day on which something may become possible, or is late."""
    stay, call = alphabet().stay, world.files[0].dossier.call
    days = [day for day in (call.closes, stay.last_day, world.progress.appeal_until) if day]
    mornings = [_morning(day + timedelta(days=1)) for day in days]
    mornings += [_morning(stay.first_day)]
    overs = [world.status(index).over_at for index in range(len(world.files))]
    mornings += [_morning(civil_date(over)) for over in overs if over is not None]
    return min((morning for morning in mornings if morning > world.now), default=None)


def _morning(day: date) -> datetime:
    return instant_of(day, time(MORNING))
