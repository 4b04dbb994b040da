"""Two at once: one wins, the other learns who was faster; nothing is lost or given twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from states.decision import Advanced, Refused
from states.dossier import Case
from tests.waiting import PATIENCE
from tests.workflows.office_fixtures import ANA, APPLICATION, BORIS, ON_POSTGRES, Work
from workflows.cases.changed import ChangedMeanwhile
from workflows.cases.recording import Recorded


def together(*works: Callable[[], Any]) -> list[Any]:
    """Does all at the same moment, each in a thread; what is raised is an outcome too."""
    gate = threading.Barrier(len(works))

    def one(work: Callable[[], Any]) -> Any:
        gate.wait(PATIENCE)
        try:
            return work()
        except Exception as error:  # noqa: BLE001 - the outcome that is asked for
            return error

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(one, works))


def kinds(outcomes: Sequence[Any]) -> list[str]:
    return sorted(type(outcome).__name__ for outcome in outcomes)


@pytest.mark.parametrize("turn", range(3))
def test_of_two_clerks_who_saw_the_same_case_one_advances_it_and_one_is_told_by_whom(
    any_work: Work, turn: int
) -> None:
    ana = any_work.open()
    any_work.bring("application", ana)
    version = any_work.case(ana).version
    outcomes = together(
        lambda: any_work.do(ana, "withdraw", {}, version=version, person="Petar Simić"),
        lambda: any_work.do(
            ana, "refuse_application", {"reason": "late"}, version=version, person="Mira Kos"
        ),
    )
    assert kinds(outcomes) == ["ChangedMeanwhile", "StepTaken"]
    conflict = next(outcome for outcome in outcomes if isinstance(outcome, ChangedMeanwhile))
    case = any_work.case(ana)
    winner = {
        "withdrawn": ("Petar Simić", "withdraw"),
        "refused": ("Mira Kos", "refuse_application"),
    }
    person, step = winner[case.state]
    assert str(conflict) == (
        f"{case.number} was changed meanwhile by {person}: {step}; it stands at `{case.state}` "
        "now. Look at it again; nothing was saved."
    )
    assert (case.version, case.visit) == (version + 1, 3)
    assert [entry.name for entry in any_work.history(ana)][-1] == step


def test_without_a_version_seen_the_later_is_judged_by_what_the_earlier_left(
    any_work: Work,
) -> None:
    ana = any_work.open()
    any_work.bring("application", ana)
    version = any_work.case(ana).version
    outcomes = together(
        lambda: any_work.do(ana, "withdraw", {}),
        lambda: any_work.do(ana, "refuse_application", {"reason": "late"}),
    )
    assert kinds(outcomes) == ["Refused", "StepTaken"]
    refusal = next(outcome for outcome in outcomes if isinstance(outcome, Refused))
    assert len(refusal.reasons) == 1
    assert any_work.case(ana).version == version + 1


def test_no_fact_is_lost_when_many_record_at_once(any_work: Work) -> None:
    ana = any_work.open()
    kinds_of_paper = ["cv", "petition", "report", "study_plan", "work_plan", "passport_copy"]
    outcomes = together(
        *[
            lambda kind=kind: any_work.record(ana, "document", {"kind": kind})
            for kind in kinds_of_paper
        ]
    )
    assert kinds(outcomes) == ["Recorded"] * 6
    assert sorted(any_work.dossier(ana).documents) == sorted(kinds_of_paper)
    versions = sorted(outcome.case.version for outcome in outcomes if isinstance(outcome, Recorded))
    first: Case = any_work.case(ana)
    assert versions == list(range(first.version - 5, first.version + 1))
    assert [entry.seq for entry in any_work.history(ana)] == list(range(1, 8))


@pytest.mark.parametrize("database", ["sqlite", ON_POSTGRES], indirect=True)
@pytest.mark.parametrize("turn", range(3))
def test_of_two_nominations_for_one_place_only_one_gets_it(any_work: Work, turn: int) -> None:
    people = [
        any_work.open(ANA),
        any_work.open(BORIS),
        any_work.open({**ANA, "email": "vera@x.example"}),
    ]
    any_work.bring("ranking", *people)
    selected_case = next(p for p in people if _outcome(any_work, p) == "selected")
    waiting_cases = [p for p in people if p != selected_case]
    any_work.clock.pass_by(days=12)
    any_work.do(selected_case, "withdraw", {})
    outcomes = together(*[lambda case=case: any_work.do(case, "promote") for case in waiting_cases])
    assert kinds(outcomes) == ["Refused", "StepTaken"]
    refusal = next(outcome for outcome in outcomes if isinstance(outcome, Refused))
    assert refusal.rules == {"BMU-15d"}
    assert sorted(any_work.case(case).state for case in waiting_cases) == ["nominated", "ranking"]


def _outcome(work: Work, case_id: int) -> str:
    placement = work.dossier(case_id).placement
    assert placement is not None
    return placement.outcome


def test_a_list_is_published_once_however_many_publish_it(any_work: Work) -> None:
    ana = any_work.open()
    any_work.bring("application", ana)
    any_work.clock.pass_by(days=9)
    any_work.score(ana, "m.ilic", {"programme_compatibility": 50, "grade_average": 40})
    outcomes = together(any_work.publish, any_work.publish, any_work.publish)
    assert kinds(outcomes) == ["Published", "Refused", "Refused"]
    assert any_work.dossier(ana).progress.list_version == 1
    assert len(any_work.outbox(document="ranking_list")) == 1


def test_who_withdraws_while_the_list_is_published_is_on_it_or_not_but_never_half(
    any_work: Work,
) -> None:
    ana, boris = any_work.open(ANA), any_work.open(BORIS)
    any_work.bring("application", ana, boris)
    any_work.clock.pass_by(days=9)
    for case_id in (ana, boris):
        any_work.score(case_id, "m.ilic", {"programme_compatibility": 50, "grade_average": 40})
    withdrawal, publication = together(lambda: any_work.do(ana, "withdraw", {}), any_work.publish)
    assert isinstance(withdrawal, Advanced)
    assert any_work.case(ana).state == "withdrawn"
    numbers = [place.case for place in publication.places]
    assert (any_work.number(ana) in numbers) == (any_work.dossier(ana).placement is not None)
    places_taken = any_work.dossier(boris).progress.taken
    assert sum(places_taken.values()) <= 1


def test_cases_opened_at_once_get_numbers_without_gap_or_double(any_work: Work) -> None:
    people = [{**ANA, "email": f"s{n}@students.example"} for n in range(6)]
    case_ids = together(*[lambda person=person: any_work.open(person) for person in people])
    numbers = sorted(any_work.number(case_id) for case_id in case_ids)
    assert numbers == [f"BMU-2026-{n:04d}" for n in range(1, 7)]


def test_a_case_may_be_opened_in_a_call_while_another_of_its_cases_moves(any_work: Work) -> None:
    ana = any_work.open()
    any_work.record(ana, "document", {"kind": "cv"})
    outcomes = together(
        lambda: any_work.do(ana, "submit_application", APPLICATION, "candidate"),
        lambda: any_work.open(BORIS),
    )
    assert [type(outcome).__name__ for outcome in outcomes] == ["StepTaken", "int"]
