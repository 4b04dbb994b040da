"""What the decision must say by which staff are sent."""

from __future__ import annotations

import pytest

from tests.actions.documents.example_case import instant, printed
from tests.actions.documents.example_process import STAFF, context_in, other_process
from tests.actions.documents.printed_words import lacks


def test_the_rector_approves_exactly_the_period_that_the_host_confirmed() -> None:
    definition = other_process(
        "bmu", "outgoing-teaching", "approve_mobility", "BMU-30", ("rector",)
    )
    text = printed("approval_decision", context_in(definition, STAFF, at=instant(9, 4, 2026)))
    parts = (
        "Vesna Čađenović", "од 2. новембра 2026. до 6. новембра 2026.", "1. септембра 2026",
        "University of Graz", "члан 31. став 2.", "члан 31. став 1.", "Miloš Njegovan",
        "члана 30. Правилника", "10-10-00315/1", "не предвиђају правно средство",
    )  # fmt: skip
    assert lacks(text, *parts) == []


def test_the_facultys_approval_rests_on_procedures_without_a_number() -> None:
    definition = other_process("bee", "outgoing-teaching", "approve_mobility", "BMU-30", ("dean",))
    text = printed("approval_decision", context_in(definition, STAFF))
    assert (
        lacks(text, "Процедура за мобилност", "Vera Lazić", "конкурс за запослене, критеријуми")
        == []
    )
    assert lacks(text, "10-10-00315/1") == ["10-10-00315/1"]


@pytest.mark.parametrize(
    ("process", "agreement"),
    [
        ("outgoing-teaching", "уговор о мобилности ради држања наставе."),
        ("outgoing-training", "уговор о мобилности ради обуке."),
        ("outgoing-research", "уговор о учењу и истраживању."),
    ],
)
def test_it_names_the_agreement_that_is_signed_on_it(process: str, agreement: str) -> None:
    """Article 30 paragraph 3 knows one for teaching, one for training; research has article 9."""
    definition = other_process("bmu", process, "approve_mobility", "BMU-30", ("rector",))
    text = printed("approval_decision", context_in(definition, STAFF))
    assert lacks(text, f"Запослени потписује {agreement}") == []


@pytest.mark.parametrize("institution", ["bmu", "bee"])
def test_it_asks_for_insurance_with_the_exception_that_the_article_makes(institution: str) -> None:
    """Article 31 paragraph 2: unless the agreement between the institutions provides otherwise."""
    definition = other_process(
        institution, "outgoing-teaching", "approve_mobility", "BMU-30", ("dean",)
    )
    text = printed("approval_decision", context_in(definition, STAFF))
    duty = (
        "осигурање за цео период мобилности, осим ако је споразумом другачије предвиђено (члан 31."
    )
    assert lacks(text, duty) == []
