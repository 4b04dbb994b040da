"""The search: every way that a few cases can go, day by day, shortest stories first."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import time, timedelta
from functools import lru_cache
from typing import Final, Literal

from office.wiring import Office
from simulation.search.alphabet import alphabet, call_of, candidate_of
from simulation.search.moves import (
    MORNING,
    Event,
    Move,
    RefusedStep,
    complete,
    moves_of_people,
    moves_of_time,
    records,
    refusals,
)
from simulation.search.properties import (
    Broken,
    judge_move,
    judge_record,
    judge_refusal,
    judge_waiting,
    judge_world,
    leaves_the_list,
)
from simulation.search.sound_lists import SoundLists
from simulation.search.world import CaseFile, World
from states.calls import Call, Candidate
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.moments import civil_date, instant_of
from workflows.cases.written_forms import read_form

Waits = tuple[str, str | None]
"""A state, and what is awaited in it."""

Points = Literal["enough", "too few"]
"""Whether a case has the points for a place."""

ALONE: Final[tuple[tuple[Points, ...], ...]] = (("enough",), ("too few",))
TOGETHER: Final[tuple[Points, ...]] = ("enough", "enough")
"""The cases of each searched call: of two with enough points, one place selects the first."""

MOST_WORLDS = 4000
"""How many worlds of one call are looked at; a definition that has more is not searched whole."""

LISTS: Final = 3
"""So many lists of a call are told apart: the first, and two that correct it."""

SOON: Final = timedelta(days=14)
"""So long after the stays began the list of a call is of interest; its time to appeal ends."""

REASONS: Final = ("reason", "written_reason", "host_refusal", "host_cancellation")
"""Forms that say no more than why: who gives up, refuses or sends back shows no way on."""


@frozen
class Discovery:
    """What a definition does that no law can mean, and the shortest story that shows it."""

    broken: Broken
    points: tuple[Points, ...]
    story: tuple[Event, ...]


@dataclass
class _Node:
    """A world that was reached, and how."""

    world: World
    events: tuple[Event, ...]
    parent: _Node | None = None

    def story(self) -> tuple[Event, ...]:
        """The events from the beginning."""
        before = self.parent.story() if self.parent else ()
        return (*before, *self.events)


@dataclass
class _Search:
    """One call that is searched: what was reached, what was found, from where there is a way on."""

    points: tuple[Points, ...]
    reached: dict[Waits, _Node] = field(default_factory=dict)
    left: set[Waits] = field(default_factory=set)
    over: dict[Waits, tuple[Broken, _Node]] = field(default_factory=dict)
    discoveries: list[Discovery] = field(default_factory=list)

    def note(self, broken_property: Broken | None, story: Callable[[], tuple[Event, ...]]) -> None:
        """Keeps the first, and so the shortest story of each fault."""
        if broken_property and all(
            discovery.broken.what != broken_property.what for discovery in self.discoveries
        ):
            self.discoveries.append(Discovery(broken_property, self.points, story()))


def search(office: Office, definition: ProcessDefinition) -> Iterator[Discovery]:
    """Every fault of a definition as soon as it is found, each once, with its shortest story."""
    told_properties: set[str] = set()
    for discovery in _discoveries(office, definition):
        if discovery.broken.what not in told_properties:
            told_properties.add(discovery.broken.what)
            yield discovery


@lru_cache(maxsize=32)
def later_worlds(office: Office, definition: ProcessDefinition) -> tuple[World, ...]:
    """A case alone in each later state and what it awaits there, as its shortest story leads to it.

    Neither the first state is among them nor one in which a case ends.
    """
    part_search = _Search(ALONE[0])
    for _ in _searched(part_search, office, definition):
        pass
    return tuple(
        node.world
        for (state, _), node in part_search.reached.items()
        if state != definition.initial and not definition.states[state].end
    )


def _discoveries(office: Office, definition: ProcessDefinition) -> Iterator[Discovery]:
    """What is found in each call alone, then among cases together, then out of all of these."""
    calls = ALONE[:1] if definition.by_request else ALONE
    searches = [_Search(points) for points in calls]
    for alone in searches:
        yield from _searched(alone, office, definition)
    if not _SOUND_LISTS.holds(definition):
        together = _Search(TOGETHER)
        searches.append(together)
        yield from _searched(together, office, definition)
        if not together.discoveries:
            _SOUND_LISTS.note(definition)
    for broken_property, node, points in (
        *_dead_ends(definition, searches),
        *_out_of_order(searches),
    ):
        yield Discovery(broken_property, points, node.story())


_SOUND_LISTS: Final = SoundLists()


def first_world(office: Office, definition: ProcessDefinition, points: tuple[Points, ...]) -> World:
    """A call as it opens, with a case for each place."""
    call = read_form(Call, call_of(definition))
    now = instant_of(call.published, time(MORNING))
    files = tuple(
        CaseFile(
            Case(
                index + 1, f"CASE-{index + 1}", definition.institution, definition.process,
                definition.key, definition.initial, 1, now, 1,
            ),
            Dossier(read_form(Candidate, candidate_of(definition, index)), call),
            enough == "too few",
        )
        for index, enough in enumerate(points)
    )  # fmt: skip
    return World(office, definition, files, now)


def _searched(
    part_search: _Search, office: Office, definition: ProcessDefinition
) -> Iterator[Discovery]:
    """Searches one call whole; each fault is told before the search goes on."""
    points, told_number = part_search.points, 0
    start = _Node(first_world(office, definition, points), ())
    if len(points) > 1:
        start = _all_applied(start)
    queue, keys = deque([start]), {_key(start.world)}
    while queue and len(keys) < MOST_WORLDS:
        node = queue.popleft()
        _look_at(part_search, node)
        moved_on: set[int] = set()
        for move in _moves(node.world, with_facts=len(points) == 1):
            if isinstance(move, RefusedStep):
                refusing_node = _Node(node.world, (_refused(move),), node)
                part_search.note(judge_refusal(move), refusing_node.story)
                continue
            if _leads_on(move):
                part_search.left.add(_waiting_for(move.before, move.index))
                moved_on |= _moved_by(move)
            elif _changes_what_is_awaited(move):
                moved_on.add(move.index)
            after = _Node(move.world, move.events, node)
            part_search.note(judge_move(move), after.story)
            key = _key(move.world)
            if key not in keys and not (len(points) > 1 and _is_beyond_the_list(move)):
                keys.add(key)
                queue.append(after)
        for index in {*range(len(points))} - moved_on:
            broken_property = judge_waiting(node.world, index)
            if broken_property is not None:
                waits = _waiting_for(node.world, index)
                is_over = Event(node.world.now, index, kind="over", name=str(waits[1]))
                late = _Node(node.world, (is_over,), node)
                part_search.over.setdefault(waits, (broken_property, late))
        yield from part_search.discoveries[told_number:]
        told_number = len(part_search.discoveries)


def _all_applied(start: _Node) -> _Node:
    """The call once every case has its application: what comes before is searched alone."""
    node = start
    for index in range(len(start.world.files)):
        moves = moves_of_people(node.world)
        move = next(
            (
                move
                for move in moves
                if move.index == index and move.step and move.step.takes == "application"
            ),
            None,
        )
        if move is not None:
            node = _Node(move.world, move.events, node)
    return node


def _moves(world: World, with_facts: bool) -> Iterator[Move | RefusedStep]:
    """What time does comes before what people do in the same instant."""
    if any(world.status(index).fires_by(world.now) for index in range(len(world.files))):
        yield from moves_of_time(world)
        return
    yield from moves_of_people(world, with_facts)
    yield from moves_of_time(world)


def _look_at(part_search: _Search, node: _Node) -> None:
    for index in range(len(node.world.files)):
        part_search.reached.setdefault(_waiting_for(node.world, index), node)
        part_search.note(judge_world(node.world, index), node.story)


def _waiting_for(world: World, index: int) -> Waits:
    """Where a case stands, and what it awaits there."""
    awaited_step = world.status(index).awaited
    return world.files[index].case.state, awaited_step.name if awaited_step else None


def _leads_on(move: Move) -> bool:
    """Whether a case moves by it, and does not only give up or is refused."""
    step = move.step
    return step is not None and step.target is not None and step.takes not in REASONS


def _changes_what_is_awaited(move: Move) -> bool:
    """Whether a fact was recorded that the case was waiting for: a delivery, say."""
    is_record = bool(move.events) and move.events[-1].kind == "record"
    before, after = (_waiting_for(world, move.index) for world in (move.before, move.world))
    return is_record and before != after


def _moved_by(move: Move) -> set[int]:
    """The cases that a move concerns: a list those of its whole call."""
    is_of_call = move.step is not None and move.step.of_call
    return {*range(len(move.world.files))} if is_of_call else {move.index}


def _refused(refusal: RefusedStep) -> Event:
    return Event(refusal.at, refusal.index, kind="refused", name=refusal.step.trigger)


def _is_beyond_the_list(move: Move) -> bool:
    """Whether a case was sent by the list, or the stays are under way: that is searched alone."""
    return leaves_the_list(move) or civil_date(move.world.now) > alphabet().stay.first_day + SOON


def _dead_ends(
    definition: ProcessDefinition, searches: list[_Search]
) -> Iterator[tuple[Broken, _Node, tuple[Points, ...]]]:
    """The states out of which nothing was found to lead but giving up and refusing.

    And where that is so once the day of what is awaited is over.
    """
    waits_left = {waits for part_search in searches for waits in part_search.left}
    for part_search in searches:
        for waits, (broken_property, node) in part_search.over.items():
            if waits in waits_left:
                yield broken_property, node, part_search.points
        for (state, step_name), node in part_search.reached.items():
            if (state, step_name) not in waits_left and not definition.states[state].end:
                title, reasons = definition.states[state].title.en, _refusals(node.world, state)
                sentence = f"from “{title}” one can only give up or refuse{reasons}"
                yield Broken(f"no way on: {state}", sentence), node, part_search.points


def _out_of_order(
    searches: list[_Search],
) -> Iterator[tuple[Broken, _Node, tuple[Points, ...]]]:
    """A fact recorded before its step, or after it, leaves its case where something is awaited."""
    for part_search in searches:
        nodes = {state: node for (state, _), node in reversed(part_search.reached.items())}
        for state, node in nodes.items():
            index = next(i for i, file in enumerate(node.world.files) if file.case.state == state)
            for move in records(node.world, index):
                broken_property = judge_record(move, index)
                if broken_property is not None:
                    after = _Node(move.world, move.events, node)
                    yield broken_property, after, part_search.points


def _refusals(world: World, state: str) -> str:
    """The steps out of a state that are refused when all is handed in, with the rules."""
    index = next(i for i, file in enumerate(world.files) if file.case.state == state)
    prepared_world, _ = complete(world, index)
    refusal_lines = [
        f"“{step.title.en}” is refused under {', '.join(sorted(refusal.rules))}"
        for step, refusal in refusals(prepared_world, index)
    ]
    return f": {'; '.join(refusal_lines)}" if refusal_lines else ""


def _key(world: World) -> object:
    """What makes two worlds alike: where cases stand, what has happened, what is over."""
    progress, today, stay = world.progress, civil_date(world.now), alphabet().stay
    window = progress.appeal_until
    return (
        tuple(_key_of_case(world, index) for index in range(len(world.files))),
        min(progress.list_version, LISTS),
        progress.open_appeals,
        progress.upheld,
        window is not None and today > window,
        today > world.files[0].dossier.call.closes,
        today >= stay.first_day,
        today > stay.last_day,
    )


def _key_of_case(world: World, index: int) -> object:
    file, status = world.files[index], world.status(index)
    case, dossier = file.case, file.dossier
    is_over = status.over_at is not None and status.over_at <= world.now
    version = str(world.progress.list_version)
    newest = {appeal.against: appeal for appeal in dossier.appeals}
    appeals = tuple(
        (against, appeal.decided_on is not None, appeal.upheld, appeal.decided_under == version)
        for against, appeal in newest.items()
    )
    return (
        case.state,
        status.awaited.name if status.awaited else None,
        status.over_at is not None,
        is_over,
        case.again,
        any(world.definition.states[state].end for state in case.visited),
        appeals,
        dossier.placement.outcome if dossier.placement else None,
        dossier.application.programme if dossier.application else None,
        dossier.decree.delivered_on is not None if dossier.decree else None,
    )
