"""What guards and deadlines are given is read by its kind, and a wrong kind is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from rules.parameters import (
    Parameters,
    conversion_rule,
    day,
    grading_scale,
    groups_of_words,
    number,
    whole_number,
    word,
    words,
)
from states.recognition import GradeShare


def test_a_number_is_read_as_it_is_written() -> None:
    assert number({"min_ects": 20}, "min_ects") == 20
    assert number({"min_ects": Decimal("7.5")}, "min_ects") == Decimal("7.5")
    assert whole_number({"change_days": Decimal(30)}, "change_days") == 30


def test_a_number_must_be_there() -> None:
    with pytest.raises(KeyError, match="min_ects"):
        number({}, "min_ects")


def test_one_word_alone_stands_for_a_list_of_one() -> None:
    assert words({"of": "cv"}, "of") == ("cv",)
    assert words({"of": ["cv", "work_plan"]}, "of") == ("cv", "work_plan")
    assert words({}, "of") == ()


def test_parties_in_one_place_stand_for_each_other() -> None:
    parties = {"parties": ("student", ("rector", "dean"), "host")}
    assert groups_of_words(parties, "parties") == [("student",), ("rector", "dean"), ("host",)]


def test_what_may_be_left_out_is_none_where_it_is() -> None:
    assert word({}, "host") is None
    assert word({"host": "TU Graz"}, "host") == "TU Graz"
    assert day({"due": None}, "due") is None
    assert day({"due": date(2026, 3, 19)}, "due") == date(2026, 3, 19)


def test_rules_of_recognition_are_given_a_scale_and_how_to_convert() -> None:
    scale = (GradeShare("10", Decimal(10)), GradeShare("9", Decimal(90)))
    parameters = {"grading_scale": scale, "conversion": "worst"}
    assert grading_scale(parameters) == scale
    assert conversion_rule(parameters) == "worst"


@pytest.mark.parametrize(
    ("reader", "parameters", "sentence"),
    [
        (
            lambda parameters: number(parameters, "min_ects"),
            {"min_ects": "many"},
            "must be a number",
        ),
        (lambda parameters: word(parameters, "host"), {"host": 3}, "must be a word"),
        (lambda parameters: words(parameters, "of"), {"of": 3}, "must be a list of words"),
        (
            lambda parameters: groups_of_words(parameters, "parties"),
            {"parties": "host"},
            "a list of words",
        ),
        (lambda parameters: day(parameters, "due"), {"due": "2026-03-19"}, "must be a date"),
        (grading_scale, {"grading_scale": "A to E"}, "must be a grading table"),
        (conversion_rule, {"conversion": "by_lot"}, "largest_overlap, best, worst"),
    ],
)
def test_a_value_of_another_kind_is_named(
    reader: Callable[[Parameters], object], parameters: Parameters, sentence: str
) -> None:
    with pytest.raises(TypeError, match=sentence):
        reader(parameters)
