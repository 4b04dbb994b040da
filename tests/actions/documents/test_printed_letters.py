"""What stands on a printed list, a nomination, a refusal and the decision on an appeal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.documents.content.decisions import AppealDecision
from tests.actions.documents.example_letters import (
    APPEAL_DECISION,
    CHOSEN_LIST,
    HOST_REFUSAL,
    LIST_APPEAL,
    NOMINATION,
    RANKING_LIST,
    REFUSAL,
)
from tests.actions.documents.printed_examples import printed
from tests.actions.documents.printed_words import lacks


def test_the_ranking_list_names_the_last_day_to_appeal_and_how_it_was_counted() -> None:
    text = printed("ranking_list", RANKING_LIST)
    assert (
        lacks(
            text,
            "to the Rector within 8 days of its publication",
            "Last day: 14 April 2026.",
            "10 to 13 April are Orthodox Easter",
            "Legal basis: article 15 paragraph 4 of the Rulebook",
            "50 of 80",
        )
        == []
    )


def test_a_ranking_list_with_nobody_waiting_says_so() -> None:
    one_place = replace(RANKING_LIST, places=RANKING_LIST.places[:1])
    assert lacks(printed("ranking_list", one_place), "Waiting: none.", "Not selected: none.") == []


def test_a_list_that_the_rector_chose_says_so_with_the_reason_and_prints_no_points() -> None:
    text = printed("ranking_list", CHOSEN_LIST, "sr")
    sentences = ("Избор врши ректор", "Предност има мањи број мобилности.", "Ana Petrović")
    assert lacks(text, *sentences) == []
    for of_points in ("бодов", "Комисија", "Једнак"):
        assert of_points not in text


def test_the_nomination_asks_for_exact_dates_a_signature_and_a_day_to_answer_by() -> None:
    assert (
        lacks(
            printed("nomination_letter", NOMINATION),
            "the exact first and last day of the stay",
            "the signature of your institution on the Learning Agreement",
            "answer by 21 May 2026, to mobility@metropolitan.example",
            "in place of: Academic Coordinator",
        )
        == []
    )


@pytest.mark.parametrize(
    ("decision", "sentences"),
    [
        (
            APPEAL_DECISION,
            (
                "The appeal is upheld.",
                "Decree no. 14-03/27-1 of 12 March 2027 is annulled, and the matter returns to the",
                "final in the proceedings before the institution",
            ),
        ),
        (
            LIST_APPEAL,
            ("The appeal is dismissed.", "final. It is published", "article 15 paragraph 4"),
        ),
    ],
)
def test_the_decision_on_an_appeal_says_how_it_ended_and_that_it_is_final(
    decision: AppealDecision, sentences: tuple[str, ...]
) -> None:
    assert lacks(printed("appeal_decision", decision), *sentences) == []


def test_a_refusal_without_a_remedy_says_that_there_is_none() -> None:
    assert lacks(printed("refusal_letter", REFUSAL), "name no appeal") == []


def test_a_hosts_refusal_names_the_host_and_the_remedy() -> None:
    text = printed("refusal_letter", HOST_REFUSAL)
    assert (
        lacks(text, "University of Graz, which takes the final decision", "article 24 paragraphs")
        == []
    )


@pytest.mark.parametrize(
    ("agreement", "english", "serbian"),
    [
        ("training_agreement", "on the Training Agreement", "на уговору о стручној пракси"),
        ("mobility_agreement", "on the mobility agreement", "на уговору о мобилности"),
        ("research_plan", "on the Study and Research Plan", "на уговору о учењу и истраживању"),
    ],
)
def test_the_nomination_asks_for_the_agreement_of_its_kind_of_mobility(
    agreement: str, english: str, serbian: str
) -> None:
    letter = replace(NOMINATION, agreement=agreement)
    assert lacks(printed("nomination_letter", letter), english) == []
    assert lacks(printed("nomination_letter", letter, "sr"), serbian) == []
    assert "LearningAgreement" not in printed("nomination_letter", letter)
