"""What goes with a version of a list: who waits and who is next, what changed, who was left out."""

from __future__ import annotations

from actions.documents.list_history import CallList, ListStory, free_places, story_of
from persistence import calls
from persistence.database import reading, write_transaction
from states.decision import Refused
from tests.workflows.office_fixtures import (
    ANA,
    APPLICATION,
    BORIS,
    CALL,
    Work,
    any_work,
    at,
    database,
)
from workflows.calls.new_call import open_call, read_call

__all__ = ["any_work", "database"]

VERA = {**ANA, "name": "Vera Kostić", "email": "vera@students.example"}
GRAZ = CALL["hosts"][0]["name"]


def story(work: Work) -> ListStory:
    with reading(work.engine) as connection:
        dossier = work.dossier(1)
        newest = CallList(work.call_id, dossier.call, dossier.progress.list_version)
        return story_of(connection, work.office, newest, work.clock())


def free(work: Work) -> list[str]:
    with reading(work.engine) as connection:
        stamps = calls.stamps_of(connection, work.call_id)
        call, progress = calls.load_under(connection, stamps)
        return [text.en for text in free_places(connection, stamps, call, progress)]


def listed(work: Work) -> tuple[int, int, int]:
    """Three on a list with one place: Ana has it, Boris waits first, Vera after him."""
    cases = work.open(ANA), work.open(BORIS), work.open(VERA)
    work.bring("application", *cases)
    work.clock.now = at("2026-03-18 09:00")
    for case, points in zip(cases, (40, 30, 20), strict=True):
        work.score(case, "m.ilic", {"programme_compatibility": 50, "grade_average": points})
    work.publish()
    return cases


def test_who_waits_is_known_in_order_with_the_hosts_applied_for(any_work: Work) -> None:
    ana, boris, _ = listed(any_work)
    places = any_work.dossier(boris).progress.waiting
    assert [(place.case, place.rank, place.hosts) for place in places] == [
        (any_work.number(boris), 2, (GRAZ,))
    ], "whoever stands behind him passes nobody else"
    assert any_work.dossier(ana).progress.waiting == places, "who was selected may not pass them"
    any_work.clock.now = at("2026-03-30 09:00")
    any_work.do(ana, "nominate")
    assert any_work.dossier(ana).progress.waiting == (), "not read once the list has done its work"
    assert free(any_work) == []


def test_of_each_host_the_first_is_known_as_the_applications_stand_today(any_work: Work) -> None:
    vienna = {"name": "University of Vienna", "email": "in@vienna.example", "country": "AT"}
    with write_transaction(any_work.engine) as connection:
        call = read_call({**CALL, "title": "Two hosts", "hosts": [*CALL["hosts"], vienna]})
        any_work.call_id = open_call(any_work.act(connection), "bmu", "outgoing-studies", call)
    wishes = {
        "Ana": [GRAZ], "Mira": [vienna["name"]], "Boris": [GRAZ], "Vera": [vienna["name"]],
        "Zoran": [GRAZ, vienna["name"]],
    }  # fmt: skip
    any_work.clock.now = at("2026-03-10 10:00")
    people = [{**ANA, "name": name, "email": f"{name}@students.example"} for name in wishes]
    cases = dict(zip(wishes, map(any_work.open, people), strict=True))
    for name, hosts in wishes.items():
        any_work.record(cases[name], "document", {"kind": "cv"})
        any_work.do(cases[name], "submit_application", {**APPLICATION, "hosts": hosts}, "candidate")
    any_work.clock.now = at("2026-03-18 09:00")
    for points, case in enumerate(cases.values()):
        any_work.score(case, "m.ilic", {"programme_compatibility": 50, "grade_average": 9 - points})
    any_work.publish()

    def first_names() -> list[str]:
        names = {any_work.number(case): name for name, case in cases.items()}
        return [names[place.case] for place in any_work.dossier(cases["Zoran"]).progress.waiting]

    def correct(hosts: list[str]) -> None:
        correction = {"reason": "Misread", "document_on": "2026-03-10", "hosts": hosts}
        outcome = any_work.record(cases["Boris"], "application_correction", correction)
        assert not isinstance(outcome, Refused), outcome

    assert first_names() == ["Boris", "Vera"]
    correct([vienna["name"]])
    assert first_names() == ["Boris", "Zoran"], "Boris is the first of Vienna now, Zoran of Graz"
    correct([GRAZ])
    assert first_names() == ["Boris", "Vera"], "put right once more on the same day"


