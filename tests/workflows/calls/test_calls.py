"""A call's list: published whole or not at all, and only by who may, of what was scored."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from persistence import scores as score_rows
from persistence.call_overview import find_call
from persistence.database import reading, write_transaction
from persistence.database_errors import DatabaseError
from persistence.tables import cases, mails, rankings
from states.decision import Actor, Refused
from states.validation_error import ValidationError
from tests.workflows.breaking_off import breaking_off
from tests.workflows.office_fixtures import ANA, BORIS, CALL, Work, at, work
from workflows.calls.new_call import open_call, read_call
from workflows.calls.publishing import Published, publish_list
from workflows.calls.scores import interview, score

__all__ = ["work"]

POINTS = {"programme_compatibility": 50, "grade_average": 40}


def everything(work: Work) -> dict[str, list[Any]]:
    return {name: work.rows(table) for name, table in cases.metadata.tables.items()}


@pytest.fixture
def applications(work: Work) -> tuple[int, int]:
    """Two applications for one place, after the call has closed."""
    ana, boris = work.open(ANA), work.open(BORIS)
    work.bring("application", ana, boris)
    work.clock.now = at("2026-03-18 09:00")
    return ana, boris


def test_the_list_moves_every_application_and_tells_everyone(
    work: Work, applications: tuple[int, int]
) -> None:
    ana, boris = applications
    work.score(ana, "m.ilic", {**POINTS, "grade_average": 30})
    work.score(boris, "m.ilic", POINTS)
    publication = work.publish()
    assert isinstance(publication, Published)
    assert [(place.case, place.outcome) for place in publication.places] == [
        (work.number(boris), "selected"), (work.number(ana), "waiting")
    ]  # fmt: skip
    assert {work.case(case).state for case in applications} == {"ranking"}
    assert len(work.outbox(document="ranking_list")) == 1
    mail_keys = [row.key for row in work.outbox(action="mail") if "ranking_published" in row.key]
    assert len(mail_keys) == 2


@pytest.mark.parametrize("table", ["ranking_entries", "placements", "history", "outbox"])
def test_a_list_that_breaks_off_is_not_published_at_all(
    work: Work, applications: tuple[int, int], table: str
) -> None:
    for case in applications:
        work.score(case, "m.ilic", POINTS)
    before = everything(work)
    with (
        breaking_off(work.engine, "INSERT", table),
        pytest.raises(DatabaseError, match="broken off"),
    ):
        work.publish()
    assert everything(work) == before
    assert isinstance(work.publish(), Published)


def test_a_list_with_a_score_missing_is_refused_and_names_member_and_case(
    work: Work, applications: tuple[int, int]
) -> None:
    work.score(applications[0], "m.ilic", POINTS)
    refusal = work.publish()
    assert isinstance(refusal, Refused)
    assert refusal.rules == {"BMU-15b"}
    message = " ".join(reason.message.en for reason in refusal.reasons)
    assert "Commission member has not scored" in message
    assert "by: programme compatibility, grade average." in message
    assert work.number(applications[1]) in message
    assert work.rows(rankings) == []


def test_who_may_not_publish_is_refused(work: Work, applications: tuple[int, int]) -> None:
    refusal = work.publish("candidate")
    assert isinstance(refusal, Refused)
    assert len(refusal.reasons) == 1


def test_a_later_score_takes_the_place_of_the_earlier(
    work: Work, applications: tuple[int, int]
) -> None:
    for points in (POINTS, {**POINTS, "grade_average": 10}):
        work.score(applications[0], "m.ilic", points)
    with reading(work.engine) as connection:
        case_points = score_rows.points_in(connection, work.call_id)
    assert case_points[applications[0]]["m.ilic"]["grade_average"] == Decimal(10)
    assert [entry.name for entry in work.history(applications[0])][-2:] == ["score", "score"]


WRONG_SCORES: list[tuple[dict[str, Any], str]] = [
    ({"member": "x.y"}, "x.y is not in the commission; its members: m.ilic"),
    ({"points": {"beauty": 1}}, "`beauty` is not a criterion of the call"),
    ({"points": {"grade_average": 41}}, "grade_average: 41 points are more than the 40 possible"),
    ({"points": {"grade_average": -1}}, "points.grade_average: must be at least 0, not -1"),
    ({"points": {"grade_average": "many"}}, "points.grade_average: "),
    ({"points": 40}, "points: "),
    ({"case": "BMU-1999-0001"}, "there is no case BMU-1999-0001"),
    ({"colour": "red"}, "colour: is not a known key here"),
]


@pytest.mark.parametrize(
    ("changes", "sentence"), WRONG_SCORES, ids=[sentence for _, sentence in WRONG_SCORES]
)
def test_a_wrong_score_is_refused_in_a_sentence(
    work: Work, applications: tuple[int, int], changes: dict[str, Any], sentence: str
) -> None:
    payload = {
        "member": "m.ilic",
        "case": work.number(applications[0]),
        "points": POINTS,
        **changes,
    }
    before = everything(work)
    with pytest.raises(ValidationError) as wrong, write_transaction(work.engine) as connection:
        by = Actor("commission_member", "m.ilic")
        score(work.act(connection, by), work.call_id, payload)
    assert sentence in str(wrong.value)
    assert everything(work) == before


def test_all_wrong_points_are_told_at_once_each_at_its_criterion(
    work: Work, applications: tuple[int, int]
) -> None:
    points = {**POINTS, "grade_average": 41, "beauty": 1}
    payload = {"member": "m.ilic", "case": work.number(applications[0]), "points": points}
    with pytest.raises(ValidationError) as wrong, write_transaction(work.engine) as connection:
        score(work.act(connection, Actor("commission_member", "m.ilic")), work.call_id, payload)
    assert wrong.value.fields == ("points.grade_average", "points.beauty")
    assert "more than the 40 possible; `beauty` is not a criterion" in str(wrong.value)
    payload = {**payload, "points": POINTS, "member": "x.y"}
    with pytest.raises(ValidationError) as wrong, write_transaction(work.engine) as connection:
        score(work.act(connection, Actor("commission_member", "x.y")), work.call_id, payload)
    assert wrong.value.fields == ("member",)


def test_a_case_of_another_call_is_not_scored_in_this_one(
    work: Work, applications: tuple[int, int]
) -> None:
    with write_transaction(work.engine) as connection:
        call = read_call({**CALL, "title": "Another"})
        other = open_call(work.act(connection), "bmu", "outgoing-studies", call)
    payload = {"member": "m.ilic", "case": work.number(applications[0]), "points": POINTS}
    with (
        pytest.raises(ValidationError, match="is not a case of this call"),
        write_transaction(work.engine) as connection,
    ):
        score(work.act(connection, Actor("commission_member")), other, payload)


def test_an_interview_on_a_day_that_does_not_exist_is_refused(
    work: Work, applications: tuple[int, int]
) -> None:
    payload = {"case": work.number(applications[0]), "on": "2026-02-30"}
    with (
        pytest.raises(ValidationError, match="on: '2026-02-30' is not a date that exists"),
        write_transaction(work.engine) as connection,
    ):
        by = Actor("commission_member")
        interview(work.act(connection, by), work.call_id, payload)


def test_a_call_that_is_not_there_is_told_of(work: Work) -> None:
    with (
        pytest.raises(ValidationError, match="there is no call 999"),
        write_transaction(work.engine) as connection,
    ):
        publish_list(work.act(connection, Actor("mobility_coordinator")), 999)


def test_a_process_that_is_not_in_force_is_told_of_with_those_that_are(work: Work) -> None:
    with (
        pytest.raises(
            ValidationError, match=r"no process bmu/space-travel is in force; there are: .*bmu"
        ),
        write_transaction(work.engine) as connection,
    ):
        open_call(work.act(connection), "bmu", "space-travel", read_call(CALL))


@pytest.mark.parametrize("title_or_number", ["Autumn semester 2026/27", "1"])
def test_a_call_is_found_by_its_title_or_its_number(work: Work, title_or_number: str) -> None:
    with reading(work.engine) as connection:
        assert find_call(connection, title_or_number) == (work.call_id, "bmu")


@pytest.mark.parametrize("title_or_number", ["Nothing", "2", "²", "9" * 40, ""])
def test_a_call_that_nobody_opened_is_not_found(work: Work, title_or_number: str) -> None:
    with reading(work.engine) as connection:
        assert find_call(connection, title_or_number) is None


def test_who_hands_in_no_complete_application_is_told_what_was_missing(work: Work) -> None:
    cases = [work.open(ANA), work.open(BORIS)]
    work.clock.now = at("2026-03-17 00:01")
    for case in cases:
        work.do(case, "lapse", {}, "system")
    mail_rows = work.rows(mails, mail="application_refused")
    texts = {row.to_name: " ".join(work.read(row).split()) for row in mail_rows}
    assert "no complete application of yours" in texts["Boris Savić"]
    assert "Missing documents: CV" in texts["Boris Savić"]
    assert "Vaša potpuna prijava nije primljena" in texts["Ana Petrović"]
    assert "Dokumenta koja nedostaju: biografija" in texts["Ana Petrović"]
