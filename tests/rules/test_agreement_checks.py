"""A version that agrees on nothing, or says the same as the one before, is no version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from office.config_file import SHIPPED
from office.wiring import open_office
from rules.agreement_checks import agreement_errors, comment_errors
from states.agreements import concluded
from states.applying import apply_fact
from states.definition import ProcessDefinition
from states.dossier import AgreementVersion, Course, Dossier, Signature
from states.mobility_kind import MobilityKind
from states.payloads import read_payload
from tests.rules.guards.guard_stories import ANA

TODAY = date(2026, 11, 2)
EVERY_AGREEMENT: list[tuple[str, str, dict[str, Any]]] = [
    ("bmu/outgoing-studies.2021-06-29", "courses", {"courses": [{"title": "Logic", "ects": 20}]}),
    ("bee/outgoing-studies.2021-01-01", "courses", {"courses": [{"title": "Logic", "ects": 20}]}),
    ("bmu/incoming-studies.2021-06-29", "courses", {"courses": [{"title": "Logic", "ects": 20}]}),
    ("bmu/outgoing-traineeship.2021-06-29", "programme", {"tasks": "Write tests"}),
    ("bmu/incoming-traineeship.2021-06-29", "programme", {"evaluation": "A talk each week"}),
    ("bmu/outgoing-teaching.2021-06-29", "activity", {"teaching_hours": 8}),
    ("bmu/outgoing-training.2021-06-29", "activity", {"activity": "A week at the library"}),
    ("bmu/outgoing-research.2021-06-29", "activity", {"courses": [{"title": "Logic"}]}),
    ("bee/outgoing-teaching.2021-01-01", "activity", {"activity": "Marketing"}),
    ("bee/outgoing-training.2021-01-01", "activity", {"activity": "Job shadowing"}),
]
CHANGES = {
    "learning_agreement": "agreement_change",
    "training_agreement": "training_change",
    "mobility_agreement": "staff_change",
}
BARE = replace(ANA, agreement=None, agreement_version=0, agreed=None, signatures=())


def kind_of(definition: str) -> MobilityKind:
    return definition_of(definition).kind


def definition_of(key: str) -> ProcessDefinition:
    return open_office(SHIPPED.parent / "no-data", SHIPPED).definition(key)


def misplaced(key: str, form: str, data: dict[str, Any]) -> list[tuple[str, str]]:
    """Each field that names somebody who is no party there, with what is said of it."""
    errors = comment_errors(read_payload(form, data), definition_of(key))
    return [(error.path, error.message.en) for error in errors]


def wrong(kind: MobilityKind, form: str, data: dict[str, Any], dossier: Dossier) -> list[str]:
    return [error.path for error in agreement_errors(read_payload(form, data), dossier, kind)]


def in_force(version: AgreementVersion) -> Dossier:
    return concluded(replace(BARE, agreement=version, agreement_version=1))


@pytest.mark.parametrize(("definition", "field", "terms"), EVERY_AGREEMENT)
def test_a_version_says_at_least_what_is_agreed(
    definition: str, field: str, terms: dict[str, Any]
) -> None:
    kind = kind_of(definition)
    assert wrong(kind, "agreement", {}, BARE) == [field]
    assert wrong(kind, "agreement", {"language": "en", "semesters": 1}, BARE) == [field]
    assert wrong(kind, "agreement", {field: "  " if field != "courses" else [{}]}, BARE) == [field]
    assert wrong(kind, "agreement", terms, BARE) == []


@pytest.mark.parametrize(("definition", "field", "terms"), EVERY_AGREEMENT)
def test_a_version_that_says_the_same_as_the_one_before_is_none(
    definition: str, field: str, terms: dict[str, Any]
) -> None:
    kind = kind_of(definition)
    once = apply_fact(BARE, "agreement", read_payload("agreement", terms), TODAY)
    assert wrong(kind, "agreement", terms, once) == [field]
    assert wrong(kind, "agreement", {**terms, "language": "fr"}, once) == []


@pytest.mark.parametrize(("definition", "field", "terms"), EVERY_AGREEMENT)
def test_a_change_is_held_against_the_agreement_in_force(
    definition: str, field: str, terms: dict[str, Any]
) -> None:
    kind = kind_of(definition)
    assert kind.agreement is not None
    form = CHANGES[kind.agreement.recorded_as]
    first_agreement = read_payload("agreement", {**terms, "language": "en"})
    assert isinstance(first_agreement, AgreementVersion)
    under_agreement = in_force(first_agreement)
    assert wrong(kind, form, {"signed_by": ["host"]}, under_agreement) == [field]
    assert wrong(kind, form, {**terms, "signed_by": ["host"]}, under_agreement) == [field]
    assert wrong(kind, form, {"language": "fr"}, under_agreement) == []
    with_proposal = apply_fact(
        under_agreement, "agreement", read_payload("agreement", terms), TODAY
    )
    assert wrong(kind, form, {"signed_by": ["host"]}, with_proposal) == []


def test_who_writes_a_thesis_may_agree_on_an_activity_alone() -> None:
    kind = kind_of("bmu/outgoing-studies.2021-06-29")
    thesis = {"purpose": "thesis", "language": "en", "activity": "A thesis on process engines"}
    assert wrong(kind, "agreement", thesis, BARE) == []


def test_a_change_without_terms_signs_the_proposal_beside_those_who_have_signed() -> None:
    under_agreement = in_force(AgreementVersion("en", courses=(Course("Logic"),)))
    proposal = replace(under_agreement, agreement=AgreementVersion("en", 2), agreement_version=2)
    student = Signature("learning_agreement", "student", TODAY)
    proposal = replace(proposal, signatures=(student,))
    change = read_payload("agreement_change", {"signed_by": ["host"], "on": "2026-11-01"})
    dossier = apply_fact(proposal, "agreement_change", change, TODAY)
    assert dossier.agreement_version == 2
    assert [signature.party for signature in dossier.signatures] == ["student", "host"]


def test_who_comments_is_a_party_of_the_agreement() -> None:
    comment = {"version": 1, "from_party": "rector", "on": "2026-11-01", "what": "Late"}
    assert misplaced("bee/outgoing-studies.2021-01-01", "agreement_comment", comment) == [
        (
            "from_party",
            "the Rector is no party to the Learning Agreement; its parties are: the student, the "
            "Dean, the host institution",
        )
    ]
    assert misplaced("bmu/outgoing-studies.2021-06-29", "agreement_comment", comment) == []
    incoming = misplaced(
        "bmu/incoming-studies.2021-06-29", "agreement_comment", {**comment, "from_party": "partner"}
    )
    assert incoming[0][1].endswith("the Rector or the Dean, the home institution")


def test_who_signs_without_being_a_party_is_recorded_and_counts_for_nothing() -> None:
    change = {"signed_by": ["student", "academic_coordinator", "rector", "host"]}
    assert misplaced("bee/outgoing-studies.2021-01-01", "agreement_change", change) == []
