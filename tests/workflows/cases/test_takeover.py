"""A running case is taken over at each of its milestones, and goes on as if it had begun here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from notifications.mailer import CapturingMailer
from office.wiring import Office
from persistence.database import reading, write_transaction
from persistence.history import entries
from persistence.integrity import (
    audit,
    history_discrepancies,
    receipt_discrepancies,
    safe_day_discrepancies,
    version_discrepancies,
)
from persistence.tables import mails, outbox, timers
from simulation.rehearsal.form import load_scenario
from simulation.rehearsal.player import Stage, process_of, stage_for
from states.decision import Actor, Refused
from states.loader import definition_files
from states.moments import BELGRADE
from states.validation_error import ValidationError
from tests.workflows.cases.handing_over import COORDINATOR, continued, taken_over_on, told
from workflows.act import Act
from workflows.calls.new_call import open_call
from workflows.cases.advance import Request, advance_case
from workflows.cases.takeover import TakenOver, read_takeover, take_over
from workflows.running.bootstrap import App

STORIES = Path(__file__).parents[2] / "situations"
AT_EACH_MILESTONE = (
    "bmu/outgoing-in-time",
    "bmu/an-appeal-upheld-corrects-the-decree",
    "bmu-requests/transcript-request-in-time",
)
AT_TWO_MILESTONES = (
    "bmu-other/incoming-studies-all-in-time",
    "bmu-other/incoming-traineeship-all-in-time",
    "bmu-other/outgoing-research-all-in-time",
    "bmu-other/outgoing-teaching-all-in-time",
    "bmu-other/outgoing-traineeship-all-in-time",
    "bmu-other/outgoing-training-all-in-time",
    "bee/outgoing-studies-all-in-time",
    "bee/outgoing-teaching-all-in-time",
    "bee/outgoing-training-all-in-time",
)


@pytest.mark.parametrize("name", [*AT_EACH_MILESTONE, *AT_TWO_MILESTONES])
def test_a_case_taken_over_at_a_milestone_ends_as_it_would_have_ended_there(
    office: Office, name: str
) -> None:
    story = told(office, STORIES / f"{name}.yaml")
    total = len(story.handovers)
    numbers = range(total) if name in AT_EACH_MILESTONE else (total // 3, 2 * total // 3)
    for number in numbers:
        index, key, state, _ = story.handovers[number]
        here = continued(office, story, number)
        assert here.taken_over.case.state == state
        for n, moment in enumerate(story.moments[index + 1 :]):
            label = f"from {state}, {story.scenario.steps[index + 1 + n].what}"
            assert (label, *here.stood[n]) == (label, *moment.stood[key])
            assert (label, here.refused[n]) == (label, moment.was_refused)


PLACED = {"outcome": "rejected", "rank": 2, "list_published_on": "2026-01-02",
          "appeal_until": "2026-01-10"}  # fmt: skip
LODGED = {"on": "2026-01-05", "grounds": "points"}


def decided_before(number: str) -> list[dict[str, Any]]:
    """A Decree, and what was lodged against it."""
    decree = {"number": number, "issued_on": "2026-01-02", "delivered_on": "2026-01-02"}
    return [{"earlier_decree": decree}, {"earlier_appeal": {**LODGED, "against": "decree"}}]


APPEALED: dict[str, list[dict[str, Any]]] = {
    "ranking_appeal": [{"place": PLACED}, {"earlier_appeal": {**LODGED, "against": "list"}}],
    "appeal": decided_before("12/1"),
    "complaint": decided_before("12/2"),
}
"""The states in which a decision on an appeal is awaited, and what is told of it."""
PROCESSES = sorted(
    (p.parent.name, p.name.split(".")[0])
    for p in definition_files()
    if not p.name.startswith("inter-institutional-agreement")
)
"""All but agreements with partners: what both have signed is written down in its own way."""
OF_PROCESS = {
    (s.institution, s.process): s
    for n in (*AT_TWO_MILESTONES, *AT_EACH_MILESTONE, "bmu-projects/project-in-time")
    for s in (load_scenario(STORIES / f"{n}.yaml"),)
}


@pytest.mark.parametrize("process", PROCESSES, ids="/".join)
def test_a_case_of_any_process_can_enter_at_any_running_state(
    office: Office, process: tuple[str, str]
) -> None:
    scenario = OF_PROCESS[process]
    candidate = next(iter(scenario.given.candidates.values()))
    without = replace(scenario, given=replace(scenario.given, candidates={}))
    with stage_for(office, without) as stage:
        definition = stage.office.in_force(*process, date(2026, 6, 1))
        for number, state in enumerate(definition.states.values()):
            person = {"name": candidate.name, "email": f"one{number}@students.example"}
            takeover: dict[str, Any] = {
                **SAYS,
                "candidate": person,
                "state": state.name,
                "since": "2026-01-05",
            }
            if state.end:
                with pytest.raises(ValidationError, match="is an end"):
                    taken_over_on(stage, process_of(office, scenario), takeover)
            else:
                if state.name in APPEALED:
                    with pytest.raises(ValidationError, match=r"state: in “.*decision is awaited"):
                        taken_over_on(stage, process_of(office, scenario), takeover)
                    takeover["facts"] = APPEALED[state.name]
                outcome = taken_over_on(stage, process_of(office, scenario), takeover)
                assert isinstance(outcome, TakenOver)
                assert outcome.case.state == state.name
        assert _discrepancies(stage) == []


MAY = datetime(2026, 5, 20, 9, tzinfo=BELGRADE).astimezone(UTC)
NOTHING: Mapping[str, object] = {}
SAYS = {"source": "folder 2026/17 of the dean's office", "not_checked": "the ranking"}
ANA = {"name": "Ana Petrović", "email": "ana@students.example", "level": "undergraduate", "year": 2}
GRAZ = "University of Graz"
APPLIED = {"hosts": [GRAZ], "from": "2026-10-01", "to": "2027-02-12"}
PLACED = {
    "outcome": "selected", "rank": 1, "host": GRAZ, "points": 82,
    "list_published_on": "2026-03-19", "appeal_until": "2026-03-27",
}  # fmt: skip
NOMINATED: dict[str, Any] = {
    **SAYS,
    "candidate": ANA,
    "state": "nominated",
    "since": "2026-03-30",
    "facts": [{"application": APPLIED}, {"place": PLACED}],
}


@pytest.fixture
def stage(office: Office) -> Iterator[Stage]:
    """An office on 20 May 2026 whose call was over in March."""
    scenario = load_scenario(STORIES / "bmu" / "outgoing-in-time.yaml")
    without = replace(scenario, given=replace(scenario.given, candidates={}))
    with stage_for(office, without) as on:
        on.move_to(MAY)
        yield on


def test_the_history_begins_with_where_it_came_from_and_what_nobody_checked(stage: Stage) -> None:
    case = _taken_over(stage).case
    with reading(stage.engine) as connection:
        (written_entry,) = entries(connection, case.id)
    data = json.loads(written_entry.entry.data)
    assert (written_entry.seq, written_entry.entry.kind, written_entry.entry.person) == (
        1,
        "takeover",
        "Jelena",
    )
    assert (data["source"], data["not_checked"]) == (SAYS["source"], SAYS["not_checked"])
    assert [name for fact in data["facts"] for name in fact] == ["application", "place"]
    assert (written_entry.entry.source, written_entry.entry.target) == (None, "nominated")


def test_the_limit_counts_from_the_day_given_and_what_lies_behind_is_mailed_to_nobody(
    stage: Stage,
) -> None:
    with reading(stage.engine) as connection:
        before = connection.execute(select(mails.c.key)).all()
    taken_over = _taken_over(stage)
    assert taken_over.case.due == date(2026, 5, 4)  # 35 days after 30 March
    assert {timer.level for timer in taken_over.behind} >= {"reminder", "overdue"}
    stage.move_to(stage.now)
    with reading(stage.engine) as connection:
        after = connection.execute(select(mails.c.key)).all()
        outcomes = connection.execute(select(timers.c.outcome)).scalars().all()
        statuses = connection.execute(select(outbox.c.status)).scalars().all()
    assert after == before
    assert set(outcomes) <= {"taken_over", None}
    assert "waiting" not in statuses


def test_the_levels_that_lie_ahead_leave_as_they_would(stage: Stage) -> None:
    number = _taken_over(stage, {**NOMINATED, "since": "2026-05-11"}).case.number
    stage.move_to(stage.now.replace(month=7, day=1))
    with reading(stage.engine) as connection:
        keys = connection.execute(select(mails.c.key)).scalars().all()
    assert any(key.startswith(f"{number}/") and "/reminder/" in key for key in keys)


def test_a_guard_holds_whole_from_then_on(stage: Stage) -> None:
    case = _taken_over(stage, {**NOMINATED, "state": "host_acceptance"}).case
    outcome = _advanced(stage, case.id, "sign_learning_agreement", Actor("academic_coordinator"))
    assert isinstance(outcome, Refused)
    assert "BMU-8b" in outcome.rules


def test_hosts_that_the_call_does_not_offer_are_told_at_their_facts(stage: Stage) -> None:
    maribor = {"application": {**APPLIED, "hosts": ["University of Maribor"]}}
    with pytest.raises(ValidationError, match=r"Choose from: University of Graz") as wrong:
        _taken_over(stage, {**NOMINATED, "facts": [maribor, {"place": PLACED}]})
    assert wrong.value.fields == ("facts.0.application.hosts",)
    elsewhere = {"place": {**PLACED, "host": "University of Maribor"}}
    with pytest.raises(ValidationError, match=r"is not in the call") as wrong:
        _taken_over(stage, {**NOMINATED, "facts": [{"application": APPLIED}, elsewhere]})
    assert wrong.value.fields == ("facts.1.place.host",)


def test_the_place_holds_on_the_list_of_the_call(stage: Stage) -> None:
    _taken_over(stage)
    boris = {**ANA, "name": "Boris Savić", "email": "boris@students.example"}
    other_day = [{"application": APPLIED}, {"place": {**PLACED, "list_published_on": "2026-03-20"}}]
    with pytest.raises(ValidationError, match=r"facts\.1\.place\.list_published_on"):
        _taken_over(stage, {**NOMINATED, "candidate": boris, "facts": other_day})
    second = [{"application": APPLIED}, {"place": {**PLACED, "outcome": "waiting", "rank": 2}}]
    waits = {**NOMINATED, "candidate": boris, "state": "ranking", "since": "2026-03-19"}
    boris_case = _taken_over(stage, {**waits, "facts": second}).case
    outcome = _advanced(stage, boris_case.id, "promote", COORDINATOR)
    assert isinstance(outcome, Refused)  # Ana holds the one place
    assert _discrepancies(stage) == []


def test_sent_twice_it_is_taken_over_once(stage: Stage) -> None:
    number = _taken_over(stage).case.number
    with pytest.raises(ValidationError, match=number):
        _taken_over(stage)


def test_only_who_keeps_the_files_takes_a_case_over(stage: Stage) -> None:
    for role in ("rector", "student_service", "commission_member", "academic_coordinator"):
        assert isinstance(_outcome(stage, NOMINATED, Actor(role)), Refused)
    assert isinstance(_outcome(stage, NOMINATED, Actor("head_of_ico", "Ivana")), TakenOver)


def test_a_case_taken_over_moves_on_and_the_audit_finds_nothing(app: App) -> None:
    with_triggers = Stage(app.office, app.engine, CapturingMailer(), MAY)
    scenario = load_scenario(STORIES / "bmu" / "outgoing-in-time.yaml")
    assert scenario.given.call is not None
    with write_transaction(app.engine) as connection:
        act = Act(connection, app.office, COORDINATOR, MAY)
        with_triggers.call_id = open_call(act, "bmu", "outgoing-studies", scenario.given.call)
    case = _taken_over(with_triggers).case
    period = {"from": "2026-10-01", "to": "2027-02-12"}
    outcome = _advanced(with_triggers, case.id, "host_accepts", COORDINATOR, period)
    assert not isinstance(outcome, Refused)
    with reading(app.engine) as connection:
        report = audit(connection, app.office.data, app.office.calendar)
        assert connection.execute(select(mails.c.mail).where(mails.c.case_id.is_(None))).all() == []
    assert (report.cases, report.entries, report.discrepancies) == (1, 2, ())


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"state": "mobilty"}, "state"),
        ({"state": "closed"}, "state"),
        ({"since": "2027-05-20"}, "since"),
        ({"since": "2026-02-30"}, "since"),
        ({"source": "  "}, "source"),
        ({"not_checked": ""}, "not_checked"),
        ({"candidate": {"name": "", "email": "ana"}}, "candidate.name"),
        ({"candidate": None}, "candidate.name"),
        ({"facts": {"place": {}}}, "facts"),
        ({"facts": [{"candidate": {}}]}, "facts.0"),
        ({"facts": [{"place": {**PLACED, "rank": 0}}]}, "facts.0.place.rank"),
        ({"facts": [{"concluded": {"on": "2026-03-01"}}]}, "facts.0.concluded.on"),
        ({"facts": [{"stay": {"arrived_on": "2026-10-01"}}]}, "facts.0.stay.arrived_on"),
        ({"facts": [{"document": {"kind": "letter"}}]}, "facts.0.document.kind"),
        (
            {"facts": [{"earlier_appeal": {"against": "decree", "on": "2026-03-01"}}]},
            "facts.0.earlier_appeal.against",
        ),
    ],
)
def test_what_can_not_be_is_told_at_its_place_and_nothing_is_written(
    stage: Stage, change: dict[str, Any], place: str
) -> None:
    with pytest.raises(ValidationError) as told_so:
        _taken_over(stage, {**NOMINATED, **change})
    assert place in told_so.value.fields
    assert _taken_over(stage).case.number.endswith("-0001")


def _outcome(stage: Stage, takeover: dict[str, Any], actor: Actor) -> TakenOver | Refused:
    definition = stage.office.in_force("bmu", "outgoing-studies", date(2026, 5, 20))
    with write_transaction(stage.engine) as connection:
        act = Act(connection, stage.office, actor, stage.now)
        return take_over(act, stage.call_id, read_takeover(definition, takeover))


def _taken_over(stage: Stage, takeover: dict[str, Any] = NOMINATED) -> TakenOver:
    outcome = _outcome(stage, takeover, COORDINATOR)
    assert isinstance(outcome, TakenOver)
    return outcome


def _advanced(
    stage: Stage, case_id: int, trigger: str, actor: Actor, details: Mapping[str, object] = NOTHING
) -> object:
    request = Request(case_id, trigger, details)
    with write_transaction(stage.engine) as connection:
        return advance_case(connection, stage.office, request, actor, stage.now)


def _discrepancies(stage: Stage) -> list[str]:
    """Those of the histories and the dates: a stage has no lists."""
    calendar = stage.office.calendar
    with reading(stage.engine) as connection:
        return [
            *history_discrepancies(connection),
            *receipt_discrepancies(connection, calendar),
            *safe_day_discrepancies(connection, calendar),
            *version_discrepancies(connection),
        ]
