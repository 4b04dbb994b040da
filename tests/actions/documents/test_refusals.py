"""What a refusal must say: whose it is, its reason, and its rule."""

from __future__ import annotations

from dataclasses import replace

from states.dossier import HostAnswer
from tests.actions.documents.document_contents import content_of
from tests.actions.documents.example_case import DOSSIER, printed, step
from tests.actions.documents.printed_words import lacks


def test_a_refusal_by_the_office_gives_its_reason_and_rule() -> None:
    context = step("refuse_application", replace(DOSSIER, host_answer=None), details={
        "reason": "Конкурс је затворен.",
    })  # fmt: skip
    text = printed("refusal_letter", context)
    assert (
        lacks(text, "Конкурс је затворен.", "члан 15. ст. 1. и 2.", "Ana Petrović", "Petar Simić")
        == []
    )
    assert lacks(text, "став 5."), "the host's decision is no ground of the office"


def test_a_refusal_without_a_reason_admits_it() -> None:
    context = step("refuse_application", replace(DOSSIER, host_answer=None))
    assert lacks(printed("refusal_letter", context), "Разлог није евидентиран.") == []


def test_a_refusal_by_the_host_is_passed_on_as_the_hosts() -> None:
    dossier = replace(DOSSIER, host_answer=HostAnswer(False, reason="The programme is full."))
    context = step("host_refuses", dossier)
    content = content_of("refusal_letter", context)
    assert (content["refused_by"], content["host"]["name"]) == ("host", "University of Graz")
    assert (
        lacks(printed("refusal_letter", context), "The programme is full.", "члан 15. став 5.")
        == []
    )


def test_a_host_that_gave_no_reason_is_said_to_have_given_none() -> None:
    text = printed("refusal_letter", step("host_refuses", replace(
        DOSSIER, host_answer=HostAnswer(False)
    )))  # fmt: skip
    assert lacks(text, "Установа домаћин није навела разлог.") == []
