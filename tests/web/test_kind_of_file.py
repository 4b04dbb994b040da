"""The kind of a document is guessed from the name of its file, in both languages and scripts."""

from __future__ import annotations

import pytest

from web.forms.kind_of_file import guessed_kind
from web.messages.document_words import WORDS
from web.messages.values import DELIVERABLE


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Transcript of Records - Graz.pdf", "transcript_of_records"),
        ("TranscriptOfRecords_2027.pdf", "transcript_of_records"),
        ("ToR_Petrovic.pdf", "transcript_of_records"),
        ("prepis_ocena.PDF", "transcript_of_records"),
        ("ПРЕПИС-ОЦЕНА.pdf", "transcript_of_records"),
        ("Transcript of work.pdf", "transcript_of_work"),
        ("molba za priznavanje.docx", "petition"),
        ("CV (1).pdf", "cv"),
        ("биографија ана.pdf", "cv"),
        ("Motivaciono pismo.odt", "motivation_letter"),
        ("pasoš.jpg", "passport_copy"),
        ("grading-scale.png", "grading_system"),
        ("BMU-2026-0001-learning-agreement.en.pdf", "learning_agreement"),
        ("history.pdf", None),
        ("scan0001.pdf", None),
        ("", None),
    ],
)
def test_a_name_tells_its_kind_or_nothing(name: str, kind: str | None) -> None:
    assert guessed_kind(name, DELIVERABLE) == kind


def test_a_kind_that_is_not_asked_about_is_not_guessed() -> None:
    assert guessed_kind("cv.pdf", {"petition"}) is None


def test_every_kind_that_people_hand_in_has_its_words() -> None:
    assert set(WORDS) == set(DELIVERABLE)
