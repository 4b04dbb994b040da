"""A new version comes into force while a call is open: one list, each case by its own rules."""

from __future__ import annotations

import pytest

from states.decision import Refused
from tests.workflows.cases.versions import OLD, PROCESS, in_two_versions
from tests.workflows.office_fixtures import ANA, BORIS, Work, at, work
from workflows.calls.publishing import Published

__all__ = ["work"]

KEY = f"{PROCESS}.2026-03-05"
IN_MARCH = """\
extends: outgoing-studies.2021-06-29
process: outgoing-studies
institution: bmu
in_force: 2026-03-05
awaited_first:
  awaits:
    - when: list_appeal_is_upheld
      step: publish_list
      owner: mobility_coordinator
      deadline: {rule: BMU-15c, after: appeal_decided, days: correction_days}
states:
  application:
  received:
    title: {en: Registered, sr: Заведена пријава}
    awaits:
      step: publish_list
      owner: [mobility_coordinator]
      deadline: {rule: BMU-15b, after: call_closed, days: publication_days}
  ranking:
    awaits:
      - when: corrected_list_awaited
        step: publish_list
        owner: mobility_coordinator
        deadline: {rule: BMU-15c, after: appeal_decided, days: correction_days}
      - when: is_selected
        step: nominate
        owner: mobility_coordinator
        deadline: {rule: BMU-15d, after: list_settled, working_days: nomination_working_days}
        rests: list_can_change
      - step: lodge_ranking_appeal
        owner: candidate
        deadline: {rule: BMU-15c, on: appeal_window_ends}
        then: close_unselected
        right: true
        rests: list_can_change
transitions:
  submit_application: {to: received}
  refuse_application: {from: received}
  publish_list: {from: [received, ranking, not_selected], roles: [mobility_coordinator]}
  withdraw:
    from:
      - call
      - received
      - ranking
      - ranking_appeal
      - nominated
      - host_acceptance
      - la_signed
      - mobility
      - documents_submitted
"""
POINTS = {"programme_compatibility": 50, "grade_average": 40}


@pytest.fixture
def two(work: Work) -> Work:
    """An office whose later version came into force while the call was open."""
    new_work = in_two_versions(work)
    (new_work.office.folder / f"{KEY}.yaml").write_text(IN_MARCH, encoding="utf-8")
    return new_work


@pytest.fixture
def case_ids(two: Work) -> tuple[int, int]:
    """Ana applied under the earlier version, Boris under the later one; the call has closed."""
    ana = two.open(ANA)
    two.clock.now = at("2026-03-06 09:00")
    boris = two.open(BORIS)
    for case_id in (ana, boris):
        two.record(case_id, "document", {"kind": "cv"})
        two.do(
            case_id,
            "submit_application",
            {"hosts": ["University of Graz"], "from": "2026-10-01", "to": "2027-02-12"},
        )
    assert [two.case(case_id).state for case_id in (ana, boris)] == ["application", "received"]
    two.clock.now = at("2026-03-18 09:00")
    return ana, boris


def test_the_list_holds_the_cases_of_both_versions(two: Work, case_ids: tuple[int, int]) -> None:
    for case_id in case_ids:
        two.score(case_id, "m.ilic", POINTS)
    publication = two.publish()
    assert isinstance(publication, Published)
    assert [place.case for place in publication.places] == [
        two.number(case_id) for case_id in case_ids
    ]
    assert [(two.case(case_id).state, two.case(case_id).definition) for case_id in case_ids] == [
        ("ranking", OLD), ("ranking", KEY)
    ]  # fmt: skip


def test_what_either_version_asks_stands_against_the_list_and_is_said_once(
    two: Work, case_ids: tuple[int, int]
) -> None:
    refusal = two.publish()
    assert isinstance(refusal, Refused)
    sentences = [reason.message.en for reason in refusal.reasons]
    assert len(sentences) == len(set(sentences))
    assert all(
        any(two.number(case_id) in sentence for sentence in sentences) for case_id in case_ids
    )


def test_who_may_publish_under_one_version_only_may_not(
    two: Work, case_ids: tuple[int, int]
) -> None:
    for case_id in case_ids:
        two.score(case_id, "m.ilic", POINTS)
    refusal = two.publish("commission_member")
    assert isinstance(refusal, Refused)
    assert [two.case(case_id).state for case_id in case_ids] == ["application", "received"]
