"""The ladder of a duty and of a right: whom it reaches, and what a right asks of nobody."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from office.wiring import Office
from rules.ladder import REMINDER, Ladder, PlannedTimer, timers_of
from states.definition import Awaited
from states.loader import HERE, definition_files
from states.moments import instant_of

KEYS = [path.relative_to(HERE).with_suffix("").as_posix() for path in definition_files(HERE)]
DUE = date(2027, 3, 12)
LONG_BEFORE = instant_of(DUE - timedelta(days=60))
LONG_AFTER = instant_of(DUE + timedelta(days=60))


def climbed(office: Office, awaited_step: Awaited) -> list[PlannedTimer]:
    """Every timer of an awaited step whose day has long passed."""
    ladder = Ladder(tuple(office.ladders[awaited_step.ladder]), office.calendar, time(8))
    return list(timers_of(awaited_step, DUE, ladder, LONG_BEFORE, LONG_AFTER))


@pytest.mark.parametrize("key", KEYS)
def test_of_a_right_the_candidate_is_reminded_and_nobody_is_chased_for_it(
    office: Office, key: str
) -> None:
    for state in office.definition(key).states.values():
        for awaited_step in state.awaits:
            mails = [timer for timer in climbed(office, awaited_step) if timer.kind == "mail"]
            recipients = {(timer.level, timer.recipient) for timer in mails}
            if awaited_step.right and awaited_step.owners == ("candidate",):
                assert recipients == {(REMINDER, "candidate")}, (state.name, awaited_step.name)
            else:
                assert ("escalation", "head_of_ico") in recipients, (state.name, awaited_step.name)


@pytest.mark.parametrize("key", KEYS)
def test_what_time_does_after_a_right_stays_as_it_is(office: Office, key: str) -> None:
    for state in office.definition(key).states.values():
        for awaited_step in state.awaits:
            steps = [timer.name for timer in climbed(office, awaited_step) if timer.kind == "step"]
            assert steps == ([awaited_step.then] if awaited_step.then else [])


def test_who_decides_an_appeal_is_chased_as_for_any_duty(office: Office) -> None:
    definition = office.definition("bmu/outgoing-studies.2021-06-29")
    (decision,) = definition.states["appeal"].awaits
    assert decision.right
    levels = [timer.level for timer in climbed(office, decision)]
    assert levels.count("overdue") == 2 and "escalation_rector" in levels
