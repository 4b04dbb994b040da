"""The Dean in place of the Rector: who is asked, where a faculty is the home institution."""

from __future__ import annotations

from dataclasses import replace

import pytest

from office.settings import Faculty, Home
from persistence.database import reading
from states.text import Text
from states.validation_error import ValidationError
from tests.workflows.office_fixtures import ANA, BORIS, Work, with_settings, work
from workflows.cases.available_transitions import available_transitions

__all__ = ["work"]

FIT = Faculty("fit", Text("Faculty of IT", "Факултет ИТ"))
OF_FIT = {**ANA, "faculty": "fit"}


@pytest.fixture
def university(work: Work) -> Work:
    """A university whose Rector signs, with one faculty that is a home institution itself."""
    return replace(work, office=with_settings(work.office, home=Home("rector", (FIT,))))


def signatures_missing(work: Work, case_id: int) -> list[str]:
    """What `case why` says of the signatures of an agreement that nobody has signed."""
    work.record(case_id, "agreement", {"courses": [{"title": "Logic"}]}, "academic_coordinator")
    case, dossier = work.load(case_id)
    definition = work.office.definition_of(case, dossier)
    with reading(work.engine) as connection:
        transitions = available_transitions(connection, definition, case, dossier, work.clock())
    sign = next(t for t in transitions if t.transition.trigger == "sign_learning_agreement")
    return [
        reason.message.en.split(": ")[1]
        for reason in sign.missing
        if "Signature" in reason.message.en
    ]


def test_why_asks_for_the_dean_of_a_faculty_and_for_the_rector_of_the_university(
    university: Work,
) -> None:
    at_fit, at_large = university.open(OF_FIT), university.open(BORIS)
    university.bring("ranking", at_fit, at_large)
    university.bring("host_acceptance", at_fit)
    sentence = signatures_missing(university, at_fit)
    assert "the Dean." in sentence and "the Rector." not in sentence
    assert university.dossier(at_fit).candidate.faculty == "fit"


def test_where_nothing_is_set_either_may_sign(work: Work) -> None:
    case_id = work.open()
    work.bring("host_acceptance", case_id)
    assert "the Rector or the Dean." in signatures_missing(work, case_id)


def test_another_institutions_cases_are_not_touched(university: Work) -> None:
    case_id = university.open(OF_FIT)
    case, dossier = university.load(case_id)
    elsewhere = replace(case, institution="bee", definition="bee/outgoing-studies.2021-01-01")
    assert university.office.definition_of(case, dossier).representative == "dean"
    assert university.office.definition_of(elsewhere, dossier).representative is None


def test_a_faculty_that_is_not_in_the_settings_is_refused_in_both_languages(
    university: Work,
) -> None:
    with pytest.raises(ValidationError) as refusal:
        university.open({**ANA, "faculty": "fdu"})
    assert (
        "`fdu` is not one of config.yaml's home.by_faculty; there are: fit"
        in refusal.value.message.en
    )
    assert "`fdu` није у config.yaml" in refusal.value.message.sr
