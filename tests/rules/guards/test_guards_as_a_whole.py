"""What holds for every guard: it never raises on a dossier that lacks things, and says its law."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.guards import GUARDS, LIST_GUARDS, NEEDS
from states.calls import Call, Candidate
from states.dossier import Dossier
from tests.rules.guards.guard_stories import ANA, BMU, SPRING, at

ENOUGH: Final[Mapping[str, Any]] = {
    "min_year": 2,
    "min_ects": 60,
    "max_ects": 70,
    "min_months": 3,
    "max_months": 12,
    "also": ["outgoing-studies"],
    "never_went": ["withdrawn"],
    "given_up": ["withdrawn"],
    "min_level": "B2",
    "certificates": ["language_certificate"],
    "statements": ["language_statement"],
    "fields": ["outcomes", "programme", "tasks", "evaluation"],
    "plan": "study_plan",
    "signed_by": ["student", "academic_coordinator"],
    "min_teaching_hours": 8,
    "document": "learning_agreement",
    "parties": ["student", ["rector", "dean"]],
    "change_days": 30,
    "letters": ["acceptance_letter"],
    "by": ["staff_member"],
    "failing_grades": ["5"],
    "consent": "late_agreement_consent",
    "consent_of": ["host"],
    "min_ects_per_semester": Decimal(20),
    "of": ["petition"],
    "languages_without_translation": ("en",),
    "grading_scale": BMU.grading_scale.shares(),
    "conversion": "largest_overlap",
    "appeal_days": 8,
    "lodging_days": 8,
    "precedents": "binding",
    "complaint_working_days": 7,
    "members": 3,
    "prepared": ["project_agreement"],
    "which": ["final"],
    "incoming": True,
}
BARE: Final = Dossier(
    Candidate("Nobody", "nobody@students.example"),
    Call("Bare", published=date(2026, 2, 1), closes=date(2026, 3, 1)),
)
OPTIONAL: Final = [part.name for part in fields(Dossier) if part.name not in ("candidate", "call")]


def just_enough(guard: str) -> dict[str, Any]:
    return {name: ENOUGH[name] for name in NEEDS.get(guard, ())}


@pytest.mark.parametrize("guard", sorted(GUARDS))
def test_a_guard_needs_what_it_says_and_copes_with_an_empty_dossier(guard: str) -> None:
    for now in (SPRING, at("2020-01-01 00:00"), at("2031-12-31 23:59")):
        for dossier in (BARE, ANA):
            assert isinstance(GUARDS[guard](dossier, just_enough(guard), now), list)


@pytest.mark.parametrize("guard", sorted(GUARDS))
@settings(max_examples=25)
@given(names=st.sets(st.sampled_from(OPTIONAL)))
def test_a_guard_copes_whatever_part_of_a_dossier_is_lost(guard: str, names: set[str]) -> None:
    bare_parts: dict[str, Any] = {name: getattr(BARE, name) for name in names}
    reasons = GUARDS[guard](replace(ANA, **bare_parts), just_enough(guard), SPRING)
    for reason in reasons:
        for text in (reason.message, reason.remedy):
            assert text.en and text.sr and "None" not in text.en
            assert re.search("[а-шђјљњћџ]", text.sr)


def test_what_guards_need_is_told_of_guards_that_there_are() -> None:
    assert set(NEEDS) <= {*GUARDS, *LIST_GUARDS}


@pytest.mark.parametrize("guard", sorted({**GUARDS, **LIST_GUARDS}))
def test_a_guards_docstring_names_the_rule_that_it_carries_out(guard: str) -> None:
    docstring = ({**GUARDS, **LIST_GUARDS}[guard].__doc__ or "").strip()
    assert re.match(r"(BMU|BEE|ICO)-[A-Z]?\d+", docstring)
