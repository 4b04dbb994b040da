"""Two versions of a process in force: a case keeps its own until somebody moves it."""

from __future__ import annotations

import json
import os
import signal
import threading
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import update

from persistence.connections import connect
from persistence.database import reading, write_transaction
from persistence.integrity import history_discrepancies, version_discrepancies
from persistence.tables import cases, mails
from rules.deadlines import recompute
from rules.migration import Plan
from rules.receipts import Receipt
from states.decision import Actor, Refused
from states.definition import ProcessDefinition
from states.dossier import Period
from states.validation_error import ValidationError
from tests.workflows.cases.versions import (
    LATER,
    NEW,
    OLD,
    PROCESS,
    REASON,
    earlier,
    in_two_versions,
    later,
)
from tests.workflows.office_fixtures import (
    BORIS,
    Work,
    any_work,
    at,
    at_work,
    database,
)
from workflows.cases.changed import ChangedMeanwhile
from workflows.cases.migration import (
    cases_to_move,
    migrate_case,
    plan_case,
    version_for,
    versions_named,
)
from workflows.running.sweep import sweep

__all__ = ["any_work", "database"]

HEAD = Actor("head_of_ico", "Nada Perić")
ON_10_DAYS, ON_30_DAYS = date(2027, 2, 22), date(2027, 3, 15)


@pytest.fixture
def two(any_work: Work) -> Work:
    """An office with two versions, on both kinds of database."""
    return in_two_versions(any_work)


@pytest.fixture
def away(two: Work) -> int:
    """A case that began on the earlier version and is on mobility."""
    ana = two.open()
    two.bring("mobility", ana)
    return ana


def move(
    work: Work,
    case_id: int,
    to: ProcessDefinition,
    actor: Actor = HEAD,
    reason: str = REASON,
    version: int | None = None,
) -> Plan | Refused:
    with write_transaction(work.engine) as connection:
        return migrate_case(work.act(connection, actor), case_id, to, reason, version)


def moved(work: Work, case_id: int, to: ProcessDefinition) -> Plan:
    plan = move(work, case_id, to)
    assert isinstance(plan, Plan)
    assert plan.moves, plan.reasons
    return plan


def planned(work: Work, case_id: int, to: ProcessDefinition) -> Plan:
    with reading(work.engine) as connection:
        return plan_case(connection, work.office, case_id, to, work.clock())


def everything(work: Work) -> dict[str, list[Any]]:
    return {name: work.rows(table) for name, table in cases.metadata.tables.items()}


def row_of(work: Work, case_id: int) -> Any:
    return work.rows(cases, id=case_id)[0]


def open_timers(work: Work, case_id: int) -> set[tuple[Any, ...]]:
    timer_rows = work.timers(case_id, closed_at=None)
    return {(t.visit, t.due, t.level, t.recipient, t.kind, t.name, t.at) for t in timer_rows}


def why(plan: Plan) -> str:
    assert not plan.moves
    return " ".join(reason.message.en for reason in plan.reasons)


def test_a_new_date_in_force_serves_new_cases_and_old_cases_keep_theirs(two: Work) -> None:
    two.clock.now = at("2026-03-10 09:00")
    ana = two.open()
    two.clock.now = at("2026-07-01 00:00")
    boris = two.open(BORIS)
    assert (two.case(ana).definition, two.case(boris).definition) == (OLD, NEW)
    two.clock.now = at("2026-03-11 09:00")
    two.bring("host_acceptance", ana)
    assert two.case(ana).state == "host_acceptance", "`accepted` is the later version's"


def test_a_case_moves_with_its_due_date_timers_and_history(two: Work, away: int) -> None:
    before = two.case(away)
    plan = moved(two, away, later(two))
    assert plan.after is not None
    assert (plan.before.due, plan.after.due) == (ON_30_DAYS, ON_10_DAYS)
    after = two.case(away)
    assert after == replace(
        before, definition=NEW, version=before.version + 1, due=ON_10_DAYS, call_id=before.call_id
    )
    assert row_of(two, away).definition_digest == later(two).digest
    assert {timer[1] for timer in open_timers(two, away)} == {ON_10_DAYS}
    entry = two.history(away)[-1]
    assert (entry.kind, entry.rule, entry.role, entry.person) == (
        "migration", "ICO", "head_of_ico", "Nada Perić",
    )  # fmt: skip
    assert json.loads(entry.data) == {
        "reason": REASON,
        "from_version": "2021-06-29",
        "to_version": "2026-07-01",
        "due_before": "2027-03-15",
        "due_after": "2027-02-22",
        "visit": before.visit,
    }


