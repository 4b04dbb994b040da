"""A step is one transaction: case, history, timers and letters together, or nothing of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from persistence import deputies as deputy_rows
from persistence.database import write_transaction
from persistence.database_errors import DatabaseError
from persistence.tables import cases
from states.decision import Actor, Advanced, Refused
from states.dossier import Period
from states.validation_error import ValidationError
from tests.workflows.breaking_off import breaking_off
from tests.workflows.office_fixtures import ANA, APPLICATION, STAY, Work, at, work
from workflows.cases.advance import Request, advance_case, advance_cases
from workflows.cases.changed import ChangedMeanwhile
from workflows.cases.recording import FactRequest, record_fact

__all__ = ["work"]


def everything(work: Work) -> dict[str, list[Any]]:
    return {name: work.rows(table) for name, table in cases.metadata.tables.items()}


@pytest.fixture
def ready(work: Work) -> int:
    """A case that may apply."""
    ana = work.open()
    work.record(ana, "document", {"kind": "cv"})
    return ana


def test_a_step_moves_the_case_and_writes_history_timers_and_letters(
    work: Work, ready: int
) -> None:
    before = work.case(ready)
    outcome = work.do(ready, "submit_application", APPLICATION, "candidate", person="Ana Petrović")
    assert isinstance(outcome, Advanced)
    after = work.case(ready)
    assert (after.state, after.visit, after.version) == (
        "application", before.visit + 1, before.version + 1
    )  # fmt: skip
    step = work.history(ready)[-1]
    assert (step.rule, step.person, step.at) == ("BMU-15a", "Ana Petrović", work.clock())
    assert json.loads(step.data)["hosts"] == ["University of Graz"]
    assert {timer.outcome for timer in work.timers(ready, visit=before.visit)} == {"moved"}
    assert {timer.due for timer in work.timers(ready, visit=after.visit)} == {after.due}
    (row,) = work.rows(cases)
    assert json.loads(row.receipt)["rule"] == "BMU-15b"
    (mail,) = work.outbox(case_id=ready)
    assert mail.key == f"{after.number}/{after.version}/submit_application/application_received/" \
        "candidate/1"  # fmt: skip


STATEMENTS = ("UPDATE cases", "INSERT INTO history", "INSERT INTO applications", "UPDATE timers",
              "INSERT INTO timers", "INSERT INTO mails", "INSERT INTO outbox")  # fmt: skip


@pytest.mark.parametrize("statement", STATEMENTS)
def test_wherever_a_step_breaks_off_nothing_of_it_is_saved(
    work: Work, ready: int, statement: str
) -> None:
    verb, table = statement.split()[0], statement.split()[-1]
    before = everything(work)
    with breaking_off(work.engine, verb, table), pytest.raises(DatabaseError, match="broken off"):
        work.do(ready, "submit_application", APPLICATION, "candidate")
    assert everything(work) == before
    assert isinstance(work.do(ready, "submit_application", APPLICATION, "candidate"), Advanced)


def test_a_refused_step_leaves_no_trace(work: Work) -> None:
    ana = work.open()
    before = everything(work)
    outcome = work.do(ana, "submit_application", APPLICATION, "candidate")
    assert isinstance(outcome, Refused)
    assert outcome.rules == {"BMU-15a"}
    assert everything(work) == before


def test_a_fact_that_a_role_may_not_record_is_refused_under_its_rule(work: Work) -> None:
    ana = work.open()
    before = everything(work)
    outcome = work.record(ana, "recognition", {"decisions": []}, "mobility_coordinator")
    assert isinstance(outcome, Refused)
    assert outcome.rules == {"BMU-21"}
    assert everything(work) == before


def test_what_was_handed_in_with_a_refused_step_is_not_kept(work: Work) -> None:
    ana = work.open()
    work.do(ana, "submit_application", APPLICATION, "candidate")
    assert work.dossier(ana).application is None


def test_who_acts_on_an_old_version_learns_who_changed_the_case_and_how(
    work: Work, ready: int
) -> None:
    version = work.case(ready).version
    work.do(ready, "withdraw", {"reason": "illness"}, "candidate", person="Ana Petrović")
    before = everything(work)
    with pytest.raises(ChangedMeanwhile) as conflict:
        work.do(ready, "submit_application", APPLICATION, version=version)
    assert str(conflict.value) == (
        "BMU-2026-0001 was changed meanwhile by Ana Petrović: withdraw; it stands at `withdrawn` "
        "now. Look at it again; nothing was saved."
    )
    with pytest.raises(ChangedMeanwhile):
        work.record(ready, "document", {"kind": "cv"}, version=version)
    assert everything(work) == before


def test_who_saw_the_newest_version_may_go_on(work: Work, ready: int) -> None:
    version = work.case(ready).version
    record = work.record(ready, "insurance", STAY, version=version)
    outcome = work.do(ready, "submit_application", APPLICATION, version=version + 1)
    assert isinstance(outcome, Advanced)
    assert not isinstance(record, Refused)
    assert record.case.version == version + 1


@pytest.mark.parametrize(
    ("trigger", "details", "sentence"),
    [
        (
            "fly",
            {},
            "`fly` is not a step of bmu/outgoing-studies.2021-06-29; known are: submit_app",
        ),
        ("", {}, "`` is not a step of"),
        ("submit_application", {"hosts": ["Graz"]}, "from: is missing; to: is missing"),
        (
            "submit_application",
            {**APPLICATION, "semesters": 9},
            "semesters: must be at most 4",
        ),
        (
            "submit_application",
            {**APPLICATION, "hosts": "Graz"},
            "hosts: must be a list",
        ),
        ("submit_application", {**APPLICATION, "from": "2026-13-01"}, "'2026-13-01' is not a date"),
        ("submit_application", {**APPLICATION, "from": "2027-03-01"}, "lies before the first day"),
        ("submit_application", {**APPLICATION, "colour": 1}, "colour: is not a known key here"),
        ("withdraw", {"reason": 5}, "reason: must be text, not 5"),
    ],
)
def test_a_step_or_details_that_can_not_be_read_are_told_of_and_change_nothing(
    work: Work, ready: int, trigger: str, details: dict[str, Any], sentence: str
) -> None:
    before = everything(work)
    with pytest.raises(ValidationError) as wrong:
        work.do(ready, trigger, details)
    assert sentence in str(wrong.value)
    assert everything(work) == before


@pytest.mark.parametrize("case_id", [0, -1, 999])
def test_a_case_that_is_not_there_is_told_of(work: Work, case_id: int) -> None:
    with pytest.raises(ValidationError, match=f"there is no case with the id {case_id}"):
        work.do(case_id, "withdraw")
    with pytest.raises(ValidationError, match=f"there is no case with the id {case_id}"):
        work.record(case_id, "document", {"kind": "cv"})


def test_a_step_of_many_cases_takes_those_that_may_and_leaves_the_others(work: Work) -> None:
    people = [work.open({**ANA, "email": f"s{n}@students.example"}) for n in range(4)]
    for case_id in people[::2]:
        work.record(case_id, "document", {"kind": "cv"})
    requests = [Request(case_id, "submit_application", APPLICATION) for case_id in people]
    with write_transaction(work.engine) as connection:
        outcomes = advance_cases(
            connection, work.office, requests, Actor("candidate"), work.clock()
        )
    assert [type(outcome).__name__ for outcome in outcomes] == ["StepTaken", "Refused"] * 2
    assert [work.case(case_id).state for case_id in people] == ["application", "call"] * 2


def test_the_caller_commits_and_may_yet_think_better_of_it(work: Work, ready: int) -> None:
    before = everything(work)

    def think_better() -> None:
        with write_transaction(work.engine) as connection:
            request = Request(ready, "submit_application", APPLICATION)
            by = Actor("candidate")
            assert isinstance(
                advance_case(connection, work.office, request, by, work.clock()), Advanced
            )
            fact = FactRequest(ready, "insurance", STAY)
            record_fact(connection, work.office, fact, Actor("candidate"), work.clock())
            raise InterruptedError

    with pytest.raises(InterruptedError):
        think_better()
    assert everything(work) == before


def test_the_history_says_who_acted_for_whom_and_only_while_the_substitution_lasts(
    work: Work,
) -> None:
    ana = work.open()
    work.bring("host_acceptance", ana)
    work.clock.now = at("2026-05-18 09:00")
    days = Period(work.clock().date(), work.clock().date())
    with write_transaction(work.engine) as connection:
        deputy_rows.add_deputy(connection, "bmu", "head_of_ico", "academic_coordinator", days)
        periods = deputy_rows.authority(connection, "bmu", "head_of_ico", "academic_coordinator")
    actor = Actor("head_of_ico", "Mira Kos", "academic_coordinator", periods)

    def home_courses() -> Any:
        with write_transaction(work.engine) as connection:
            fact = FactRequest(ana, "home_courses", {"semester": []})
            return record_fact(connection, work.office, fact, actor, work.clock())

    assert not isinstance(home_courses(), Refused)
    entry = work.history(ana)[-1]
    assert (entry.person, entry.role, entry.deputy_for) == (
        "Mira Kos", "head_of_ico", "academic_coordinator"
    )  # fmt: skip
    work.clock.pass_by(days=1)
    refusal = home_courses()
    assert isinstance(refusal, Refused)
    assert refusal.rules == {"BMU-20"}


def test_a_fact_counts_the_due_date_anew_and_leaves_other_timers_alone(work: Work) -> None:
    ana = work.open()
    work.bring("mobility", ana)
    first = work.case(ana).due
    open_timers = work.timers(ana, closed_at=None)
    work.record(ana, "insurance", STAY)
    assert work.timers(ana, closed_at=None) == open_timers
    work.clock.now = work.clock.now.replace(year=2026, month=12, day=21)
    work.record(ana, "stay", {"returned_on": "2026-12-20"})
    assert work.case(ana).due != first
    assert {timer.due for timer in work.timers(ana, closed_at=None)} == {work.case(ana).due}


def test_one_case_alone_is_not_put_on_a_list_that_nobody_made(work: Work, ready: int) -> None:
    assert isinstance(work.do(ready, "submit_application", APPLICATION), Advanced)
    before = everything(work)
    with pytest.raises(ValidationError, match="step of the whole call"):
        work.do(ready, "publish_list")
    assert everything(work) == before
    refusal = work.do(ready, "publish_list", role="student_service")
    assert isinstance(refusal, Refused)
    assert refusal.rules == {"BMU-15b"}
