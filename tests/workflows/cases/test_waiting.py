"""What a case waits for: a limit that is a right, a step that rests, a fact, others reminded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from actions.case_event import CaseEvent
from actions.mails import mails_of
from persistence.database import reading, write_transaction
from persistence.directory import Directory
from persistence.history import Entry
from persistence.saving import save
from persistence.tables import cases
from persistence.worklist import stuck, waiting
from rules.rests import list_can_change
from states.decision import Refused
from states.definition import Awaited, MailRule, ProcessDefinition
from tests.workflows.office_fixtures import BORIS, STAY, Work, any_work, at, database, work
from workflows.cases.status import awaited_of
from workflows.cases.steps import Situation, afterwards, refreshed

__all__ = ["any_work", "database", "work"]

NOTED = Entry("notice", "list_rests", "BMU-15c", "system", "", json.dumps({}))

RESTS_BY_APPEAL = partial(list_can_change, remedy_kind="appeal")


def definition_of(work: Work, case_id: int, **changes: Any) -> ProcessDefinition:
    """The case's definition, with everything that its state awaits changed."""
    case, dossier = work.load(case_id)
    definition = work.office.definition_of(case, dossier)
    state = definition.states[case.state]
    awaits = tuple(replace(awaited_step, **changes) for awaited_step in state.awaits)
    states = {**definition.states, case.state: replace(state, awaits=awaits)}
    return replace(definition, states=states)


def noted(work: Work, case_id: int, definition: ProcessDefinition) -> None:
    """What the case awaits is counted anew under a definition."""
    case, dossier = work.load(case_id)
    there = Situation(work.office, definition, case, dossier, work.clock())
    with write_transaction(work.engine) as connection:
        save(connection, [refreshed(there, NOTED, True)], work.clock())


@pytest.fixture
def pair(work: Work) -> tuple[int, int]:
    """Ana is selected and waits for nobody; Boris has just appealed against the list."""
    ana, boris = work.open(), work.open(BORIS)
    work.bring("ranking", ana, boris)
    work.do(boris, "lodge_ranking_appeal", {}, "candidate")
    return ana, boris


def row(work: Work, case_id: int) -> Any:
    with reading(work.engine) as connection:
        return connection.execute(select(cases).where(cases.c.id == case_id)).one()


def test_a_step_that_rests_has_no_due_date_and_no_ladder_and_says_why(
    work: Work, pair: tuple[int, int]
) -> None:
    ana, boris = pair
    noted(work, ana, definition_of(work, ana, rests=RESTS_BY_APPEAL))
    number = work.number(boris)
    assert (work.case(ana).due, work.timers(ana, closed_at=None)) == (None, [])
    assert row(work, ana).rests_en == (
        f"rests until the appeal of {number} against the list is decided"
    )
    assert number in row(work, ana).rests_sr


def test_who_rests_is_not_stuck_and_the_list_says_why(work: Work, pair: tuple[int, int]) -> None:
    ana, _ = pair
    noted(work, ana, definition_of(work, ana, rests=RESTS_BY_APPEAL))
    with reading(work.engine) as connection:
        on_the_list = {
            waiting_case.number: waiting_case
            for waiting_case in waiting(connection, date(2026, 3, 20))
        }
        stuck_numbers = {
            waiting_case.number for waiting_case in stuck(connection, date(2026, 3, 20), "bmu")
        }
    assert str(on_the_list[work.number(ana)].rests).startswith("rests until the appeal of")
    assert on_the_list[work.number(ana)].obstacle is None
    assert work.number(ana) not in stuck_numbers


def test_the_limit_runs_again_once_the_appeal_is_decided(work: Work, pair: tuple[int, int]) -> None:
    ana, boris = pair
    assert (work.case(ana).due, row(work, ana).rests_en is None) == (None, False)
    work.do(boris, "dismiss_ranking_appeal", {"reason": "The points are right."}, "rector")
    assert (work.case(ana).due, row(work, ana).rests_en) == (date(2026, 4, 3), None)
    assert work.timers(ana, closed_at=None)


def test_the_last_day_of_a_right_is_told_while_it_rests_but_time_does_nothing(
    work: Work, pair: tuple[int, int]
) -> None:
    ana, _ = pair
    definition = definition_of(work, ana, rests=RESTS_BY_APPEAL, right=True, then="lapse")
    case, dossier = work.load(ana)
    there = Situation(work.office, definition, case, dossier, work.clock())
    after = afterwards(there, case, planned_anew=True)
    assert (after.status.due, after.timers) == (date(2026, 4, 3), ())
    assert after.status.rests is not None


def test_the_candidate_hears_of_the_last_day_of_a_right_that_rests(
    work: Work, pair: tuple[int, int]
) -> None:
    ana, _ = pair
    changes = {"rests": RESTS_BY_APPEAL, "right": True, "then": "lapse", "owners": ("candidate",)}
    case, dossier = work.load(ana)
    there = Situation(work.office, definition_of(work, ana, **changes), case, dossier, work.clock())
    (reminder,) = afterwards(there, case, planned_anew=True).timers or ()
    assert (reminder.level, reminder.recipient, reminder.kind) == ("reminder", "candidate", "mail")


@pytest.mark.parametrize(("right", "due"), [(False, date(2027, 3, 10)), (True, date(2027, 3, 8))])
def test_no_pause_lengthens_a_right(work: Work, right: bool, due: date) -> None:
    ana = work.open()
    work.bring("documents_submitted", ana)
    work.record(ana, "pause", {"from": "2027-03-02", "to": "2027-03-03"})
    assert _due(work, ana, definition_of(work, ana, right=right)) == due