def test_what_the_receipt_says_gives_the_due_date_again(two: Work, away: int) -> None:
    moved(two, away, later(two))
    row = row_of(two, away)
    receipt = Receipt.from_json(json.loads(row.receipt))
    assert recompute(receipt) == receipt.due == row.due
    assert receipt.lines("en")[0] == (
        "Mon 22 Feb 2027 = 10 days after Fri 12 Feb 2027 (return, or the agreed end of the stay), "
        "BMU-18a"
    )


def test_a_case_goes_on_under_the_rules_of_the_version_that_it_moved_onto(
    two: Work, away: int
) -> None:
    moved(two, away, later(two))
    with pytest.raises(ValidationError, match="change_agreement"):
        two.do(away, "change_agreement", {}, "academic_coordinator")
    refusal = two.do(away, "withdraw", {"reason": "illness"}, "mobility_coordinator")
    assert isinstance(refusal, Refused)
    assert refusal.rules == {"BMU-15d"}
    two.do(away, "withdraw", {"reason": "illness"}, "candidate")
    assert two.case(away).state == "withdrawn"


def test_moving_back_restores_state_due_date_receipt_and_timers(two: Work) -> None:
    ana = two.open()
    two.bring("host_acceptance", ana)
    two.clock.now = at("2026-07-06 09:00")
    before, timers = row_of(two, ana), open_timers(two, ana)
    moved(two, ana, later(two))
    assert two.case(ana).state == "accepted"
    moved(two, ana, earlier(two))
    assert open_timers(two, ana) == timers
    changed_columns = {"version", "history_length", "history_tip"}
    was, now = before._mapping, row_of(two, ana)._mapping
    assert {name for name in was if was[name] != now[name]} == changed_columns
    moves = [(e.source, e.target) for e in two.history(ana) if e.kind == "migration"]
    assert moves == [("host_acceptance", "accepted"), ("accepted", "host_acceptance")]


def test_the_histories_stay_sound_after_moves_there_and_back(two: Work, away: int) -> None:
    moved(two, away, later(two))
    moved(two, away, earlier(two))
    moved(two, away, later(two))
    with reading(two.engine) as connection:
        assert list(history_discrepancies(connection)) == []
        assert list(version_discrepancies(connection)) == []


def test_a_version_that_was_changed_behind_the_histories_back_is_found(
    two: Work, away: int
) -> None:
    moved(two, away, later(two))
    with write_transaction(two.engine) as connection:
        connection.execute(update(cases).values(definition=OLD))
    with reading(two.engine) as connection:
        (discrepancy,) = version_discrepancies(connection)
    assert str(discrepancy) == f"BMU-2026-0001: runs on {OLD}; its history says 2026-07-01"


def test_nothing_is_sent_by_a_move_and_no_level_a_second_time(two: Work, away: int) -> None:
    def letters() -> list[tuple[str, str]]:
        return sorted((row.mail, row.recipient) for row in two.rows(mails, case_id=away))

    def swept() -> None:
        with write_transaction(two.engine) as connection:
            while sweep(connection, two.office, two.clock()):
                pass

    two.clock.now = at("2027-03-11 09:00")
    swept()
    before = letters()
    assert ("reminder", "candidate") in before
    two.clock.now = at("2027-03-11 10:00")
    moved(two, away, later(two))
    moved(two, away, earlier(two))
    assert letters() == before
    swept()
    assert letters() == before, "the reminder for 15 March was sent already"


OTHERWISE_LAPSED = """\
extends: outgoing-studies.2021-06-29
process: outgoing-studies
institution: bmu
in_force: 2026-03-01
states: {call: {awaits: {step: submit_application, owner: [candidate],
  deadline: {rule: BMU-15a, on: call_closes}, then: expire}}}
transitions:
  lapse:
  expire: {title: {en: Expire, sr: Истек}, rule: BMU-15a, from: call, to: not_applied,
    roles: system}
"""


