"""Transcripts and decisions that can't stand as they are told: each fault at its place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from rules.payload_checks import FieldError, payload_errors
from states.dossier import Dossier
from states.payloads import read_payload
from tests.rules.test_recognition import ANA
from tests.rules.test_regulation import BMU
from tests.rules.test_table_choice import table

TABLE = [{"grade": "1", "percent": 40}, {"grade": "2", "percent": 60}]
LAW = {"title": "Public Law", "ects": 6, "grade": "1", "passed": True, "code": "L1"}


def found(form: str, data: dict[str, Any], dossier: Dossier = ANA) -> list[FieldError]:
    return list(payload_errors(form, read_payload(form, data), dossier, BMU.grading_scale))


def transcript(*courses: dict[str, Any], **more: Any) -> list[FieldError]:
    return found("transcript", {"courses": list(courses), "grading_table": TABLE, **more})


def test_a_grade_that_is_not_in_the_table_is_told_with_the_course_and_the_table() -> None:
    (fault,) = transcript(LAW, {**LAW, "title": "EU Law", "code": "L2", "grade": "33"})
    assert (fault.path, fault.about) == ("courses.1.grade", "grades")
    assert fault.message.en == (
        "“EU Law” was passed with 33, but grade 33 does not stand in the host's grading table: "
        "grades that pass in the host's grading table are 1, 2"
    )
    assert "„EU Law“ је положен са оценом 33" in fault.message.sr


def test_a_course_passed_with_a_grade_that_does_not_pass_is_told_too() -> None:
    failing = [*TABLE, {"grade": "5", "percent": 0, "passing": False}]
    (fault,) = transcript({**LAW, "grade": "5"}, grading_table=failing)
    assert "grade 5 is not a passing grade" in fault.message.en


def test_a_grade_that_failed_need_not_stand_in_the_table() -> None:
    assert transcript({**LAW, "grade": "15", "passed": False}) == []


def test_a_table_adds_up_to_100_within_half_a_per_cent() -> None:
    def of(percent: str) -> list[FieldError]:
        return transcript(LAW, grading_table=[TABLE[0], {"grade": "2", "percent": percent}])

    assert of("60.5") == of("59.5") == []
    (over,), (under,) = of("60.51"), of("59.49")
    assert (over.path, over.about) == ("grading_table", "grades")
    assert (
        "adds up to 100.51 %, which is more than the tolerance of 0.5 from 100 %" in over.message.en
    )
    assert (
        "даје збир од 99,49 %, што од 100 % одступа за више од дозвољених 0,5" in under.message.sr
    )


def test_a_table_of_the_office_is_held_against_the_transcript_that_has_none() -> None:
    assert ANA.application
    with_table = replace(ANA, transcript=None, grading_tables=(table(4),))
    data = {"courses": [{**LAW, "grade": "1,7"}]}
    (fault,) = found("transcript", data, with_table)
    assert "does not stand in the host's grading table" in fault.message.en
    assert "table 4, University of Graz" in fault.message.en
    assert found("transcript", {"courses": [{**LAW, "grade": "B"}]}, with_table) == []


def test_a_course_stands_in_a_transcript_once_by_its_title_and_by_its_code() -> None:
    (title,) = transcript(LAW, {**LAW, "title": " public  LAW", "code": "L2"})
    (code,) = transcript(LAW, {**LAW, "title": "EU Law", "code": "l1"})
    assert (title.path, code.path) == ("courses.1.title", "courses.1.title")
    assert title.about == "courses"
    assert "stands here a second time (first in line 1)" in title.message.en
    assert transcript(LAW, {**LAW, "title": "EU Law", "code": "L2"}) == []


def test_a_decision_on_a_course_that_nobody_took_is_told_with_what_was_taken() -> None:
    decisions = [
        {"host": "databases", "supplement": True},
        {"host": "Astrology", "supplement": True},
    ]
    (fault,) = found("recognition", {"decisions": decisions})
    assert (fault.path, fault.about) == ("decisions.1.host", "courses")
    assert fault.message.en == (
        "nobody took “Astrology”: the transcript holds Databases, Distributed Systems, Machine "
        "Learning, German for Beginners"
    )


def test_a_decision_may_come_before_the_transcript() -> None:
    data = {"decisions": [{"host": "Astrology", "supplement": True}]}
    assert found("recognition", data, replace(ANA, transcript=None)) == []


def test_one_course_may_count_as_two_but_is_not_decided_twice_alike() -> None:
    def home(title: str) -> dict[str, Any]:
        return {"host": "Databases", "home": {"title": title, "ects": 4, "hours": 30}}

    assert found("recognition", {"decisions": [home("A"), home("B")]}) == []
    (fault,) = found("recognition", {"decisions": [home("A"), home("a ")]})
    assert "“Databases” is decided here a second time (first in line 1)" in fault.message.en


def test_a_home_course_is_owed_once() -> None:
    data = {"semester": [{"title": "Baze", "ects": Decimal(8)}, {"title": "baze"}]}
    (fault,) = found("home_courses", data)
    assert (fault.path, fault.message.en) == (
        "semester.1.title", "“baze” stands in the semester a second time"
    )  # fmt: skip


def test_a_home_course_has_one_number_of_ects_and_of_hours() -> None:
    """BMU-22.1: what counts is what the home course has, so it can't have two."""

    def told(**second: Any) -> list[FieldError]:
        databases = {"title": "Baze podataka", "ects": 8, "hours": 60}
        decisions = [
            {"host": "Databases", "home": databases},
            {"host": "Networks", "home": {"title": "baze podataka", **second}},
        ]
        return found("recognition", {"decisions": decisions}, replace(ANA, transcript=None))

    assert told(ects=8, hours=60) == told(ects="8.0") == told(hours=60) == []
    ects, hours = told(ects=6, hours=45)
    assert (ects.path, hours.path) == ("decisions.1.home.ects", "decisions.1.home.hours")
    assert ects.message.en == "“baze podataka” has 6 here, and 8 in line 1: it is one course"
    assert "у реду 1 60: предмет је исти" in hours.message.sr
