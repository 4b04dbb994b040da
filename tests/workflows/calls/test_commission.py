"""A member of the commission is replaced from a day on: who may, by whom, and what counts then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from persistence import calls as call_rows
from persistence import commission
from persistence.database import reading, write_transaction
from persistence.tables import commission_changes
from rules.commission import commission_on
from states.decision import Actor, Refused
from states.validation_error import ValidationError
from tests.workflows.office_fixtures import ANA, BORIS, Work, any_work, at, database, work
from workflows.calls.commission import replace_member
from workflows.calls.publishing import Published

__all__ = ["any_work", "database", "work"]

POINTS = {"programme_compatibility": 50, "grade_average": 40}
LEAVES = {"member": "m.ilic", "by": "rector", "from": "2026-03-12", "reason": "He applies himself"}


def replacing(
    work: Work, payload: Mapping[str, Any] = LEAVES, role: str = "mobility_coordinator"
) -> Refused | None:
    with write_transaction(work.engine) as connection:
        return replace_member(work.act(connection, Actor(role, "Vera")), work.call_id, payload)


@pytest.fixture
def application(any_work: Work) -> int:
    """Ana's application, after the call has closed."""
    ana = any_work.open(ANA)
    any_work.bring("application", ana)
    any_work.clock.now = at("2026-03-18 09:00")
    return ana


def test_the_seat_passes_on_and_every_running_case_says_so(
    any_work: Work, application: int
) -> None:
    assert replacing(any_work) is None
    assert any_work.dossier(application).call.commission == ("rector",)
    entry = any_work.history(application)[-1]
    assert (entry.kind, entry.name, entry.person) == ("fact", "commission", "Vera")
    for words in ("m.ilic", "rector", "2026-03-12", "He applies himself"):
        assert words in entry.data
    with reading(any_work.engine) as connection:
        changes = commission.replacements(connection, any_work.call_id)
        call, _ = call_rows.load(connection, any_work.call_id)
    assert commission_on(call.commission, changes, date(2026, 3, 11)) == ("m.ilic",)
    assert commission_on(call.commission, changes, date(2026, 3, 12)) == ("rector",)


def test_points_of_who_left_count_no_longer_and_the_successor_scores(
    any_work: Work, application: int
) -> None:
    any_work.score(application, "m.ilic", {**POINTS, "grade_average": 1})
    replacing(any_work)
    refusal = any_work.publish()
    assert isinstance(refusal, Refused)
    assert "Rector has not scored" in refusal.reasons[0].message.en
    any_work.score(application, "rector", POINTS)
    publication = any_work.publish()
    assert isinstance(publication, Published)
    assert publication.places[0].points == 90


def test_who_left_gives_no_points_any_more_and_learns_why(any_work: Work, application: int) -> None:
    replacing(any_work)
    with pytest.raises(
        ValidationError, match=r"m\.ilic left the commission: rector has the seat since"
    ):
        any_work.score(application, "m.ilic", POINTS)


@pytest.mark.parametrize("role", ["commission_member", "candidate", "student_service"])
def test_who_may_not_replace_a_member_is_refused(
    any_work: Work, application: int, role: str
) -> None:
    refusal = replacing(any_work, role=role)
    assert isinstance(refusal, Refused) and len(refusal.reasons) == 1
    assert any_work.rows(commission_changes) == []


def test_a_candidate_of_the_call_takes_no_seat(any_work: Work, application: int) -> None:
    candidate = {**BORIS, "email": "Rector@BMU.example"}
    boris = any_work.open(candidate)
    refusal = replacing(any_work)
    assert isinstance(refusal, Refused)
    assert any_work.number(boris) in refusal.reasons[0].message.en
    assert any_work.number(boris) in refusal.reasons[0].message.sr
    any_work.do(boris, "withdraw", {"reason": "stays at home"}, "mobility_coordinator")
    assert replacing(any_work) is None


def test_who_writes_from_a_members_address_is_that_member(any_work: Work) -> None:
    member = any_work.open({**BORIS, "email": "M.Ilic@bmu.example"})
    assert any_work.dossier(member).candidate.commission_name == "m.ilic"
    assert any_work.dossier(any_work.open(ANA)).candidate.commission_name is None


WRONG = [
    ({"member": "x.y"}, "member: x.y is not in the commission; its members: m.ilic"),
    ({"by": "m.ilic"}, "by: m.ilic sits on the commission already"),
    ({"by": ""}, "by: "),
    ({"from": "2026-03-19"}, "from: 2026-03-19 lies in the future"),
    ({"from": "2026-02-15"}, "from: 2026-02-15 lies before 2026-02-16, when the call was"),
    ({"colour": "red"}, "colour: is not a known key here"),
]


@pytest.mark.parametrize(("changes", "sentence"), WRONG, ids=[sentence for _, sentence in WRONG])
def test_a_replacement_that_can_not_be_is_refused_in_a_sentence(
    work: Work, changes: dict[str, Any], sentence: str
) -> None:
    work.clock.now = at("2026-03-18 09:00")
    with pytest.raises(ValidationError) as wrong:
        replacing(work, {**LEAVES, **changes})
    assert sentence in str(wrong.value)
    assert work.rows(commission_changes) == []


def test_a_seat_does_not_pass_on_before_it_was_taken(work: Work) -> None:
    work.clock.now = at("2026-03-18 09:00")
    replacing(work)
    later = {"member": "rector", "by": "dean", "from": "2026-03-11"}
    with pytest.raises(ValidationError, match="lies before 2026-03-12, when rector took the seat"):
        replacing(work, later)
    assert replacing(work, {**later, "from": "2026-03-12"}) is None


def test_who_had_a_seat_as_a_list_was_published_is_known_after_leaving(
    any_work: Work, application: int
) -> None:
    """Of each version by itself: who left before it, or came after it, made none of it."""
    any_work.score(application, "m.ilic", POINTS)
    assert isinstance(any_work.publish(), Published)
    assert any_work.dossier(application).progress.left_since == ()
    any_work.clock.now = at("2026-03-19 09:00")
    any_work.do(application, "lodge_ranking_appeal", {"grounds": "too few"}, "candidate")
    # Written down after the list for a day before it: the points were of the one who left.
    replacing(any_work)
    any_work.clock.now = at("2026-03-20 09:00")
    replacing(any_work, {"member": "rector", "by": "dean", "from": "2026-03-19"})
    progress = any_work.dossier(application).progress
    assert (progress.left_since, progress.members_gone(1)) == (("m.ilic",), ("m.ilic",))
    any_work.do(application, "uphold_ranking_appeal", {"reason": "so it is"}, "rector")
    any_work.score(application, "dean", POINTS)
    any_work.clock.now = at("2026-03-21 09:00")
    assert isinstance(any_work.publish(), Published)
    progress = any_work.dossier(application).progress
    assert [progress.members_gone(version) for version in (1, 2, 3)] == [("m.ilic",), (), ()]