def test_on_the_same_day_time_does_what_the_version_says_that_holds_then(two: Work) -> None:
    name = f"{PROCESS}.2026-03-01"
    (two.office.folder / f"{name}.yaml").write_text(OTHERWISE_LAPSED, encoding="utf-8")
    ana = two.open()
    planned_first = open_timers(two, ana)
    two.clock.now = at("2026-03-02 09:00")
    plan = moved(two, ana, two.office.definition(name))
    assert plan.before.due == plan.after.due  # type: ignore[union-attr]
    assert {timer[5] for timer in open_timers(two, ana) if timer[4] == "step"} == {"expire"}
    moved(two, ana, earlier(two))
    assert open_timers(two, ana) == planned_first
    moved(two, ana, two.office.definition(name))
    two.clock.now = at("2026-03-17 09:00")
    with write_transaction(two.engine) as connection:
        while sweep(connection, two.office, two.clock()):
            pass
    assert (two.case(ana).state, two.history(ana)[-1].name) == ("not_applied", "expire")


def test_a_plan_changes_nothing_and_says_what_is_blocked_then(two: Work, away: int) -> None:
    before = everything(two)
    plan = planned(two, away, later(two))
    assert everything(two) == before
    assert plan.moves
    messages = {
        obstacle.name: [reason.message.en for reason in obstacle.reasons]
        for obstacle in plan.blocked
    }
    assert messages == {
        "change_agreement": ["The new version does not have “Change the Learning Agreement” here."],
        "withdraw": ["“Withdraw” is no longer for: Mobility Coordinator."],
        "pause": ["The new version does not have “Record: Pause of the deadline” here."],
    }
    pause = next(obstacle for obstacle in plan.blocked if obstacle.name == "pause")
    assert pause.reasons[0].message.sr == "Нова верзија овде нема „Упис: Застој рока“."
    assert {reason.rule for obstacle in plan.blocked for reason in obstacle.reasons} == {
        "BMU-8e", "BMU-15d", "ICO",
    }  # fmt: skip


def test_a_case_in_a_state_that_is_gone_stays_and_the_plan_says_what_to_do(two: Work) -> None:
    ana = two.open()
    two.bring("nominated", ana)
    two.clock.now = at("2026-07-06 09:00")
    before = everything(two)
    plan = move(two, ana, later(two))
    assert isinstance(plan, Plan)
    assert "has no state “Nominated to the host”" in why(plan)
    assert f"`replaces` of {NEW}" in plan.reasons[0].remedy.en
    assert everything(two) == before


def test_a_version_that_is_not_in_force_yet_must_wait(two: Work) -> None:
    ana = two.open()
    two.bring("host_acceptance", ana)
    assert "is in force from Wed 1 Jul 2026 only" in why(planned(two, ana, later(two)))


def test_a_case_goes_back_no_further_than_to_the_version_on_which_it_began(two: Work) -> None:
    two.clock.now = at("2026-07-06 09:00")
    ana = two.open()
    assert "older than the version on which BMU-2026-0001 began" in why(
        planned(two, ana, earlier(two))
    )


def test_an_ended_case_stays_and_so_does_one_that_runs_on_the_version_already(
    two: Work, away: int
) -> None:
    assert "runs on bmu/outgoing-studies.2021-06-29 already" in why(
        planned(two, away, earlier(two))
    )
    two.do(away, "withdraw", {"reason": "illness"})
    assert "has ended: Withdrawn" in why(planned(two, away, later(two)))
    with reading(two.engine) as connection:
        assert cases_to_move(connection, [later(two)]) == []


def test_a_move_by_which_time_would_close_the_case_at_once_is_refused(two: Work) -> None:
    shorter = LATER.replace(
        "transitions:\n",
        "  decree:\n    awaits:\n      step: lodge_appeal\n      owner: candidate\n"
        "      deadline: {rule: BMU-24b, after: decree_delivered, days: 2}\n"
        "      then: finalise\ntransitions:\n",
    )
    (two.office.folder / f"{NEW}.yaml").write_text(shorter, encoding="utf-8")
    ana = two.open()
    two.bring("decree", ana)
    two.clock.now = at("2027-03-10 09:00")
    plan = planned(two, ana, later(two))
    assert plan.before.due == date(2027, 3, 12)
    assert "“Close after the appeal window” would come at once" in why(plan)
    assert [reason.rule for reason in plan.reasons] == ["BMU-24b"]


