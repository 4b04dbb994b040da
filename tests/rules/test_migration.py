"""Whether a case may move onto another version: judged for every process and every state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from office.wiring import Office
from rules.calendar import Calendar
from rules.due import due_of
from rules.migration import Plan, Under, may_move_cases, plan_of
from states.calls import Call, Candidate
from states.decision import Actor, Refused, decide
from states.definition import ProcessDefinition, State
from states.dossier import Case, Dossier
from states.loader import HERE, definition_files
from states.versions import counterpart
from states.vocabulary import ROLES
from tests.workflows.office_fixtures import at

NOW = at("2026-03-10 09:00")
KEYS = [path.relative_to(HERE).with_suffix("").as_posix() for path in definition_files(HERE)]
CALL = Call("Autumn", date(2026, 2, 16), date(2026, 3, 16), appeal_days=8)
DOSSIER = Dossier(Candidate("Ana Petrović", "ana@students.example"), CALL)


def under(definition: ProcessDefinition, state: str, calendar: Calendar) -> Under:
    """A case that has just entered a state of a version."""
    case = Case(
        1, "BMU-2026-0001", definition.institution, definition.process, definition.key, state, 2,
        NOW, 3,
    )  # fmt: skip
    awaited_step = definition.awaited(case, DOSSIER, NOW)
    receipt = due_of(definition, awaited_step, case, DOSSIER, calendar) if awaited_step else None
    transitions = []
    for step in definition.leaving(state):
        outcome = decide(definition, case, DOSSIER, step.trigger, Actor(step.roles[0]), NOW)
        transitions.append((step, outcome.reasons if isinstance(outcome, Refused) else ()))
    return Under(definition, case, awaited_step, receipt, tuple(transitions))


def plan(office: Office, old: ProcessDefinition, new: ProcessDefinition, state: State) -> Plan:
    there = counterpart(old, new, state.name)
    after = under(new, there, office.calendar) if there else None
    before = under(old, state.name, office.calendar)
    return plan_of(before, new, after, old.in_force, NOW)


@pytest.mark.parametrize("key", KEYS)
def test_a_version_that_changes_nothing_moves_every_open_case_and_blocks_nothing(
    office: Office, key: str
) -> None:
    old = office.definition(key)
    new = replace(old, in_force=old.in_force + timedelta(days=1))
    for state in old.states.values():
        move_plan = plan(office, old, new, state)
        assert move_plan.moves == (not state.end), state.name
        assert move_plan.blocked == ()
        assert move_plan.after is not None
        assert (move_plan.after.due, move_plan.after.receipt) == (
            move_plan.before.due,
            move_plan.before.receipt,
        )


@pytest.mark.parametrize("key", KEYS)
def test_every_state_that_has_gone_keeps_its_cases_with_a_reason(office: Office, key: str) -> None:
    old = office.definition(key)
    for former_state in old.states.values():
        states = {name: state for name, state in old.states.items() if name != former_state.name}
        new = replace(old, in_force=old.in_force + timedelta(days=1), states=states)
        move_plan = plan(office, old, new, former_state)
        assert not move_plan.moves
        assert {reason.rule for reason in move_plan.reasons} == {"ICO"}
        assert former_state.title.en in move_plan.reasons[0].message.en
        assert former_state.title.sr in move_plan.reasons[0].message.sr


def test_a_version_that_is_both_too_old_and_without_the_state_says_both(office: Office) -> None:
    old = office.definition("bmu/outgoing-studies.2021-06-29")
    states = {name: state for name, state in old.states.items() if name != "call"}
    new = replace(old, in_force=date(2020, 1, 1), states=states)
    move_plan = plan(office, old, new, old.states["call"])
    assert len(move_plan.reasons) == 2


def test_the_head_and_the_general_secretary_may_and_nobody_else(office: Office) -> None:
    supervision = office.regulations["bmu"].bodies.supervision
    may = {role for role in ROLES if may_move_cases(supervision, Actor(role), NOW) is None}
    assert may == {"head_of_ico", "general_secretary"}
