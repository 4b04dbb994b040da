"""Told which of them speaks for the home institution, Rector or Dean, only that one does."""

from __future__ import annotations

import pytest

from states.definition import ProcessDefinition, Transition
from states.legal_representative import represented_by
from states.loader import definition_files
from states.vocabulary import LEGAL_REPRESENTATIVES, LegalRepresentative
from tests.workflows.office_fixtures import shipped

KEYS = [
    path.relative_to(shipped().folder).with_suffix("").as_posix() for path in definition_files()
]


def named(definition: ProcessDefinition, step: str) -> tuple[tuple[str, ...], list[object]]:
    """Who may take a step, and who must have signed for it."""
    found = definition.transitions[step]
    parties = [party for guard in found.guards for party in guard.given.get("parties", ())]
    return found.roles, parties


@pytest.mark.parametrize("head", sorted(LEGAL_REPRESENTATIVES))
def test_a_staff_mobility_is_approved_and_agreed_by_the_head_alone(
    head: LegalRepresentative,
) -> None:
    made = represented_by(shipped().definition("bmu/outgoing-teaching.2021-06-29"), head)
    assert named(made, "approve_mobility") == ((head,), [])
    agreed, planned = ["staff_member", head, "host"], ["staff_member", "academic_coordinator"]
    assert named(made, "sign_mobility_agreement")[1] == [*agreed, *planned, head, "host"]
    told = [rule.to for rule in made.transitions["host_changes_stay"].mails]
    assert told == [("candidate", "academic_coordinator"), (head,)]
    assert made.states["host_acceptance"].awaits[-1].owners == (head,)
    assert made.representative == head


def test_a_learning_agreement_is_signed_by_the_dean_and_an_appeal_stays_the_rectors() -> None:
    made = represented_by(shipped().definition("bmu/outgoing-studies.2021-06-29"), "dean")
    signed = named(made, "sign_learning_agreement")[1]
    assert signed == ["student", "academic_coordinator", "dean", "host"]
    assert made.transitions["uphold_appeal"].roles == ("rector",)
    assert made.states["appeal"].awaits[0].owners == ("rector",)
    assert made.transitions["lodge_appeal"].mails[0].to[0] == "rector"


def test_a_complaint_that_either_may_decide_goes_to_the_head() -> None:
    made = represented_by(shipped().definition("bee/outgoing-studies.2021-01-01"), "rector")
    assert made.states["ranking_appeal"].awaits[0].owners == ("rector",)
    assert made.transitions["lodge_ranking_appeal"].mails[0].to == ("rector", "candidate")


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("head", sorted(LEGAL_REPRESENTATIVES))
def test_nothing_asks_for_either_of_them_any_more(key: str, head: LegalRepresentative) -> None:
    made = represented_by(shipped().definition(key), head)
    for step in made.transitions.values():
        assert not set(step.roles) >= LEGAL_REPRESENTATIVES, step.trigger
        for guard in step.guards:
            assert all(isinstance(party, str) for party in guard.given.get("parties", ()))
    for state in made.states.values():
        for awaited in state.awaits:
            if awaited.step in made.transitions:
                assert set(awaited.owners) <= able(made.transitions[awaited.step]), state.name


def able(step: Transition) -> set[str]:
    """Who may take a step; in a call without a commission it is whoever chooses then (BMU-29)."""
    instead = step.without_commission
    return {*step.roles, *(instead.roles if instead else ())}
