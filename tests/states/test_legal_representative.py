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
    transition = definition.transitions[step]
    parties = [party for guard in transition.guards for party in guard.given.get("parties", ())]
    return transition.roles, parties


@pytest.mark.parametrize("head", sorted(LEGAL_REPRESENTATIVES))
def test_a_staff_mobility_is_approved_and_agreed_by_the_head_alone(
    head: LegalRepresentative,
) -> None:
    definition = represented_by(shipped().definition("bmu/outgoing-teaching.2021-06-29"), head)
    assert named(definition, "approve_mobility") == ((head,), [])
    signers, planners = ["staff_member", head, "host"], ["staff_member", "academic_coordinator"]
    assert named(definition, "sign_mobility_agreement")[1] == [*signers, *planners, head, "host"]
    recipients = [rule.to for rule in definition.transitions["host_changes_stay"].mails]
    assert recipients == [("candidate", "academic_coordinator"), (head,)]
    assert definition.states["host_acceptance"].awaits[-1].owners == (head,)
    assert definition.representative == head


def test_a_learning_agreement_is_signed_by_the_dean_and_an_appeal_stays_the_rectors() -> None:
    definition = represented_by(shipped().definition("bmu/outgoing-studies.2021-06-29"), "dean")
    parties = named(definition, "sign_learning_agreement")[1]
    assert parties == ["student", "academic_coordinator", "dean", "host"]
    assert definition.transitions["uphold_appeal"].roles == ("rector",)
    assert definition.states["appeal"].awaits[0].owners == ("rector",)
    assert definition.transitions["lodge_appeal"].mails[0].to[0] == "rector"


def test_a_complaint_that_either_may_decide_goes_to_the_head() -> None:
    definition = represented_by(shipped().definition("bee/outgoing-studies.2021-01-01"), "rector")
    assert definition.states["ranking_appeal"].awaits[0].owners == ("rector",)
    assert definition.transitions["lodge_ranking_appeal"].mails[0].to == ("rector", "candidate")


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("head", sorted(LEGAL_REPRESENTATIVES))
def test_nothing_asks_for_either_of_them_any_more(key: str, head: LegalRepresentative) -> None:
    definition = represented_by(shipped().definition(key), head)
    for step in definition.transitions.values():
        assert not set(step.roles) >= LEGAL_REPRESENTATIVES, step.trigger
        for guard in step.guards:
            assert all(isinstance(party, str) for party in guard.given.get("parties", ()))
    for state in definition.states.values():
        for awaited_step in state.awaits:
            if awaited_step.step in definition.transitions:
                assert set(awaited_step.owners) <= able(
                    definition.transitions[awaited_step.step]
                ), state.name


def able(step: Transition) -> set[str]:
    """Who may take a step; in a call without a commission it is whoever chooses then (BMU-29)."""
    instead = step.without_commission
    return {*step.roles, *(instead.roles if instead else ())}
