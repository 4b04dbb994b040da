"""Many cases of one call move: each is planned as if alone, and their list is judged once."""

from __future__ import annotations

from persistence.database import reading
from states.reasons import Reason
from tests.workflows.cases.versions import earlier, in_two_versions, later
from tests.workflows.office_fixtures import BORIS, Work, any_work, at, database
from workflows.cases.list_guards import AgainstList, asked_once, reasons_against_list
from workflows.cases.migration import plan_case

__all__ = ["any_work", "database"]


def lacking(work: Work, against_list: AgainstList) -> tuple[Reason, ...]:
    """What keeps the call's list back under the version that the cases run on."""
    with reading(work.engine) as connection:
        return against_list(connection, (earlier(work),), work.call_id, work.clock())


def test_each_of_many_is_planned_as_it_would_be_alone(any_work: Work) -> None:
    work = in_two_versions(any_work)
    people = [work.open(), work.open(BORIS)]
    work.bring("application", *people)
    work.clock.now = at("2026-07-06 09:00")
    against_list = asked_once()
    with reading(work.engine) as connection:
        for case_id in people:
            order = (connection, work.office, case_id, later(work), work.clock())
            plan = plan_case(*order, against_list)
            assert plan == plan_case(*order)
            assert plan.moves
            assert "publish_list" in {step.trigger for step, _ in plan.before.transitions}


def test_what_a_list_lacks_is_asked_once_for_all_cases_of_its_call(any_work: Work) -> None:
    work = in_two_versions(any_work)
    ana = work.open()
    work.bring("application", ana)
    work.clock.now = at("2026-03-18 09:00")
    against_list = asked_once()
    before = lacking(work, against_list)
    assert before == lacking(work, reasons_against_list) != ()
    assert work.score(ana, "m.ilic", {"programme_compatibility": 50, "grade_average": 40}) is None
    assert lacking(work, reasons_against_list) == ()
    assert lacking(work, against_list) == before
    assert lacking(work, asked_once()) == ()
