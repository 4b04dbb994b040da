"""Calls on the command line: what can't be opened, whose seat passes on, why a place is which."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cli.ranking_list import get_version, place_json, show_list
from persistence.ranking_lists import Place
from states.text import Text
from states.validation_error import ValidationError
from tests.cli.asking import ANA, CALL, Ask

CASE = ("case", "open", "--call", "A call that never ends", "--with")
BEE = ("call", "open", "--institution", "bee", "--with")
THREE = CALL.replace("[m.ilic]", "[m.ilic, j.kos, s.rus]")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (THREE.replace("2099-01-31", "2019-12-31"),
         "closes: the call closes on 2019-12-31, before it is published on 2020-01-01 (BEE-C1)"),
        (CALL.replace("[m.ilic]", "[m.ilic, j.kos]"),
         "commission: the commission has 2 members (m.ilic, j.kos); it must have 3 (BEE-C3)"),
        (THREE.replace("language: 20", "language: 20, полКандидата: 5"),
         "“полКандидата” would give points for a protected attribute, sex or gender (пол или род)"),
        (THREE.replace("language: 20", "language: 0"),
         "criteria.language: must be more than 0, not 0"),
        (THREE + "weights: {language: 90}\n",
         "weights: they add up to 90 per cent, not to 100 (BEE-C4)"),
        (THREE.replace("language: 20", "language: 20, charm: 5"),
         "criteria.charm: is none of the criteria that candidates are ranked by: language"),
        (THREE + "appeal_days: 6\n",
         "appeal_days: 6 days against the list are fewer than the 7 that the rules give (BEE-C5)"),
        (THREE.replace("language: 20", "language: ²"), "criteria.language: must be a number"),
        (THREE.replace("incoming@graz.example", "a..b@graz.example"),
         "'a..b@graz.example' is no e-mail address"),
    ],
)  # fmt: skip
def test_a_call_that_can_not_stand_is_told_in_one_sentence_and_not_opened(
    office: Ask, wrong: str, sentence: str
) -> None:
    answer = office(*BEE, wrong)
    assert answer.status == 2
    assert sentence in answer.err
    assert answer.err.count("\n") == 1
    assert office("call", "list", "--json").json == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (CALL.replace("language: 20", "charm: 20"), "criteria.charm: is none of the criteria"),
        (CALL.replace("[m.ilic]", "[]"), "commission: the call names no commission"),
    ],
)
def test_a_call_of_the_universitys_students_keeps_to_article_15(
    office: Ask, wrong: str, sentence: str
) -> None:
    answer = office("call", "open", "--with", wrong)
    assert answer.status == 2
    assert sentence in answer.err and "(BMU-15b)" in answer.err
    assert office("call", "list", "--json").json == []


def test_a_call_that_leaves_a_criterion_out_says_so_as_it_opens(office: Ask) -> None:
    words = ("call", "open", "--process", "outgoing-teaching", "--with")
    three = "work_plan: 30, development: 30, earlier_mobilities: 10, charm: 40"
    staff = CALL.replace("language: 20", three).replace("[m.ilic]", "[]")
    answer = office(*words, staff)
    leaves_out = "The call leaves out: strategic interest (BMU-29)."
    told_nobody = (
        "No faculty will be told of this call: the settings hold no address of any "
        "(institution.faculties; article 15 paragraphs 1 and 2 of the Rulebook on International "
        "Mobility)."
    )
    assert answer.out == f"Call 1 is open: A call that never ends. {leaves_out} {told_nobody}\n"
    whole = staff.replace("charm", "strategic_interest").replace("never ends", "is whole")
    assert office(*words, whole, "--json").json["notes"] == [told_nobody]


def test_a_seat_passes_on_and_the_call_shows_since_when(office: Ask) -> None:
    assert office(*BEE, THREE).status == 0
    answer = office(
        "call", "replace-member", "1", "--name", "Vera",
        "--with", "{member: j.kos, by: a.nov, from: 2021-03-01, reason: on leave}",
    )  # fmt: skip
    assert answer.status == 0
    assert answer.out == "a.nov has the seat of j.kos.\n"
    call = office("call", "show", "1", "--json").json
    assert call["commission"] == ["m.ilic", "a.nov", "s.rus"]
    assert call["seats"] == ["From Mon 1 Mar 2021: a.nov in place of j.kos (on leave)"]
    assert "Од пон 1.3.2021. a.nov, уместо члана: j.kos" in (
        office("call", "show", "1", "--lang", "sr").out
    )


def test_who_may_not_replace_a_member_gets_status_1_and_the_rule(office: Ask) -> None:
    office(*BEE, THREE)
    words = ("call", "replace-member", "1", "--with", "{member: j.kos, by: a.nov}")
    refusal = office(*words, "--as", "student_service", "--json")
    assert refusal.status == 1
    assert [reason["rule"] for reason in refusal.json["reasons"]] == ["BEE-C3"]
    assert office("call", "show", "1", "--json").json["commission"][1] == "j.kos"


def test_a_version_of_the_list_that_was_not_made_is_told_of(office: Ask) -> None:
    office("call", "open", "--with", CALL)
    answer = office("call", "show", "1", "--version", "2")
    assert answer.status == 2
    assert "there is no version 2 of the list; no list is published yet" in answer.err
    with pytest.raises(ValidationError, match="the newest is version 1"):
        get_version(2, 1)
    assert (get_version(None, 3), get_version(2, 3)) == (3, 2)


def test_each_place_of_a_list_is_shown_with_its_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    why = (Text("80 points", "број бодова: 80"), Text("below BMU-2026-0001", "иза"))
    place = Place("BMU-2026-0002", "Ana Petrović", 2, "waiting", Decimal(80), None, why)
    assert place_json(place, "sr")["why"] == ["број бодова: 80", "иза"]
    show_list(1, [place], "en")
    assert "below BMU-2026-0001" in capsys.readouterr().out


def test_a_place_that_nobody_gave_points_for_has_none(capsys: pytest.CaptureFixture[str]) -> None:
    place = Place("BMU-2026-0002", "Ana Petrović", 2, "waiting", None, None, (), True)
    assert (place_json(place, "en")["points"], place_json(place, "en")["kept"]) == (None, True)
    show_list(1, [place], "en")
    assert "None" not in capsys.readouterr().out


def test_an_order_is_only_for_a_list_that_somebody_chooses(office: Ask) -> None:
    office("call", "open", "--with", CALL)
    answer = office(
        "call", "publish-list", "1", "--as", "rector", "--with", "{order: [BMU-2026-0001]}"
    )
    assert answer.status == 1
    assert "BMU-15b" in answer.err + answer.out
    wrong = office("call", "publish-list", "1", "--with", "{order: BMU-2026-0001}")
    assert wrong.status == 2
    assert "order" in wrong.err


def test_a_person_comes_once_to_a_call_however_the_address_is_written(office: Ask) -> None:
    assert office("call", "open", "--with", CALL).status == 0
    assert office(*CASE, ANA).status == 0
    same_person = ANA.replace("ana@students", "ANA@Students").replace("Petrović", "Petrovic")
    answer = office(*CASE, same_person)
    assert answer.status == 2
    assert "There is a case of this person in the call already: BMU-" in answer.err
    assert len(office("case", "list", "--json").json) == 1


def test_two_addresses_of_one_person_are_put_together_with_a_reason(office: Ask) -> None:
    office("call", "open", "--with", CALL)
    for candidate in (ANA, ANA.replace("ana@students", "ana@home")):
        assert office(*CASE, candidate).status == 0
    first, other = sorted(case["case"] for case in office("case", "list", "--json").json)
    assert office("person", "same", first, other, "--reason", " ").status == 2
    answer = office("person", "same", first, other, "--reason", "She told us", "--json")
    assert answer.json == {"same": [first, other]}
    assert office(*CASE, ANA.replace("ana@students", "ANA@home")).status == 2
    assert "one person already" in office("person", "same", other, first, "--reason", "So").err
    assert office("person", "apart", other, "--reason", "Her sister").status == 0
    refusal = office("person", "same", first, other, "--reason", "So", "--as", "student_service")
    assert refusal.status == 1
