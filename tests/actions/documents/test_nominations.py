"""What a host is told of somebody who is nominated, and what our own host certifies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from actions.documents.producing import language_of
from office.wiring import Office
from rules.deadlines import due_after
from tests.actions.documents.document_contents import content_of
from tests.actions.documents.example_case import (
    CALL,
    DAY,
    DECREE,
    DOSSIER,
    OFFICE,
    instant,
    printed,
    step,
)
from tests.actions.documents.printed_words import lacks


def test_the_nomination_letter_asks_for_an_answer_by_a_day_in_english() -> None:
    due = due_after("BMU-15d", DAY, date(2026, 3, 30), 35, "days", OFFICE.calendar)
    context = step("nominate", at=instant(3, 30, 2026), due=due)
    assert language_of("nomination_letter", context) == "en"
    text = printed("nomination_letter", context)
    parts = (
        "University of Graz", "Belgrade Metropolitan University", "Ana Petrović",
        "ana@students.example", "4 May 2026", "1 October 2026", "12 February 2027",
        "mobility@bmu.example", "Petar Simić", "Miloš Njegovan", "article 15 paragraph 5",
    )  # fmt: skip
    assert lacks(text, *parts) == []


BORN = replace(
    DOSSIER.candidate, birth_date=date(2004, 5, 17), birth_place="Niš", sex="female",
    matriculated_on=date(2023, 10, 1), field_of_study="0613",
)  # fmt: skip
ANSWER_BY = due_after("BMU-15d", DAY, date(2026, 3, 30), 35, "days", OFFICE.calendar)


def test_the_nomination_names_birth_field_level_and_the_erasmus_codes_of_both() -> None:
    graz = replace(CALL.hosts[0], erasmus_code="A GRAZ01")
    institution = replace(OFFICE.settings.institution, erasmus_code="RS BELGRAD99")
    office = Office(replace(OFFICE.settings, institution=institution), OFFICE.data)
    dossier = replace(DOSSIER, candidate=BORN, call=replace(CALL, hosts=(graz,)))
    context = step("nominate", dossier, office=office, at=instant(3, 30, 2026), due=ANSWER_BY)
    parts = (
        "Erasmus code A GRAZ01", "Erasmus code RS BELGRAD99", "Date of birth 17 May 2004",
        "Field of education (ISCED-F) 0613", "undergraduate studies", "Purpose studies",
        "Semesters 1",
    )  # fmt: skip
    assert lacks(printed("nomination_letter", context), *parts) == []


@pytest.mark.parametrize(
    ("institution", "process", "purpose"),
    [
        ("bmu", "outgoing-traineeship", "traineeship"),
        ("bmu", "outgoing-teaching", "teaching"),
        ("bmu", "outgoing-research", "research"),
        ("bee", "outgoing-training", "training"),
    ],
)
def test_a_nomination_has_the_purpose_of_its_own_mobility_and_no_semesters_of_studies(
    institution: str, process: str, purpose: str
) -> None:
    definition = OFFICE.in_force(institution, process, date(2026, 2, 16))
    nominate = definition.transitions["nominate"]
    context = replace(
        DECREE, definition=definition, transition=nominate, at=instant(3, 30, 2026), due=ANSWER_BY
    )
    content = content_of("nomination_letter", context)
    assert (content["purpose"]["en"], content["semesters"]) == (purpose, None)
