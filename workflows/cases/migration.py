"""Moving running cases onto another version of their process: plan, show, save; the caller commits.

Each case moves in a transaction of its own, through the same saving as a step: status, history
and timers together. No mail is written; a level that was sent for a due date stays sent.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection

from office.wiring import Office
from persistence import cases as case_rows
from persistence import definitions as definition_rows
from persistence import history
from persistence import regulations as regulation_rows
from persistence.history import MIGRATION, Entry
from persistence.saving import save
from rules.migration import Plan, Under, may_move_cases, plan_of
from states.decision import Actor, Refused
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.validation_error import ValidationError
from states.versions import counterpart
from workflows.act import Act
from workflows.cases.available_transitions import available_transitions
from workflows.cases.changed import ChangedMeanwhile
from workflows.cases.list_guards import AgainstList, reasons_against_list
from workflows.cases.status import awaited_of, load_case
from workflows.cases.steps import Situation, refreshed
from workflows.who_may import check_holds_role


def versions_named(office: Office, version_text: str) -> tuple[ProcessDefinition, ...]:
    """The definitions that are meant by `2027-10-01` or `bmu/outgoing-studies.2027-10-01`.

    A date alone means all of the office's own processes that have a version of that date. Raises
    ValidationError where there is none, InvalidFile where its file can't be used.
    """
    of_office = f"{office.settings.institution.key}/"
    keys = office.definition_keys()
    matching = [
        key
        for key in keys
        if key == version_text
        or (key.startswith(of_office) and key.partition(".")[2] == version_text)
    ]
    if not matching:
        process = version_text.partition(".")[0]
        near = [key for key in keys if key.startswith(f"{process}.")] or [
            key for key in keys if key.startswith(of_office)
        ]
        raise ValidationError(
            f"there is no version {version_text}; write the day on which it is in force, or its "
            f"whole name; there are: {', '.join(near)}"
        )
    return tuple(office.definition(key) for key in matching)


def cases_to_move(
    connection: Connection, versions: Sequence[ProcessDefinition]
) -> list[tuple[int, ProcessDefinition]]:
    """The open cases of these processes that run on another version, in the order of their ids."""
    moves = [
        (case_id, version)
        for version in versions
        for case_id in case_rows.open_on_others(connection, version)
    ]
    return sorted(moves, key=lambda move: move[0])


def version_for(
    connection: Connection, case_id: int, versions: Sequence[ProcessDefinition]
) -> ProcessDefinition:
    """The one of these versions that is of the case's process; ValidationError where none is."""
    case, _ = load_case(connection, case_id)
    for version in versions:
        if (version.institution, version.process) == (case.institution, case.process):
            return version
    raise ValidationError(
        f"{case.number} is a case of {case.institution}/{case.process}: it can't move onto "
        f"{', '.join(version.key for version in versions)}"
    )


def plan_case(
    connection: Connection,
    office: Office,
    case_id: int,
    to: ProcessDefinition,
    now: datetime,
    against_list: AgainstList = reasons_against_list,
) -> Plan:
    """What moving a case onto a version would do to it; nothing is changed.

    Who plans for many cases asks about their calls' lists once (`asked_once`).
    """
    loaded_case = load_case(connection, case_id)
    return _planned(connection, office, loaded_case, _To(to, now, against_list))


