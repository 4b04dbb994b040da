"""Random, sound histories: nobody is ever stuck, and no window is shorter than the law says.

Facts come late, twice and in another order; days off are announced meanwhile.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office.settings import ClosedDays
from office.wiring import Office
from rules.deadlines import due_after
from rules.guards.remedies import TIME
from rules.parameters import whole_number
from simulation.search.moves import (
    Move,
    acting_as,
    complete,
    moves_of_people,
    moves_of_time,
    refusals,
)
from simulation.search.searching import first_world, later_worlds
from simulation.search.world import World
from states.decision import SYSTEM, Actor, Refused
from states.dossier import Dossier
from states.loader import HERE, definition_files
from states.moments import civil_date
from states.reasons import Reason
from states.text import Text
from tests.workflows.office_fixtures import with_settings

KEYS = [path.relative_to(HERE).with_suffix("").as_posix() for path in definition_files(HERE)]
CONTESTED = ["bmu/outgoing-studies.2021-06-29", "bmu/outgoing-traineeship.2021-06-29"]
"""Where the law lets a Decree be contested."""
STEPS = 24
LATER_STEPS = 3
"""How far a history goes from each of the later states."""
EXAMPLES = int(os.environ.get("RANDOM_HISTORIES", "8"))
"""How many histories of each process a test draws; a long run sets another number."""
LONG = timedelta(days=900)
"""After so long whatever only time removes is gone."""
RANDOM = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def waited(world: World, days: int) -> World:
    """The world some days later; what time does on the way is done at its own instant."""
    until = world.now + timedelta(days=days)
    while True:
        next_move = next((move for move in moves_of_time(world)), None)
        if next_move is None or not isinstance(next_move, Move) or next_move.world.now > until:
            return world.at(max(until, world.now))
        world = next_move.world


def told_late(world: World, draw: st.DataObject) -> World:
    """Somebody records a fact that happened some days ago, or hands in all that there is."""
    index = draw.draw(st.integers(0, len(world.files) - 1))
    today = civil_date(world.now)
    day = today - timedelta(days=draw.draw(st.integers(0, 12)))
    facts: list[tuple[str, dict[str, object]]] = [
        ("delivery", {"document": "decree", "on": day.isoformat()}),
        ("stay", {"returned_on": day.isoformat()}),
        ("pause", {"from": day.isoformat(), "to": (day + timedelta(days=5)).isoformat()}),
    ]
    fact, details = draw.draw(st.sampled_from(facts))
    if fact not in world.definition.facts:
        return complete(world, index)[0]
    return world.recorded(index, fact, details) or world


def closed(world: World, draw: st.DataObject) -> World:
    """Days off are announced, from some day ahead on; the office has them in all that it counts."""
    first = civil_date(world.now) + timedelta(days=draw.draw(st.integers(0, 30)))
    last = first + timedelta(days=draw.draw(st.integers(0, 9)))
    days = ClosedDays(first, last, Text("Flood", "Поплава"))
    office = with_settings(world.office, closures=(*world.office.settings.closures, days))
    return replace(world, office=office, definition=office.definition(world.definition.key))


def moved(world: World, draw: st.DataObject) -> World:
    """One thing happens: a step of somebody, a fact, a closure, some days."""
    kind = draw.draw(st.sampled_from(["step", "step", "step", "fact", "fact", "days", "closure"]))
    if kind == "closure":
        return closed(world, draw)
    if kind == "days":
        return waited(world, draw.draw(st.integers(1, 60)))
    if kind == "fact":
        return told_late(world, draw)
    moves = list(moves_of_people(world))
    return draw.draw(st.sampled_from(moves)).world if moves else waited(world, 30)


def histories(office: Office, key: str, draw: st.DataObject) -> Iterator[World]:
    """The worlds of a history that begins in the first state, or of short ones from all others."""
    definition = office.definition(key)
    if draw.draw(st.booleans()):
        for world in later_worlds(office, definition):
            yield world
            yield from _going_on(world, LATER_STEPS, draw)
    else:
        yield from _going_on(first_world(office, definition, ("enough",)), STEPS, draw)


def _going_on(world: World, steps: int, draw: st.DataObject) -> Iterator[World]:
    for _ in range(steps):
        world = moved(world, draw)
        yield world


def can_go_on(world: World, index: int) -> bool:
    """Whether somebody may take a step once all is handed in, or a limit ends the waiting."""
    file = world.files[index]
    if world.definition.states[file.case.state].end or world.status(index).over_at:
        return True
    complete_world, _ = complete(world, index)
    return any(True for _ in moves_of_people(complete_world))


def decree_window(world: World, dossier: Dossier) -> date | None:
    """The last day to appeal against the Decree, counted from its delivery and nothing else."""
    decree = dossier.decree
    if decree is None or decree.delivered_on is None:
        return None
    numbers = world.definition.numbers("BMU-24b", decree.delivered_on)
    days = whole_number(numbers, "lodging_days")
    event = Text("delivered", "уручено")
    calendar = world.office.calendar
    return due_after("BMU-24b", event, decree.delivered_on, days, "days", calendar).due


def timely_appeal_is_refused(world: World, index: int, on: date) -> bool:
    """Whether an appeal that was received in time is refused for being late."""
    step = world.definition.transitions["lodge_appeal"]
    if world.files[index].case.state not in step.sources:
        return False
    actor = Actor("mobility_coordinator", acting_as("mobility_coordinator"))
    after = world.stepped(index, step, {"on": on.isoformat()}, actor)
    is_decided = any(appeal.against == "decree" for appeal in world.files[index].dossier.appeals)
    return isinstance(after, Refused) and not is_decided


@pytest.mark.parametrize("key", KEYS)
@RANDOM
@given(data=st.data())
def test_nobody_is_ever_without_a_step_or_a_limit(
    office: Office, key: str, data: st.DataObject
) -> None:
    for world in histories(office, key, data):
        assert can_go_on(world, 0), world.files[0]


@pytest.mark.parametrize("key", CONTESTED)
@RANDOM
@given(data=st.data())
def test_an_appeal_received_in_time_is_taken_however_late_it_is_written_down(
    office: Office, key: str, data: st.DataObject
) -> None:
    for world in histories(office, key, data):
        until = decree_window(world, world.files[0].dossier)
        if until is None:
            continue
        status = world.status(0)
        awaited_step = status.awaited
        if world.files[0].case.state == "decree" and awaited_step and awaited_step.right:
            assert status.over_at is not None
            assert civil_date(status.over_at) > until
        on = min(until, civil_date(world.now))
        assert not timely_appeal_is_refused(world, 0, on)


@pytest.mark.parametrize("key", [key for key in KEYS if "outgoing" in key])
@RANDOM
@given(data=st.data())
def test_the_time_to_appeal_against_a_list_is_never_shorter_than_the_call_says(
    office: Office, key: str, data: st.DataObject
) -> None:
    world = first_world(office, office.definition(key), ("enough", "enough"))
    for _ in range(STEPS):
        world = moved(world, data)
        published_on, until = world.progress.list_published_on, world.progress.appeal_until
        if published_on and until:
            days = world.files[0].dossier.call.appeal_days
            assert days and until >= published_on + timedelta(days=days)
            system = [
                step for step in world.definition.leaving("ranking") if step.roles == (SYSTEM.role,)
            ]
            for index, file in enumerate(world.files):
                if file.case.state == "ranking" and civil_date(world.now) <= until:
                    refusals = [world.stepped(index, step, {}, SYSTEM) for step in system]
                    assert all(isinstance(refusal, Refused) for refusal in refusals)


def _is_same(reason: Reason, other: Reason) -> bool:
    """Whether two reasons ask for one thing; an agreement written anew has another version."""
    return (reason.rule, reason.guard, reason.by, reason.fills) == (
        other.rule, other.guard, other.by, other.fills,
    )  # fmt: skip


def removed_by_handing_in(world: World) -> tuple[set[str], list[tuple[str, Reason]]]:
    """The rules whose reasons go away by what is handed in, and the reasons that ought to.

    What comes in after the call has closed completes no application (BMU-15a, BEE-C1): of the
    steps by which one is handed in nothing is asked then.
    """
    file = world.files[0]
    has_closed = civil_date(world.now) > file.dossier.call.closes
    before = {
        step.trigger: refusal.reasons
        for step, refusal in refusals(world, 0)
        if not (has_closed and step.takes == "application")
    }
    complete_world, events = complete(world, 0)
    facts = {event.name for event in events}
    after = {step.trigger: refusal.reasons for step, refusal in refusals(complete_world, 0)}
    removed_rules: set[str] = set()
    reasons_left: list[tuple[str, Reason]] = []
    for trigger, reasons in before.items():
        for reason in reasons:
            if not set(reason.by) <= facts:
                continue
            if any(_is_same(reason, later_reason) for later_reason in after.get(trigger, ())):
                reasons_left.append((trigger, reason))
            else:
                removed_rules.add(reason.rule)
    return removed_rules, reasons_left


@pytest.mark.parametrize("key", KEYS)
@RANDOM
@given(data=st.data())
def test_what_a_refusal_says_to_hand_in_removes_it_once_it_is_handed_in(
    office: Office, key: str, data: st.DataObject
) -> None:
    for world in histories(office, key, data):
        _, reasons_left = removed_by_handing_in(world)
        assert reasons_left == []


def left_after_long(world: World) -> set[tuple[str, str, tuple[str, ...]]]:
    """The steps that are refused for what time removes, and still are after a long time."""

    def waiting(at: World) -> set[tuple[str, str, tuple[str, ...]]]:
        return {
            (step.trigger, reason.rule, reason.by)
            for step, refusal in refusals(at, 0)
            for reason in refusal.reasons
            if TIME in reason.by
        }

    return waiting(world) & waiting(world.at(world.now + LONG))


@pytest.mark.parametrize("key", KEYS)
@RANDOM
@given(data=st.data())
def test_what_a_refusal_says_to_wait_for_comes(
    office: Office, key: str, data: st.DataObject
) -> None:
    for world in histories(office, key, data):
        assert left_after_long(world) == set()


def test_what_a_student_lacks_at_first_is_removed_by_handing_it_in(office: Office) -> None:
    world = first_world(office, office.definition("bee/outgoing-studies.2021-01-01"), ("enough",))
    removed_rules, reasons_left = removed_by_handing_in(world)
    assert reasons_left == []
    assert {"BEE-C1", "BEE-D1"} <= removed_rules
