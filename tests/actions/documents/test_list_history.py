"""What goes with a version of a list: who waits and who is next, what changed, who was left out."""

from __future__ import annotations

from actions.documents.list_history import CallList, ListStory, free_places, story_of
from persistence import calls
from persistence.database import reading
from states.decision import Refused
from tests.workflows.office_fixtures import (
    ANA,
    BORIS,
    CALL,
    Work,
    at,
    both,
    database,
)

__all__ = ["both", "database"]

VERA = {**ANA, "name": "Vera Kostić", "email": "vera@students.example"}
GRAZ = CALL["hosts"][0]["name"]


def story(work: Work) -> ListStory:
    with reading(work.engine) as connection:
        dossier = work.dossier(1)
        newest = CallList(work.call_id, dossier.call, dossier.progress.list_version)
        return story_of(connection, work.office, newest, work.clock())


def free(work: Work) -> list[str]:
    with reading(work.engine) as connection:
        call, progress = calls.load(connection, work.call_id)
        return [text.en for text in free_places(connection, work.call_id, call, progress)]


def listed(work: Work) -> tuple[int, int, int]:
    """Three on a list with one place: Ana has it, Boris waits first, Vera after him."""
    cases = work.open(ANA), work.open(BORIS), work.open(VERA)
    work.bring("application", *cases)
    work.clock.now = at("2026-03-18 09:00")
    for case, points in zip(cases, (40, 30, 20), strict=True):
        work.score(case, "m.ilic", {"programme_compatibility": 50, "grade_average": points})
    work.publish()
    return cases


def test_who_waits_is_known_in_order_with_the_hosts_applied_for(both: Work) -> None:
    ana, boris, vera = listed(both)
    waiting = both.dossier(boris).progress.waiting
    assert [(place.case, place.rank, place.hosts) for place in waiting] == [
        (both.number(boris), 2, (GRAZ,)), (both.number(vera), 3, (GRAZ,))
    ]  # fmt: skip
    assert both.dossier(ana).progress.waiting == waiting, "who was selected may not pass them"
    both.clock.now = at("2026-03-30 09:00")
    both.do(ana, "nominate")
    assert both.dossier(ana).progress.waiting == (), "not read once the list has done its work"
    assert free(both) == []


def test_a_place_given_back_is_the_first_ones_and_nobody_elses(both: Work) -> None:
    ana, boris, vera = listed(both)
    both.clock.now = at("2026-03-30 09:00")
    both.do(ana, "withdraw", {"reason": "stays"}, "mobility_coordinator")
    assert free(both) == [
        f"{GRAZ}: 1 free; next on the waiting list: Boris Savić ({both.number(boris)})"
    ]
    refused = both.do(vera, "promote", {}, "mobility_coordinator")
    assert isinstance(refused, Refused)
    assert refused.rules == {"BMU-15d"}
    assert "Boris Savić" in refused.reasons[0].message.en
    both.do(boris, "promote", {}, "mobility_coordinator")
    assert both.case(boris).state == "nominated"


def test_who_withdrew_stands_before_nobody(both: Work) -> None:
    ana, boris, vera = listed(both)
    both.clock.now = at("2026-03-30 09:00")
    for case in (ana, boris):
        both.do(case, "withdraw", {"reason": "stays"}, "mobility_coordinator")
    both.do(vera, "promote", {}, "mobility_coordinator")
    assert both.case(vera).state == "nominated"


def test_a_version_tells_what_it_changed_and_by_whose_appeal(both: Work) -> None:
    _, boris, _ = listed(both)
    assert (story(both).upheld, story(both).changes) == ((), ())
    appeal = {"on": "2026-03-18", "grounds": "the average"}
    both.do(boris, "lodge_ranking_appeal", appeal, "candidate")
    both.do(boris, "uphold_ranking_appeal", {"reason": "misread"}, "rector")
    both.score(boris, "m.ilic", {"programme_compatibility": 60, "grade_average": 40})
    both.publish()
    second = story(both)
    assert second.version == 2
    assert [sentence.en for sentence in second.upheld] == [
        f"The appeal of Boris Savić ({both.number(boris)}) against the list was upheld on "
        "Wed 18 Mar 2026"
    ]
    assert second.changes[0].en.endswith(f"points 80 → 100; on the waiting list → selected, {GRAZ}")
    assert len(second.changes) == 2, "Vera stands where she stood"
    assert second.made_by == ("Commission member",)


def test_who_was_turned_away_is_listed_with_the_reason(both: Work) -> None:
    ana, boris, vera = both.open(ANA), both.open(BORIS), both.open(VERA)
    both.record(ana, "document", {"kind": "passport_copy"})
    both.bring("application", vera)
    both.do(vera, "refuse_application", {"reason": "Forged."}, "mobility_coordinator")
    both.clock.now = at("2026-03-17 00:01")
    for case in (ana, boris):
        both.do(case, "lapse", {}, "system")
    told = story(both).not_considered
    applied = {candidate.name.en for candidate in told if candidate.applied}
    assert applied == {"Vera Kostić"}, "Ana handed in a document and never applied: not published"
    reasons = {candidate.name.en: candidate.reason for candidate in told}
    assert set(reasons) == {"Ana Petrović", "Vera Kostić"}, "Boris has handed in nothing"
    assert reasons["Vera Kostić"].en == "Forged."
    assert "Missing document: CV." in reasons["Ana Petrović"].en
    assert "Недостаје документ: биографија." in reasons["Ana Petrović"].sr