def migrate_case(
    act: Act,
    case_id: int,
    to: ProcessDefinition,
    reason: str,
    expected_version: int | None = None,
    against_list: AgainstList = reasons_against_list,
) -> Plan | Refused:
    """Moves a case onto a version, where its plan `moves`; else the plan says why it stays.

    Refused where the role may not (ICO). Raises ValidationError without a reason, ChangedMeanwhile
    where the case is not the one that the actor saw.
    """
    if not reason.strip():
        raise ValidationError("reason: say why the case moves; it stands in its history")
    connection, office, now = act.connection, act.office, act.now
    supervision = office.regulations[to.institution].bodies.supervision
    if refusal := may_move_cases(supervision, act.actor, now):
        return refusal
    case, dossier = load_case(connection, case_id, True)
    check_holds_role(connection, act.actor, case.institution, act.today)
    if expected_version is not None and expected_version != case.version:
        raise ChangedMeanwhile(case_rows.last_change(connection, case_id))
    plan = _planned(connection, office, (case, dossier), _To(to, now, against_list))
    if plan.moves and plan.after is not None:
        entry = _entry(plan, plan.after, reason.strip(), act.actor)
        step = refreshed(Situation(office, to, plan.after.case, dossier, now), entry, True)
        save(connection, [step], now)
        definition_rows.keep(connection, to, now)
        regulation_rows.keep(connection, office.rulebook_of(to), now)
        case_rows.put_on(connection, case_id, to)
    return plan


class _To(NamedTuple):
    """Where a case is to go, when, and how it is judged what keeps its call's list back."""

    version: ProcessDefinition
    now: datetime
    against_list: AgainstList


def _planned(
    connection: Connection, office: Office, case_and_dossier: tuple[Case, Dossier], goal: _To
) -> Plan:
    case, dossier = case_and_dossier
    old, to = office.definition_of(case, dossier), office.for_home_of(dossier, goal.version)
    now, against_list = goal.now, goal.against_list
    moves = _moves(connection, case)
    state = counterpart(old, to, case.state, _states_left(case, moves))
    after = None
    if state is not None:
        moved_case = replace(case, definition=to.key, state=state)
        after = _under(connection, Situation(office, to, moved_case, dossier, now), against_list)
    situation = Situation(office, old, case, dossier, now)
    before = _under(connection, situation, against_list)
    began_on = date.fromisoformat(moves[0].from_version) if moves else old.in_force
    return plan_of(before, to, after, began_on, now)


def _under(connection: Connection, situation: Situation, against_list: AgainstList) -> Under:
    definition, case, dossier = situation.definition, situation.case, situation.dossier
    now = situation.now
    awaited_step, receipt = awaited_of(situation.office, definition, case, dossier, now)
    transitions = available_transitions(connection, definition, case, dossier, now, against_list)
    reasons_by_step = tuple((step.transition, step.missing) for step in transitions)
    return Under(definition, case, awaited_step, receipt, reasons_by_step)


class _Move(NamedTuple):
    """An earlier move of a case: off which version, out of which state, on which visit."""

    from_version: str
    state: str
    visit: int


def _moves(connection: Connection, case: Case) -> list[_Move]:
    """The case's earlier moves between versions, oldest first."""
    entries = (history_entry.entry for history_entry in history.entries(connection, case.id))
    moves = [(entry, json.loads(entry.data)) for entry in entries if entry.kind == MIGRATION]
    return [_Move(data["from_version"], entry.source or "", data["visit"]) for entry, data in moves]


def _states_left(case: Case, moves: Sequence[_Move]) -> dict[str, str]:
    """By version, the state that the case was moved out of since it reached its milestone."""
    return {
        f"{case.institution}/{case.process}.{move.from_version}": move.state
        for move in moves
        if move.visit == case.visit
    }


def _entry(plan: Plan, after: Under, reason: str, actor: Actor) -> Entry:
    data = {
        "reason": reason,
        "from_version": str(plan.before.definition.in_force),
        "to_version": str(plan.to.in_force),
        "due_before": str(plan.before.due) if plan.before.due else None,
        "due_after": str(after.due) if after.due else None,
        "visit": after.case.visit,
    }
    rule = plan.to.rulebook.rule_of("supervision")
    return Entry(MIGRATION, "migrate", rule, actor.role, actor.name,
                 json.dumps(data, ensure_ascii=False), actor.deputy_for,
                 plan.before.case.state, after.case.state)  # fmt: skip
