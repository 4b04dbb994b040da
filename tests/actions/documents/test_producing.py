"""Which documents the office makes, and what it says where one can't be written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.documents.producing import COMPOSERS, MissingData, recognition_of
from states.definition import BoundGuard
from states.vocabulary import PRODUCED
from tests.actions.documents.document_contents import content_of
from tests.actions.documents.example_case import CALL, DECREE, DOSSIER, step
from tests.actions.documents.example_list import LIST, RANKING
from tests.actions.documents.example_process import context_in, other_process


def test_every_kind_that_the_office_makes_is_composed() -> None:
    assert set(COMPOSERS) == PRODUCED


def signed_by(document: str, *parties: str) -> BoundGuard:
    return BoundGuard(
        "agreement_is_signed", "BMU-11", lambda *_: [], {"document": document, "parties": parties}
    )


def test_the_faculty_names_no_number_and_no_remedy_that_it_does_not_have() -> None:
    definition = other_process(
        "bee", "outgoing-studies", "issue_decree", "BEE-R2", ("academic_coordinator",),
        guards=(signed_by("learning_agreement", "student", "dean", "host"),),
    )  # fmt: skip
    content = content_of("decree", context_in(definition, DOSSIER))
    assert content["remedy"] is None
    assert [signature["name"] for signature in content["signatures"]] == [
        "Jelena Đorđević",
        "Goran Tomić",
        "Vera Lazić",
    ]
    assert content["head"]["rests_on"] == ["BEE-R2", "BEE-L4"]
    assert content["head"]["basis"]["sr"] == (
        "Процедура за мобилност и признавање ЕСПБ Факултета"
        " (поступак за студенте, признавање; поступак за студенте, упоређивање)"
    )
    # The configured address is the university's; the faculty's stands in its own contest.
    assert content["head"]["address"]["en"] == "Mitropolita Petra 8, Belgrade"
    assert content["head"]["place"]["sr"] == "Београд"


def test_what_is_not_recorded_is_said_in_a_sentence() -> None:
    with pytest.raises(MissingData, match="the agreement is not recorded"):
        content_of(
            "agreement_form", step("sign_learning_agreement", replace(DOSSIER, agreement=None))
        )
    with pytest.raises(MissingData, match="names the commission"):
        bare = replace(RANKING, commission=(), call=replace(CALL, commission=()))
        content_of("ranking_list", replace(LIST, ranking=bare))
    with pytest.raises(MissingData, match="no document of the kind 'poem'"):
        content_of("poem", DECREE)


def test_the_document_says_what_was_written_down_with_the_decree_and_composes_nothing_anew() -> (
    None
):
    recognition = recognition_of(DECREE)
    shorter = replace(recognition, replaced=recognition.replaced[:1])
    context = replace(DECREE, recognition=shorter)
    assert recognition_of(context) is shorter
    assert len(content_of("decree", context)["replaced"]) == 1
