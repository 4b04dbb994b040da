"""The register of acts: numbers without gap or double, per institution and year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from persistence.database import write_transaction
from persistence.tables import act_register, decrees, number_sequences
from states.decision import Actor, Advanced, Refused
from states.moments import civil_date
from tests.persistence.test_races import kinds, together
from tests.workflows.office_fixtures import ANA, CALL, Work, at
from workflows.calls.new_call import open_call, read_call
from workflows.cases.advance import Request, advance_case
from workflows.cases.changed import ChangedMeanwhile

DRAFT = {"delivered_on": "2027-03-04"}


def ready(work: Work, count: int) -> list[int]:
    """Cases that wait for their Decree, all decided on."""
    roomy = with_room(work)
    people = [
        roomy.open({**ANA, "name": f"Student {n}", "email": f"s{n}@students.example"})
        for n in range(count)
    ]
    roomy.bring("documents_submitted", *people)
    decisions = {
        "decisions": [{"host": f"Course {n}", "supplement": True} for n in (1, 2)],
    }
    for case_id in people:
        work.record(case_id, "recognition", decisions, "academic_coordinator")
    return people


def issue(work: Work, case_id: int, version: int | None = None) -> Callable[[], Any]:
    """The step of a clerk who issues a Decree, and hands it over on the same day."""
    draft = {**DRAFT, "delivered_on": civil_date(work.clock()).isoformat()}
    return lambda: work.do(case_id, "issue_decree", draft, "academic_coordinator", version)


def numbers(work: Work) -> list[str]:
    """The numbers given, in the order in which the Decrees stand in the database."""
    return [row.number for row in work.rows(decrees)]


def test_decrees_issued_at_once_get_numbers_without_gap_or_double(any_work: Work) -> None:
    people = ready(any_work, 4)
    any_work.clock.now = at("2027-03-04 10:00")
    assert kinds(together(*[issue(any_work, person) for person in people])) == ["StepTaken"] * 4
    assert sorted(numbers(any_work)) == [f"BMU-2027/{n}" for n in range(1, 5)]


def test_of_two_clerks_who_issue_one_decree_only_one_takes_a_number(any_work: Work) -> None:
    ana, boris = ready(any_work, 2)
    any_work.clock.now = at("2027-03-04 10:00")
    version = any_work.case(ana).version
    outcomes = together(issue(any_work, ana, version), issue(any_work, ana, version))
    assert kinds(outcomes) == ["ChangedMeanwhile", "StepTaken"]
    assert any(isinstance(outcome, ChangedMeanwhile) for outcome in outcomes)
    assert isinstance(issue(any_work, boris)(), Advanced)
    assert numbers(any_work) == ["BMU-2027/1", "BMU-2027/2"]


class LightsOut(Exception):
    """The power fails after the Decree is written and before it is committed."""


def test_a_step_that_is_rolled_back_leaves_no_gap(any_work: Work) -> None:
    ana, boris = ready(any_work, 2)
    any_work.clock.now = at("2027-03-04 10:00")
    coordinator = Actor("academic_coordinator")
    try:
        with write_transaction(any_work.engine) as connection:
            request = Request(ana, "issue_decree", DRAFT)
            outcome = advance_case(
                connection, any_work.office, request, coordinator, any_work.clock()
            )
            assert isinstance(outcome, Advanced)
            raise LightsOut
    except LightsOut:
        assert any_work.case(ana).state == "documents_submitted"
    issue(any_work, boris)()
    issue(any_work, ana)()
    assert numbers(any_work) == ["BMU-2027/1", "BMU-2027/2"]


def test_a_decree_that_is_refused_takes_no_number(any_work: Work) -> None:
    ana, boris = ready(any_work, 2)
    any_work.record(ana, "recognition", {"decisions": []}, "academic_coordinator")
    any_work.clock.now = at("2027-03-04 10:00")
    assert isinstance(issue(any_work, ana)(), Refused)
    issue(any_work, boris)()
    assert numbers(any_work) == ["BMU-2027/1"]


def test_each_year_begins_its_own_register(any_work: Work) -> None:
    ana, boris = ready(any_work, 2)
    any_work.clock.now = at("2027-12-31 23:30")
    issue(any_work, ana)()
    any_work.clock.now = at("2028-01-01 00:30")
    issue(any_work, boris)()
    assert numbers(any_work) == ["BMU-2027/1", "BMU-2028/1"]
    counters = {row.name: row.last for row in any_work.rows(number_sequences) if "acts" in row.name}
    assert (counters["acts BMU 2027"], counters["acts BMU 2028"]) == (1, 1)


def test_nominations_agreements_and_decrees_stand_in_one_register_without_a_gap(
    any_work: Work,
) -> None:
    ana, boris = ready(any_work, 2)
    any_work.clock.now = at("2026-12-30 10:00")
    issue(any_work, boris)()
    issue(any_work, ana)()
    acts = any_work.rows(act_register)
    assert [(act.year, act.serial) for act in acts] == [(2026, n) for n in range(1, len(acts) + 1)]
    assert [act.number for act in acts] == [f"BMU-2026/{act.serial}" for act in acts]
    assert [act.kind for act in acts if act.case_id == ana] == [
        "nomination_letter", "agreement_form", "decree",
    ]  # fmt: skip
    assert [act.kind for act in acts if act.case_id is None] == ["ranking_list"]
    last = [act.number for act in acts if act.kind == "decree"]
    assert numbers(any_work) == last


def with_room(work: Work) -> Work:
    """The same office with a call that has a place for everybody."""
    hosts = [{**CALL["hosts"][0], "places": 10}]
    with write_transaction(work.engine) as connection:
        call = read_call({**CALL, "title": "Room for all", "hosts": hosts})
        call_id = open_call(work.act(connection), "bmu", "outgoing-studies", call)
    return replace(work, call_id=call_id)
