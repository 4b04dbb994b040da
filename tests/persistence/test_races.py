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
    both: Work, turn: int
) -> None:
    ana = both.open()
    both.bring("application", ana)
    version = both.case(ana).version
    outcomes = together(
        lambda: both.do(ana, "withdraw", {}, version=version, person="Petar Simić"),
        lambda: both.do(
            ana, "refuse_application", {"reason": "late"}, version=version, person="Mira Kos"
        ),
    )
    assert kinds(outcomes) == ["ChangedMeanwhile", "StepTaken"]
    changed = next(outcome for outcome in outcomes if isinstance(outcome, ChangedMeanwhile))
    case = both.case(ana)
    winner = {
        "withdrawn": ("Petar Simić", "withdraw"),
        "refused": ("Mira Kos", "refuse_application"),
    }
    person, step = winner[case.state]
    assert str(changed) == (
        f"{case.number} was changed meanwhile by {person}: {step}; it stands at `{case.state}` "
        "now. Look at it again; nothing was saved."
    )
    assert (case.version, case.visit) == (version + 1, 3)
    assert [entry.name for entry in both.history(ana)][-1] == step


def test_without_a_version_seen_the_later_is_judged_by_what_the_earlier_left(both: Work) -> None:
    ana = both.open()
    both.bring("application", ana)
    version = both.case(ana).version
    outcomes = together(
        lambda: both.do(ana, "withdraw", {}),
        lambda: both.do(ana, "refuse_application", {"reason": "late"}),
    )
    assert kinds(outcomes) == ["Refused", "StepTaken"]
    refused = next(outcome for outcome in outcomes if isinstance(outcome, Refused))
    assert len(refused.reasons) == 1
    assert both.case(ana).version == version + 1


def test_no_fact_is_lost_when_many_record_at_once(both: Work) -> None:
    ana = both.open()
    kinds_of_paper = ["cv", "petition", "report", "study_plan", "work_plan", "passport_copy"]
    outcomes = together(
        *[lambda kind=kind: both.record(ana, "document", {"kind": kind}) for kind in kinds_of_paper]
    )
    assert kinds(outcomes) == ["Recorded"] * 6
    assert sorted(both.dossier(ana).documents) == sorted(kinds_of_paper)
    versions = sorted(outcome.case.version for outcome in outcomes if isinstance(outcome, Recorded))
    first: Case = both.case(ana)
    assert versions == list(range(first.version - 5, first.version + 1))
    assert [entry.seq for entry in both.history(ana)] == list(range(1, 8))


@pytest.mark.parametrize("database", ["sqlite", ON_POSTGRES], indirect=True)
@pytest.mark.parametrize("turn", range(3))
def test_of_two_nominations_for_one_place_only_one_gets_it(both: Work, turn: int) -> None:
    people = [both.open(ANA), both.open(BORIS), both.open({**ANA, "email": "vera@x.example"})]
    both.bring("ranking", *people)
    selected = next(p for p in people if _outcome(both, p) == "selected")
    waiting = [p for p in people if p != selected]
    both.clock.pass_by(days=12)
    both.do(selected, "withdraw", {})
    outcomes = together(*[lambda case=case: both.do(case, "promote") for case in waiting])
    assert kinds(outcomes) == ["Refused", "StepTaken"]
    refused = next(outcome for outcome in outcomes if isinstance(outcome, Refused))
    assert refused.rules == {"BMU-15d"}
    assert sorted(both.case(case).state for case in waiting) == ["nominated", "ranking"]


def _outcome(work: Work, case_id: int) -> str:
    placement = work.dossier(case_id).placement
    assert placement is not None
    return placement.outcome


def test_a_list_is_published_once_however_many_publish_it(both: Work) -> None:
    ana = both.open()
    both.bring("application", ana)
    both.clock.pass_by(days=9)
    both.score(ana, "m.ilic", {"programme_compatibility": 50, "grade_average": 40})
    outcomes = together(both.publish, both.publish, both.publish)
    assert kinds(outcomes) == ["Published", "Refused", "Refused"]
    assert both.dossier(ana).progress.list_version == 1
    assert len(both.outbox(document="ranking_list")) == 1


def test_who_withdraws_while_the_list_is_published_is_on_it_or_not_but_never_half(
    both: Work,
) -> None:
    ana, boris = both.open(ANA), both.open(BORIS)
    both.bring("application", ana, boris)
    both.clock.pass_by(days=9)
    for case_id in (ana, boris):
        both.score(case_id, "m.ilic", {"programme_compatibility": 50, "grade_average": 40})
    withdrawn, published = together(lambda: both.do(ana, "withdraw", {}), both.publish)
    assert isinstance(withdrawn, Advanced)
    assert both.case(ana).state == "withdrawn"
    listed = [place.case for place in published.places]
    assert (both.number(ana) in listed) == (both.dossier(ana).placement is not None)
    places_taken = both.dossier(boris).progress.taken
    assert sum(places_taken.values()) <= 1


def test_cases_opened_at_once_get_numbers_without_gap_or_double(both: Work) -> None:
    people = [{**ANA, "email": f"s{n}@students.example"} for n in range(6)]
    opened = together(*[lambda who=who: both.open(who) for who in people])
    numbers = sorted(both.number(case_id) for case_id in opened)
    assert numbers == [f"BMU-2026-{n:04d}" for n in range(1, 7)]


def test_a_case_may_be_opened_in_a_call_while_another_of_its_cases_moves(both: Work) -> None:
    ana = both.open()
    both.record(ana, "document", {"kind": "cv"})
    outcomes = together(
        lambda: both.do(ana, "submit_application", APPLICATION, "candidate"),
        lambda: both.open(BORIS),
    )
    assert [type(outcome).__name__ for outcome in outcomes] == ["StepTaken", "int"]
