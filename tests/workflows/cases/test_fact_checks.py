"""A faulty fact is told with its thing, place and rule before anything is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from states.dossier import Delivery
from states.frozen import replace
from states.validation_error import ValidationError
from tests.workflows.office_fixtures import TRANSCRIPT, Work, work
from workflows.cases.fact_checks import undelivered_act_errors

__all__ = ["work"]

TWICE: Any = {**TRANSCRIPT, "courses": [TRANSCRIPT["courses"][0]] * 2}


def course(place: int, **changes: Any) -> dict[str, Any]:
    courses = [dict(row) for row in TRANSCRIPT["courses"]]  # type: ignore[union-attr]
    courses[place] |= changes
    return {**TRANSCRIPT, "courses": courses}


FAULTY: list[tuple[str, dict[str, Any], str]] = [
    ("transcript", course(1, grade="7"), "courses.1.grade: “Course 2” was passed with 7, but grade "
     "7 does not stand in the host's grading table: grades that pass in the host's grading table "
     "are 1, 2 (BMU-22.4)"),
    ("transcript", {**TRANSCRIPT, "grading_table": [{"grade": "1", "percent": 40}]},
     "grading_table: the host's grading table adds up to 40 %, which is more than the tolerance "
     "of 0.5 from 100 % (BMU-22.4)"),
    ("transcript", TWICE, "courses.1.title: “Course 1” stands here a second time (first in line "
     "1); record the attempt that counts, or tell the two apart by title and code (BMU-18a)"),
    ("transcript", course(0, ects=-6), "courses.0.ects (“Course 1”): must be at least 0, not -6 "
     "(BMU-18a; "),
    ("recognition", {"decisions": [{"host": "Astrology", "supplement": True}]},
     "decisions.0.host: nobody took “Astrology”: the transcript holds Course 1, Course 2 (BMU-21)"),
]  # fmt: skip


@pytest.mark.parametrize(("fact", "data", "words"), FAULTY, ids=lambda part: str(part)[:30])
def test_a_fact_that_cannot_stand_is_told_with_thing_place_and_rule_and_nothing_is_kept(
    work: Work, fact: str, data: dict[str, Any], words: str
) -> None:
    ana = work.open()
    work.bring("documents_submitted", ana)
    before = work.load(ana)
    with pytest.raises(ValidationError) as wrong:
        work.record(ana, fact, data, "academic_coordinator")
    assert words in str(wrong.value)
    assert wrong.value.message.sr != wrong.value.message.en
    assert work.load(ana) == before


def test_an_act_of_a_step_that_stays_is_delivered_where_that_step_is_taken(work: Work) -> None:
    """A form that only a change of the agreement makes is there once it may have been changed."""
    ana = work.open()
    work.bring("la_signed", ana)
    case, dossier = work.load(ana)
    process = work.office.definition_of(case, dossier)
    steps = {**process.transitions}
    steps["sign_learning_agreement"] = replace(steps["sign_learning_agreement"], documents=())
    process = replace(process, transitions=steps)
    without_form = replace(dossier, produced={})
    form = Delivery("agreement_form", date(2026, 5, 20))
    assert not [*undelivered_act_errors(process, case, form, without_form)]
    earlier_case = replace(case, state="nominated")
    assert [
        error.path for error in undelivered_act_errors(process, earlier_case, form, without_form)
    ] == ["on"]
