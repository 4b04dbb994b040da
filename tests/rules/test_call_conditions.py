"""A call that can't stand is not opened, and every reason is said with its place and its rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from office.config_file import SHIPPED
from office.wiring import open_office
from rules.asked_documents import asked_documents
from rules.call_conditions import errors_of_call, notes_of_call
from rules.weighting import counted, total_of
from states.calls import Call, Host
from states.text import Text

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
BMU_CALL = replace(CALL, criteria={"language": Decimal(10), "relevance": Decimal(20)})
OFFICE = open_office(Path("no-data-folder"), SHIPPED)


def said(call: Call, institution: str = "bee", process: str = "outgoing-studies") -> list[str]:
    return [
        str(problem)
        for problem in errors_of_call(call, OFFICE.in_force(institution, process, TODAY), TODAY)
    ]


@pytest.mark.parametrize(("institution", "call"), [("bmu", BMU_CALL), ("bee", CALL)])
def test_a_call_that_is_right_has_no_flaw(institution: str, call: Call) -> None:
    assert said(call, institution) == []


def test_a_call_that_closes_before_it_is_published_is_told_under_the_rule_of_calls() -> None:
    call = replace(CALL, closes=date(2026, 2, 15))
    sentence = "closes: the call closes on 2026-02-15, before it is published on 2026-02-16"
    assert said(call, "bee") == [f"{sentence} (BEE-C1)"]
    call = replace(BMU_CALL, closes=call.closes)
    assert said(call, "bmu") == [f"{sentence} (BMU-15a)"]
    assert said(replace(CALL, closes=TODAY)) == []


@pytest.mark.parametrize(
    ("members", "count", "at_bmu"),
    [
        (("a", "b"), 2, []),
        (("a", "b", "c", "d"), 4, []),
        (
            (),
            0,
            [
                "commission: the call names no commission: nobody would score the applications "
                "(BMU-15b)"
            ],
        ),
    ],
)
def test_a_commission_that_is_not_of_three_is_told_where_the_rules_ask_for_three(
    members: tuple[str, ...], count: int, at_bmu: list[str]
) -> None:
    (sentence,) = said(replace(CALL, commission=members))
    assert sentence.startswith(f"commission: the commission has {count} members")
    assert sentence.endswith("it must have 3 (BEE-C3)")
    assert said(replace(BMU_CALL, commission=members), "bmu") == at_bmu


def test_a_protected_attribute_is_told_with_criterion_attribute_and_rule() -> None:
    criteria = {**BMU_CALL.criteria, "pol_kandidata": Decimal(5)}
    (sentence,) = said(replace(CALL, criteria=criteria), "bmu")
    assert sentence.startswith("criteria.pol_kandidata: “pol_kandidata” would give points for")
    assert "sex or gender (пол или род)" in sentence
    assert sentence.endswith("(BMU-3)")


def test_names_that_come_twice_and_unknown_documents_are_told() -> None:
    wrong = replace(
        BMU_CALL, required=("cv", "cv", "diploma"), hosts=(GRAZ, GRAZ),
        commission=("m.ilic", "m.ilic", "s.rus"),
    )  # fmt: skip
    assert said(wrong, "bmu") == [
        "required: not a kind of document: diploma (BMU-15a)",
        "required: named twice: cv (BMU-15a)",
        "commission: named twice: m.ilic (BMU-15a)",
        "hosts: named twice: University of Graz (BMU-15a)",
    ]
    wrong = replace(wrong, criteria=CALL.criteria)
    assert said(wrong)[-1].startswith("commission: the commission has 2 members")


def test_a_minimum_that_nobody_can_reach_is_told() -> None:
    assert said(replace(CALL, minimum_points=Decimal("30.5"))) == [
        "minimum_points: nobody can reach 30.5 points: all criteria together give 30 at most "
        "(BEE-C4)"
    ]


def weighed(**weights: int) -> Call:
    return replace(CALL, weights={name: Decimal(weight) for name, weight in weights.items()})


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


STUDENTS = [
    ("bmu", "outgoing-studies"),
    ("bmu", "outgoing-traineeship"),
    ("bee", "outgoing-studies"),
]
STAFF = [
    ("bmu", "outgoing-teaching"),
    ("bmu", "outgoing-training"),
    ("bmu", "outgoing-research"),
    ("bee", "outgoing-teaching"),
    ("bee", "outgoing-training"),
]


@pytest.mark.parametrize(("institution", "process"), STUDENTS)
def test_students_are_ranked_by_the_criteria_of_the_source_and_by_no_others(
    institution: str, process: str
) -> None:
    terms = OFFICE.in_force(institution, process, TODAY).call
    assert terms is not None
    all_of_them = replace(CALL, criteria=dict.fromkeys(terms.criteria, Decimal(10)))
    assert said(all_of_them, institution, process) == []
    charm = replace(all_of_them, criteria={**all_of_them.criteria, "charm": Decimal(5)})
    (sentence,) = said(charm, institution, process)
    assert sentence.startswith("criteria.charm: is none of the criteria that candidates are ranked")
    assert sentence.endswith({"bmu": "(BMU-15b)", "bee": "(BEE-S1)"}[institution])


@pytest.mark.parametrize(("institution", "process"), STAFF)
def test_a_call_for_staff_may_add_criteria_of_its_own(institution: str, process: str) -> None:
    charm = replace(CALL, criteria={"work_plan": Decimal(60), "charm": Decimal(40)})
    assert said(charm, institution, process) == []


def noted(call: Call, institution: str, process: str) -> list[Text]:
    return notes_of_call(call, OFFICE.in_force(institution, process, TODAY))


def test_a_call_that_leaves_a_criterion_out_says_so() -> None:
    four = dict.fromkeys(
        ("work_plan", "development", "strategic_interest", "earlier_mobilities"), Decimal(25)
    )
    assert noted(replace(CALL, criteria=four), "bmu", "outgoing-research") == []
    del four["strategic_interest"]
    (note,) = noted(replace(CALL, criteria=four), "bmu", "outgoing-research")
    assert note.en == "The call leaves out: strategic interest (BMU-29)."
    assert note.sr == "Критеријуми које конкурс не садржи: стратешки интерес (BMU-29)."
    five = ("work_plan", "benefit", "language", "length_of_stay", "dissemination")
    staff_contest = replace(CALL, criteria=dict.fromkeys(five, Decimal(20)))
    assert noted(staff_contest, "bee", "outgoing-training") == []
    (note,) = noted(CALL, "bee", "outgoing-training")
    assert note.en.endswith("dissemination after the return (BEE-T2).")


def test_a_students_call_that_names_no_host_says_so() -> None:
    without = replace(CALL, hosts=())
    for institution, process, rule in (
        ("bmu", "outgoing-studies", "BMU-15d"), ("bmu", "outgoing-traineeship", "BMU-15d"),
        ("bee", "outgoing-studies", "BEE-L3"),
    ):  # fmt: skip
        note = noted(without, institution, process)[0]
        assert note.en.startswith("The call names no host institution")
        assert note.sr.endswith(f"({rule}).")
    for process in ("outgoing-teaching", "incoming-studies"):
        assert not any("no host" in note.en for note in noted(without, "bmu", process))


def test_a_students_call_that_tells_of_no_extra_support_says_so() -> None:
    five = (
        "programme_compatibility",
        "grade_average",
        "relevance",
        "language",
        "earlier_mobilities",
    )
    call = replace(CALL, criteria=dict.fromkeys(five, Decimal(20)))
    for process in ("outgoing-studies", "outgoing-traineeship"):
        for silent in (None, "  "):
            (note,) = noted(replace(call, extra_support=silent), "bmu", process)
            assert note.en.startswith("The call does not inform of extra support")
            assert note.sr.endswith("(BMU-15a).")
        with_support = replace(call, extra_support="EUR 250 a month; travel of a companion")
        assert noted(with_support, "bmu", process) == []
    seven = OFFICE.in_force("bee", "outgoing-studies", TODAY).call
    assert seven is not None
    of_faculty = replace(CALL, criteria=dict.fromkeys(seven.criteria, Decimal(10)))
    assert noted(of_faculty, "bee", "outgoing-studies") == []


@pytest.mark.parametrize(
    ("institution", "process", "required_kinds", "kinds"),
    [
        ("bmu", "outgoing-studies", ("cv",), {"cv": False}),
        ("bmu", "incoming-studies", (), {}),
        (
            "bee", "outgoing-training", ("passport_copy", "cv"),
            {"passport_copy": False, "cv": False, "application_form": False, "work_plan": False},
        ),
        (
            "bee", "outgoing-studies", (),
            {
                "host_application_form": False, "passport_copy": False, "study_plan": True,
                "passed_exams": False, "attendance_certificate": False, "application_form": True,
            },
        ),
    ],
)  # fmt: skip
def test_a_call_shows_the_documents_of_its_source_beside_its_own(
    institution: str, process: str, required_kinds: tuple[str, ...], kinds: dict[str, bool]
) -> None:
    definition = OFFICE.in_force(institution, process, TODAY)
    assert asked_documents(replace(CALL, required=required_kinds), definition) == kinds


@pytest.mark.parametrize("process", ["outgoing-studies", "outgoing-teaching", "outgoing-training"])
@pytest.mark.parametrize(("days", "fewer"), [(6, True), (7, False), (14, False), (None, False)])
def test_a_complaint_against_the_facultys_list_has_seven_days_or_more(
    process: str, days: int | None, fewer: bool
) -> None:
    sentences = said(replace(CALL, appeal_days=days), "bee", process)
    sentence = (
        "appeal_days: 6 days against the list are fewer than the 7 that the rules give (BEE-C5)"
    )
    assert sentences == ([sentence] if fewer else [])


def test_the_university_gives_as_many_days_as_its_call_says() -> None:
    assert said(replace(BMU_CALL, appeal_days=1), "bmu") == []


def test_only_the_universitys_staff_may_be_chosen_without_a_commission() -> None:
    call = replace(CALL, commission=(), criteria={"language": Decimal(30)})
    sentence = "commission: the call names no commission: nobody would score the applications"
    for process in ("outgoing-studies", "outgoing-traineeship"):
        assert said(call, "bmu", process) == [f"{sentence} (BMU-15b)"]
    for process in ("outgoing-teaching", "outgoing-training", "outgoing-research"):
        assert said(call, "bmu", process) == []
    assert said(call, "bee", "outgoing-teaching")[0].endswith("it must have 3 (BEE-C3)")


@pytest.mark.parametrize("process", ["incoming-studies", "incoming-traineeship"])
def test_a_call_of_students_who_come_names_neither_commission_nor_criteria(process: str) -> None:
    assert (
        said(replace(CALL, commission=(), criteria={}, minimum_points=Decimal(0)), "bmu", process)
        == []
    )
