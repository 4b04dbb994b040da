"""Days that can't be, in every form: a field's type says that its day has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rules.possible_days import days_ahead, impossible_days
from states.calls import Call, CallProgress, Candidate, PublishedList
from states.dossier import Appeal, DecreeIssued, Dossier, HostAnswer, Stay
from states.frozen import frozen
from states.payloads import PAYLOADS, read_payload
from states.strict_forms import STRICT, PastDay
from workflows.calls.commission import MemberReplaced

TODAY = date(2026, 10, 5)
ANA = Dossier(
    Candidate("Ana Petrović", "ana@students.example"),
    Call("Spring", date(2026, 2, 2), date(2026, 3, 1)),
    progress=CallProgress(1, list_published_on=date(2026, 3, 5)),
    stay=Stay(arrived_on=date(2026, 10, 1)),
    decree=DecreeIssued("BMU-D-2026-0001", date(2026, 10, 2), "course_by_course"),
)


@frozen
class Visit:
    """A form of nobody yet."""

    __pydantic_config__ = STRICT

    on: PastDay


@frozen
class Visits:
    """Its rows."""

    __pydantic_config__ = STRICT

    visits: tuple[Visit, ...] = ()
    first_day: PastDay | None = None


def wrong(form: str, data: dict[str, Any], dossier: Dossier = ANA) -> list[str]:
    return [error.path for error in impossible_days(form, read_payload(form, data), dossier, TODAY)]


FORMS: dict[str, tuple[str, dict[str, Any]]] = {
    "signature": ("on", {"document": "learning_agreement", "party": "host"}),
    "document": ("delivered_on", {"kind": "cv"}),
    "delivery": ("on", {"document": "nomination_letter"}),
    "certification": ("on", {}),
    "agreement_change": ("on", {}),
    "training_change": ("on", {}),
    "staff_change": ("on", {}),
    "ranking_appeal": ("on", {}),
    "decree_appeal": ("on", {}),
    "decree": ("delivered_on", {}),
}


@pytest.mark.parametrize("form", FORMS)
def test_today_has_come_and_tomorrow_has_not(form: str) -> None:
    field, rest = FORMS[form]
    assert wrong(form, {**rest, field: "2026-10-05"}) == []
    assert wrong(form, {**rest, field: "2026-10-06"}) == [field]


@pytest.mark.parametrize("field", ["arrived_on", "returned_on"])
def test_nobody_arrives_or_returns_tomorrow(field: str) -> None:
    assert wrong("stay", {field: "2026-10-05"}) == []
    assert wrong("stay", {field: "2026-10-06"}) == [field]


@pytest.mark.parametrize("form", ["insurance", "residence_permit", "pause", "host_period"])
def test_what_lies_ahead_may_be_said_but_not_backwards(form: str) -> None:
    assert wrong(form, {"from": "2027-01-01", "to": "2027-01-01"}) == []
    assert wrong(form, {"from": "2027-01-02", "to": "2027-01-01"}) == ["to"]


def test_a_semester_may_begin_in_the_future() -> None:
    assert wrong("semester_start", {"on": "2027-02-15"}) == []


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        ({"returned_on": "2026-10-01"}, []),
        ({"returned_on": "2026-09-30"}, ["returned_on"]),
        ({"arrived_on": "2026-10-03", "returned_on": "2026-10-02"}, ["returned_on"]),
        ({"arrived_on": "2026-09-29", "returned_on": "2026-09-30"}, []),
    ],
)
def test_a_return_is_held_against_the_arrival_that_stands(
    record: dict[str, Any], fields: list[str]
) -> None:
    assert wrong("stay", record) == fields


def test_where_no_arrival_is_known_nobody_returns_before_the_stay_begins() -> None:
    period = HostAnswer(True, date(2026, 10, 1), date(2027, 2, 12))
    not_arrived = replace(ANA, stay=Stay(), host_answer=period)
    assert wrong("stay", {"returned_on": "2026-10-01"}, not_arrived) == []
    assert wrong("stay", {"returned_on": "2026-09-30"}, not_arrived) == ["returned_on"]
    data = {"arrived_on": "2026-09-29", "returned_on": "2026-09-30"}
    assert wrong("stay", data, not_arrived) == []


def test_an_arrival_written_after_the_return_is_the_one_that_is_wrong() -> None:
    back = replace(ANA, stay=Stay(returned_on=date(2026, 10, 2)))
    assert wrong("stay", {"arrived_on": "2026-10-02"}, back) == []
    assert wrong("stay", {"arrived_on": "2026-10-03"}, back) == ["arrived_on"]


def test_an_appeal_may_have_come_before_the_list_in_force_but_not_before_the_first_one() -> None:
    progress = CallProgress(
        2,
        list_published_on=date(2026, 3, 20),
        earlier_lists=(PublishedList(1, date(2026, 3, 5)),),
    )
    dossier = replace(ANA, progress=progress)
    assert wrong("ranking_appeal", {"on": "2026-03-05"}, dossier) == []
    assert wrong("ranking_appeal", {"on": "2026-03-04"}, dossier) == ["on"]


def test_a_decree_of_today_was_not_delivered_yesterday() -> None:
    assert wrong("decree", {"delivered_on": "2026-10-04"}) == ["delivered_on"]


@pytest.mark.parametrize("form", ["delivery", "decree_appeal"])
def test_nothing_reaches_anybody_before_the_decree_is_issued(form: str) -> None:
    rest = {"document": "decree"} if form == "delivery" else {}
    assert wrong(form, {**rest, "on": "2026-10-02"}) == []
    assert wrong(form, {**rest, "on": "2026-10-01"}) == ["on"]


def test_a_decree_that_was_not_issued_was_not_delivered() -> None:
    none = replace(ANA, decree=None)
    assert wrong("delivery", {"document": "decree", "on": "2026-10-05"}, none) == ["on"]
    assert wrong("delivery", {"document": "nomination_letter", "on": "2026-10-05"}, none) == []


def test_a_delivery_is_of_the_decree_that_stood_on_its_day() -> None:
    assert ANA.decree is not None
    decree = replace(ANA.decree, number="BMU-D-2026-0002", issued_on=date(2026, 10, 4))
    second = replace(ANA, decree=decree, earlier_decrees=(ANA.decree,))
    for day in ("2026-10-02", "2026-10-03", "2026-10-04"):
        assert wrong("delivery", {"document": "decree", "on": day}, second) == []
    assert wrong("delivery", {"document": "decree", "on": "2026-10-01"}, second) == ["on"]


def test_a_letter_is_not_delivered_before_it_is_written() -> None:
    with_letter = replace(ANA, produced={"nomination_letter": date(2026, 10, 2)})
    letter = {"document": "nomination_letter"}
    assert wrong("delivery", {**letter, "on": "2026-10-02"}, with_letter) == []
    assert wrong("delivery", {**letter, "on": "2026-10-01"}, with_letter) == ["on"]
    assert wrong("delivery", {"document": "cv", "on": "2026-10-01"}, with_letter) == []


def test_a_decision_on_an_appeal_is_not_delivered_before_one_was_made() -> None:
    decision = {"document": "appeal_decision", "on": "2026-10-02"}
    open_appeal = Appeal("list", date(2026, 9, 30))
    dismissed_appeal = replace(open_appeal, decided_on=date(2026, 10, 2), upheld=False)
    upheld_appeal = replace(open_appeal, decided_on=date(2026, 10, 5), upheld=True)
    outcomes = {
        (): ["on"],
        (open_appeal,): ["on"],
        (dismissed_appeal,): [],
        (dismissed_appeal, upheld_appeal): [],
        (upheld_appeal,): ["on"],
    }
    for appeals, fields in outcomes.items():
        assert wrong("delivery", decision, replace(ANA, appeals=appeals)) == fields


def test_a_decision_is_certified_once_it_is_there() -> None:
    assert wrong("certification", {"on": "2026-10-02"}) == []
    assert wrong("certification", {"on": "2026-10-01"}) == ["on"]
    assert wrong("certification", {"on": "2026-10-05"}, replace(ANA, decree=None)) == ["on"]


def test_nobody_appeals_against_a_list_that_was_not_published() -> None:
    assert wrong("ranking_appeal", {"on": "2026-03-05"}) == []
    assert wrong("ranking_appeal", {"on": "2026-03-04"}) == ["on"]


def test_a_new_form_is_judged_by_its_declaration_in_its_rows_too() -> None:
    visits = Visits((Visit(date(2026, 10, 5)), Visit(date(2026, 10, 6))), date(2026, 10, 7))
    assert [error.path for error in days_ahead(visits, TODAY)] == ["visits.1.on", "from"]


def test_the_form_of_a_call_is_judged_alike() -> None:
    replacement = MemberReplaced("a.pavic", "d.rus", date(2026, 10, 6))
    assert [error.path for error in days_ahead(replacement, TODAY)] == ["from"]


def test_the_sentence_names_the_day_in_both_languages() -> None:
    value = read_payload("delivery", {"document": "nomination_letter", "on": "2026-10-06"})
    (error,) = impossible_days("delivery", value, ANA, TODAY)
    assert error.message.en == "2026-10-06 lies in the future"
    assert error.message.sr == "2026-10-06 је у будућности"


def test_a_form_without_days_has_none_that_are_wrong() -> None:
    for form in ("nothing", "reason", "host_choice"):
        assert form in PAYLOADS
        assert wrong(form, {}) == []