@pytest.mark.parametrize("role", ["mobility_coordinator", "academic_coordinator", "rector"])
def test_only_who_supervises_the_office_moves_cases(two: Work, away: int, role: str) -> None:
    before = everything(two)
    refusal = move(two, away, later(two), Actor(role))
    assert isinstance(refusal, Refused)
    assert refusal.rules == {"ICO"}
    assert everything(two) == before


def test_who_stands_in_for_the_head_may_and_the_history_says_so(two: Work, away: int) -> None:
    today = date(2026, 10, 1)
    deputy = Actor("mobility_coordinator", "Vera", "head_of_ico", (Period(today, today),))
    plan = move(two, away, later(two), deputy)
    assert isinstance(plan, Plan)
    assert plan.moves
    entry = two.history(away)[-1]
    assert (entry.role, entry.deputy_for) == ("mobility_coordinator", "head_of_ico")


def test_without_a_reason_nobody_moves(two: Work, away: int) -> None:
    with pytest.raises(ValidationError, match="say why the case moves"):
        move(two, away, later(two), reason="  ")


def test_who_saw_an_older_case_is_told_who_changed_it(two: Work, away: int) -> None:
    version = two.case(away).version
    two.record(away, "insurance", {"from": "2026-10-01", "to": "2027-03-01"})
    before = everything(two)
    with pytest.raises(ChangedMeanwhile, match="mobility_coordinator: insurance"):
        move(two, away, later(two), version=version)
    assert everything(two) == before


def test_versions_are_named_by_their_day_or_whole_and_must_be_there(two: Work, away: int) -> None:
    assert [version.key for version in versions_named(two.office, "2026-07-01")] == [NEW]
    assert [version.key for version in versions_named(two.office, NEW)] == [NEW]
    assert len(versions_named(two.office, "2021-06-29")) > 1, "all processes have that one"
    with pytest.raises(ValidationError, match=r"no version 2031-01-01.*there are:.*2026-07-01"):
        versions_named(two.office, "2031-01-01")
    incoming_versions = versions_named(two.office, "bmu/incoming-studies.2021-06-29")
    with (
        reading(two.engine) as connection,
        pytest.raises(ValidationError, match="outgoing-studies"),
    ):
        version_for(connection, away, incoming_versions)


def test_of_many_cases_each_moves_by_itself_and_a_broken_one_undoes_no_other(two: Work) -> None:
    ana, boris = two.open(), two.open(BORIS)
    two.bring("application", ana, boris)
    two.clock.now = at("2026-07-06 09:00")
    with write_transaction(two.engine) as connection:
        connection.execute(update(cases).where(cases.c.id == boris).values(definition="bmu/lost.1"))
    with reading(two.engine) as connection:
        case_versions = cases_to_move(connection, [later(two)])
    assert [case_id for case_id, _ in case_versions] == [ana, boris]
    moved(two, *case_versions[0])
    with pytest.raises(LookupError, match=r"bmu/lost\.1"):
        move(two, *case_versions[1])
    assert two.case(ana).definition == NEW
    assert two.case(boris).version == two.case(ana).version - 1


def test_a_program_killed_while_moving_leaves_each_case_on_one_version_whole(
    database: str, tmp_path: Any
) -> None:
    two = in_two_versions(at_work(connect(database), tmp_path / "data"))
    people = [two.open({**BORIS, "email": f"s{n}@students.example"}) for n in range(12)]
    two.bring("application", *people)
    two.clock.now = at("2026-07-06 09:00")
    two.engine.dispose()
    child = os.fork()
    if child == 0:
        try:  # whatever happens, this one never goes on as a second run of the tests
            two.engine = connect(database)
            killer = threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGKILL))
            for place, case_id in enumerate(people):
                moved(two, case_id, later(two))
                if place == 3:
                    killer.start()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    on = [two.case(case_id).definition for case_id in people]
    new_count = on.count(NEW)
    assert new_count >= 4
    assert on == [NEW] * new_count + [OLD] * (len(people) - new_count)
    for case_id, version in zip(people, on, strict=True):
        entries = [entry for entry in two.history(case_id) if entry.kind == "migration"]
        assert len(entries) == (version == NEW)
    with reading(two.engine) as connection:
        assert list(history_discrepancies(connection)) == []
        assert list(version_discrepancies(connection)) == []
        rest = [case_id for case_id, _ in cases_to_move(connection, [later(two)])]
    assert rest == people[new_count:]
    two.engine.dispose()
