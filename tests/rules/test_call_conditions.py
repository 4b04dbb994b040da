"""A call that can't stand is not opened, and every reason is said with its place and its rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from office.config_file import SHIPPED
from office.wiring import open_office
from rules.call_conditions import errors_of_call
from rules.weighting import counted, total_of
from states.calls import Call, Host

TODAY = date(2026, 2, 16)
GRAZ = Host("University of Graz", "incoming@graz.example", "AT")
CALL = Call(
    title="Autumn",
    published=TODAY,
    closes=date(2026, 3, 16),
    required=("cv",),
    criteria={"language": Decimal(10), "motivation": Decimal(20)},
    minimum_points=Decimal(30),
    hosts=(GRAZ,),
    commission=("m.ilic", "j.kos", "s.rus"),
)
OFFICE = open_office(Path("no-data-folder"), SHIPPED)


def said(call: Call, institution: str = "bee", process: str = "outgoing-studies") -> list[str]:
    return [
        str(problem)
        for problem in errors_of_call(call, OFFICE.in_force(institution, process, TODAY), TODAY)
    ]


@pytest.mark.parametrize("institution", ["bmu", "bee"])
def test_a_call_that_is_right_has_no_flaw(institution: str) -> None:
    assert said(CALL, institution) == []


def test_a_call_that_closes_before_it_is_published_is_told_under_the_rule_of_calls() -> None:
    closed = replace(CALL, closes=date(2026, 2, 15))
    told = "closes: the call closes on 2026-02-15, before it is published on 2026-02-16"
    assert said(closed, "bee") == [f"{told} (BEE-C1)"]
    assert said(closed, "bmu") == [f"{told} (BMU-15a)"]
    assert said(replace(CALL, closes=TODAY)) == []


@pytest.mark.parametrize(
    ("members", "count"),
    [(("a", "b"), 2), (("a", "b", "c", "d"), 4), ((), 0)],
)
def test_a_commission_that_is_not_of_three_is_told_where_the_rules_ask_for_three(
    members: tuple[str, ...], count: int
) -> None:
    (told,) = said(replace(CALL, commission=members))
    assert told.startswith(f"commission: the commission has {count} members")
    assert told.endswith("it must have 3 (BEE-C3)")
    assert said(replace(CALL, commission=members), "bmu") == []


def test_a_protected_attribute_is_told_with_criterion_attribute_and_rule() -> None:
    criteria = {**CALL.criteria, "pol_kandidata": Decimal(5)}
    (told,) = said(replace(CALL, criteria=criteria), "bmu")
    assert told.startswith("criteria.pol_kandidata: “pol_kandidata” would give points for")
    assert "sex or gender (пол или род)" in told
    assert told.endswith("(BMU-3)")


def test_names_that_come_twice_and_unknown_documents_are_told() -> None:
    wrong = replace(
        CALL, required=("cv", "cv", "diploma"), hosts=(GRAZ, GRAZ),
        commission=("m.ilic", "m.ilic", "s.rus"),
    )  # fmt: skip
    assert said(wrong, "bmu") == [
        "required: not a kind of document: diploma (BMU-15a)",
        "required: named twice: cv (BMU-15a)",
        "commission: named twice: m.ilic (BMU-15a)",
        "hosts: named twice: University of Graz (BMU-15a)",
    ]
    assert said(wrong)[-1].startswith("commission: the commission has 2 members")


def test_a_minimum_that_nobody_can_reach_is_told() -> None:
    assert said(replace(CALL, minimum_points=Decimal("30.5"))) == [
        "minimum_points: nobody can reach 30.5 points: all criteria together give 30 at most "
        "(BEE-C4)"
    ]


def weighed(**weights: int) -> Call:
    return replace(CALL, weights={name: Decimal(each) for name, each in weights.items()})


def test_weights_that_do_not_add_up_to_a_hundred_are_told() -> None:
    assert said(weighed(language=40, motivation=60)) == []
    assert said(weighed(language=40, motivation=50)) == [
        "weights: they add up to 90 per cent, not to 100 (BEE-C4)"
    ]


def test_a_weight_is_given_to_every_criterion_and_to_nothing_else() -> None:
    assert said(weighed(language=40, charm=60)) == [
        "weights.charm: is not a criterion of the call (BEE-C4)",
        "weights: no weight is given to: motivation (BEE-C4)",
    ]


def test_points_count_by_their_weight_exactly() -> None:
    call = weighed(language=40, motivation=60)
    points = {"language": Decimal(6), "motivation": Decimal(1)}
    assert sum(counted(call, points).values()) == 27
    assert total_of(call, points) == 27
    assert total_of(CALL, points) == 7
    assert total_of(call, {"language": Decimal(6)}) is None
    assert total_of(call, None) is None


def test_without_weights_points_count_as_they_are_given() -> None:
    points = {"language": Decimal("6.25")}
    assert counted(CALL, points) == points
