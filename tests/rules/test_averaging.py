"""One home course enters the average once, however many courses abroad replaced it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.averaging import counted_once, joint
from rules.recognition import compose
from states.recognition import RecognitionDecision, TranscriptCourse
from tests.rules.test_recognition import ANA, ANNEX_11, BAZE, BMU, DISTRIBUIRANI


def part(ects: str, grade: str) -> tuple[TranscriptCourse, str]:
    return TranscriptCourse("Course", Decimal(ects), "x", True), grade


@pytest.mark.parametrize(
    ("parts", "grade"),
    [
        ([("6", "9"), ("6", "7")], "8"),
        ([("6", "10"), ("6", "9")], "10"),  # a half goes to the better grade
        ([("5.9", "10"), ("6", "9")], "9"),  # just under a half does not
        ([("6", "10"), ("5.9", "9")], "10"),
        ([("12", "6"), ("3", "10")], "7"),  # 6.8
        ([("0", "10"), ("0", "6")], "8"),  # no ECTS to weigh by
        ([("4", "7"), ("4", "7"), ("4", "7")], "7"),
    ],
)
def test_the_mean_is_weighted_by_the_host_s_ects(parts: list[tuple[str, str]], grade: str) -> None:
    assert joint(BAZE, [part(*ects_and_grade) for ects_and_grade in parts], BMU).grade == grade


@given(
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["10", "9", "8", "7", "6"])), min_size=1)
)
def test_the_one_grade_lies_between_the_best_and_the_worst_and_knows_no_order(
    parts: list[tuple[int, str]],
) -> None:
    grade_parts = [part(str(ects), grade) for ects, grade in parts]
    mean = int(joint(BAZE, grade_parts, BMU).grade)
    marks = [int(grade) for _, grade in parts]
    assert min(marks) <= mean <= max(marks)
    assert int(joint(BAZE, grade_parts[::-1], BMU).grade) == mean


TOGETHER = tuple(RecognitionDecision(title, BAZE) for title in ("Databases", "Distributed Systems"))


def test_two_courses_for_one_count_its_ects_and_a_grade_once() -> None:
    recognition = compose(replace(ANA, recognition=TOGETHER), BMU, scale_source=ANNEX_11)
    assert [line.grade for line in recognition.replaced] == ["9", "7"]
    assert (recognition.ects_counted, recognition.grades_in_average) == (8, ("8",))
    (together,) = recognition.joint
    assert counted_once(together).en == (
        "“Baze podataka” enters the average once, with grade 8: the mean of “Databases” 9, "
        "“Distributed Systems” 7, weighted by the host's ECTS, to the nearest grade, a half to "
        "the better one"
    )


def test_one_course_for_two_counts_for_both_of_them() -> None:
    decisions = (
        RecognitionDecision("Databases", BAZE),
        RecognitionDecision("Databases", DISTRIBUIRANI),
    )
    recognition = compose(replace(ANA, recognition=decisions), BMU, scale_source=ANNEX_11)
    assert (recognition.ects_counted, recognition.grades_in_average) == (14, ("9", "9"))
    assert recognition.joint == ()


def test_a_free_elective_counts_its_own_ects_and_stays_out_of_the_average() -> None:
    decisions = (
        RecognitionDecision("Databases", BAZE),
        RecognitionDecision("Distributed Systems", supplement=True),
        RecognitionDecision("German for Beginners", elective=True),
    )
    recognition = compose(replace(ANA, recognition=decisions), BMU, scale_source=ANNEX_11)
    assert [course.title for course in recognition.recognised] == ["German for Beginners"]
    assert [course.title for course in recognition.supplement] == ["Distributed Systems"]
    assert (recognition.ects_counted, recognition.grades_in_average) == (8 + 4, ("9",))
    assert [home.title for home in recognition.remaining] == [
        "Distribuirani sistemi",
        "Mašinsko učenje",
    ]