def _due(work: Work, case_id: int, definition: ProcessDefinition) -> date | None:
    case, dossier = work.load(case_id)
    _, receipt = awaited_of(work.office, definition, case, dossier, work.clock())
    return receipt.due if receipt else None


def test_a_pause_rests_on_the_limit_that_it_stops(work: Work) -> None:
    ana = work.open()
    work.bring("documents_submitted", ana)
    work.record(ana, "pause", {"from": "2027-03-02", "to": "2027-03-03"})
    assert (work.history(ana)[-1].name, work.history(ana)[-1].rule) == ("pause", "BMU-24a")


@pytest.mark.parametrize("state", ["ranking_appeal", "decree", "appeal"])
def test_no_pause_is_recorded_of_the_time_to_appeal_or_to_decide(work: Work, state: str) -> None:
    ana = work.open()
    work.bring("ranking" if state == "ranking_appeal" else "decree", ana)
    if state != "decree":
        trigger = "lodge_appeal" if state == "appeal" else "lodge_ranking_appeal"
        work.do(ana, trigger, {}, "candidate")
    due = work.case(ana).due
    outcome = work.record(ana, "pause", {"from": "2027-03-05", "to": "2027-03-25"})
    assert isinstance(outcome, Refused)
    assert outcome.rules == {"BMU-15c" if state == "ranking_appeal" else "BMU-24b"}
    assert outcome.reasons[0].remedy.en == "Nothing removes this: the time runs."
    assert work.case(ana).due == due


def test_a_fact_that_is_awaited_stands_in_the_case_s_row_by_its_name(work: Work) -> None:
    ana = work.open()
    work.bring("mobility", ana)
    noted(work, ana, definition_of(work, ana, step=None, record="stay"))
    assert row(work, ana).awaited == "stay"
    assert work.timers(ana, closed_at=None)


def _reminded(work: Work, case_id: int, definition: ProcessDefinition) -> Mapping[str, set[str]]:
    """Whom the levels of the ladder that are planned next go to, by level."""
    case, dossier = work.load(case_id)
    there = Situation(work.office, definition, case, dossier, at("2026-05-20 09:00"))
    next_timers = afterwards(there, case, planned_anew=True).timers or ()
    by_level: dict[str, set[str]] = {}
    for timer in next_timers:
        by_level.setdefault(timer.level, set()).add(timer.recipient)
    return by_level


def test_who_is_reminded_beside_the_owner_gets_no_overdue_and_no_escalation(work: Work) -> None:
    ana = work.open()
    work.bring("nominated", ana)
    ladder = _reminded(work, ana, definition_of(work, ana, reminds=("host",)))
    assert ladder["reminder"] == {"mobility_coordinator", "host"}
    assert "overdue" in ladder
    assert all("host" not in to for level, to in ladder.items() if level != "reminder")


@pytest.mark.parametrize("sources", [(), ("nominated",), ("ranking", "nominated")])
def test_a_mail_is_sent_where_the_step_came_from_one_of_its_states(
    work: Work, sources: tuple[str, ...]
) -> None:
    assert _withdrawal_mails(work, MailRule("withdrawn", ("host",), sources)) == ["host"]


def test_a_mail_of_other_states_is_not_sent(work: Work) -> None:
    assert _withdrawal_mails(work, MailRule("withdrawn", ("host",), ("call", "mobility"))) == []


def _withdrawal_mails(work: Work, rule: MailRule) -> list[str]:
    """To whom a mail goes when a nominated student withdraws."""
    ana = work.open()
    work.bring("nominated", ana)
    case, dossier = work.load(ana)
    definition = work.office.definition_of(case, dossier)
    step = replace(definition.transitions["withdraw"], mails=(rule,))
    event = CaseEvent(definition, case, dossier, work.clock(), transition=step, source=case.state)
    with reading(work.engine) as connection:
        new_mails = mails_of(Directory(connection), work.office, event, "test")
    return [mail.recipient for mail in new_mails]


def test_a_case_knows_where_it_stood_before_and_whether_it_came_back(any_work: Work) -> None:
    ana = any_work.open()
    assert (any_work.case(ana).visited, any_work.case(ana).again) == ((), False)
    any_work.bring("documents_submitted", ana)
    assert any_work.case(ana).visited[:3] == ("call", "application", "ranking")
    assert not any_work.case(ana).again
    any_work.do(ana, "return_documents", {"reason": "No signature."}, "academic_coordinator")
    assert any_work.case(ana).again
    any_work.do(ana, "submit_documents", {}, "candidate")
    assert any_work.case(ana).again
    assert any_work.case(ana).visited.count("mobility") == 1


def test_what_stays_in_its_state_has_not_come_back(work: Work) -> None:
    ana = work.open()
    work.bring("mobility", ana)
    before = work.case(ana)
    work.record(ana, "insurance", STAY)
    after = work.case(ana)
    assert (after.visited, after.again) == (before.visited, False)


def test_an_awaited_fact_or_step_is_named_by_the_case_s_state(work: Work) -> None:
    ana = work.open()
    case, dossier = work.load(ana)
    state = work.office.definition_of(case, dossier).states["call"]
    assert str(state.title_of("submit_application")) == "Submit the application"
    assert state.title_of("fly") is None
    awaited_fact: Awaited = replace(state.awaits[0], step=None, record="document")
    assert awaited_fact.name == "document"