def test_a_place_given_back_is_the_first_ones_and_nobody_elses(any_work: Work) -> None:
    ana, boris, vera = listed(any_work)
    any_work.clock.now = at("2026-03-30 09:00")
    any_work.do(ana, "withdraw", {"reason": "stays"}, "mobility_coordinator")
    assert free(any_work) == [
        f"{GRAZ}: 1 free; next on the waiting list: Boris Savić ({any_work.number(boris)})"
    ]
    refusal = any_work.do(vera, "promote", {}, "mobility_coordinator")
    assert isinstance(refusal, Refused)
    assert refusal.rules == {"BMU-15d"}
    assert "Boris Savić" in refusal.reasons[0].message.en
    any_work.do(boris, "promote", {}, "mobility_coordinator")
    assert any_work.case(boris).state == "nominated"


def test_who_withdrew_stands_before_nobody(any_work: Work) -> None:
    ana, boris, vera = listed(any_work)
    any_work.clock.now = at("2026-03-30 09:00")
    for case in (ana, boris):
        any_work.do(case, "withdraw", {"reason": "stays"}, "mobility_coordinator")
    any_work.do(vera, "promote", {}, "mobility_coordinator")
    assert any_work.case(vera).state == "nominated"


def test_a_version_tells_what_it_changed_and_by_whose_appeal(any_work: Work) -> None:
    _, boris, _ = listed(any_work)
    assert (story(any_work).upheld, story(any_work).changes) == ((), ())
    appeal = {"on": "2026-03-18", "grounds": "the average"}
    any_work.do(boris, "lodge_ranking_appeal", appeal, "candidate")
    any_work.do(boris, "uphold_ranking_appeal", {"reason": "misread"}, "rector")
    any_work.score(boris, "m.ilic", {"programme_compatibility": 60, "grade_average": 40})
    any_work.publish()
    second = story(any_work)
    assert second.version == 2
    assert [sentence.en for sentence in second.upheld] == [
        f"The appeal of Boris Savić ({any_work.number(boris)}) against the list was upheld on "
        "Wed 18 Mar 2026"
    ]
    assert second.changes[0].en.endswith(f"points 80 → 100; on the waiting list → selected, {GRAZ}")
    assert len(second.changes) == 2, "Vera stands where she stood"
    assert second.made_by == ("Commission member",)


def test_who_was_turned_away_is_listed_with_the_reason(any_work: Work) -> None:
    ana, boris, vera = any_work.open(ANA), any_work.open(BORIS), any_work.open(VERA)
    any_work.record(ana, "document", {"kind": "passport_copy"})
    any_work.bring("application", vera)
    any_work.do(vera, "refuse_application", {"reason": "Forged."}, "mobility_coordinator")
    any_work.clock.now = at("2026-03-17 00:01")
    for case in (ana, boris):
        any_work.do(case, "lapse", {}, "system")
    candidates = story(any_work).not_considered
    names = {candidate.name.en for candidate in candidates if candidate.applied}
    assert names == {"Vera Kostić"}, "Ana handed in a document and never applied: not published"
    reasons = {candidate.name.en: candidate.reason for candidate in candidates}
    assert set(reasons) == {"Ana Petrović", "Vera Kostić"}, "Boris has handed in nothing"
    assert reasons["Vera Kostić"].en == "Forged."
    assert "Missing document: CV." in reasons["Ana Petrović"].en
    assert "Недостаје документ: биографија." in reasons["Ana Petrović"].sr
