"""Publishing a list: everybody has scored, nobody sits on both sides, the call is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from rules.guards import LIST_GUARDS, JudgedApplication, ListDraft
from states.reasons import GuardReason
from tests.rules.guards.guard_stories import ANA, BEE, at

POINTS = {"language": Decimal(16), "relevance": Decimal(15)}
JUDGED = JudgedApplication(
    "BEE-2026-0001",
    ANA.candidate,
    dict.fromkeys(ANA.call.commission, POINTS),
    interviewed_on=date(2026, 3, 18),
)
BORIS = replace(JUDGED, case="BEE-2026-0002", candidate=replace(ANA.candidate, name="Boris Savić"))
NAMES = {"s.rus": "Stefan Rus"}
NOW = at("2026-03-19 12:00")


def judged(
    guard: str, *applications: JudgedApplication, now: datetime = NOW, commission: str = ""
) -> list[GuardReason]:
    members = tuple(commission.split()) or ANA.call.commission
    draft = ListDraft(replace(ANA.call, commission=members), applications, now, NAMES)
    rule = "BEE-C3" if guard == "commission_has_three" else "BEE-C4"
    reasons = LIST_GUARDS[guard](draft, BEE.numbers(rule, now.date()))
    assert all(reason.message.en and reason.message.sr and reason.remedy.sr for reason in reasons)
    return reasons


@pytest.mark.parametrize("guard", sorted(LIST_GUARDS))
def test_a_list_that_is_ready_meets_every_condition(guard: str) -> None:
    assert judged(guard, JUDGED, BORIS) == []


def test_the_list_waits_until_the_last_day_of_the_call_is_over() -> None:
    assert len(judged("call_is_closed", JUDGED, now=at("2026-03-16 23:59"))) == 1
    assert judged("call_is_closed", JUDGED, now=at("2026-03-17 00:00")) == []


def test_a_member_who_has_not_scored_is_named_with_the_case() -> None:
    half = replace(BORIS, points={"m.ilic": POINTS, "j.kos": POINTS})
    (reason,) = judged("members_have_all_scored", JUDGED, half)
    assert reason.message.en == (
        "Stefan Rus has not scored BEE-2026-0002 (Boris Savić) by: language, relevance to the "
        "programme's outcome."
    )


def test_a_score_that_leaves_a_criterion_out_is_not_complete() -> None:
    points = {**JUDGED.points, "j.kos": {"language": Decimal(0)}}
    (reason,) = judged("members_have_all_scored", replace(JUDGED, points=points))
    assert "j.kos" in reason.message.en and "by: relevance to the" in reason.message.en


def test_members_and_criteria_are_said_in_words_in_both_languages() -> None:
    half = replace(BORIS, points={"m.ilic": POINTS, "j.kos": POINTS})
    (reason,) = judged("members_have_all_scored", half)
    for sentence in (reason.message.en, reason.message.sr, reason.remedy.en, reason.remedy.sr):
        assert "s.rus" not in sentence and "Stefan Rus" in sentence
        assert "_" not in sentence
    assert reason.message.sr.endswith("знање језика, значај за исход студијског програма.")


def test_a_member_whom_nobody_knows_stands_with_the_name_of_the_call() -> None:
    half = replace(BORIS, points={"m.ilic": POINTS, "s.rus": POINTS})
    (reason,) = judged("members_have_all_scored", half)
    assert reason.message.en.startswith("j.kos has not scored")


def test_a_member_who_applies_is_replaced() -> None:
    member = replace(BORIS, candidate=replace(BORIS.candidate, commission_name="j.kos"))
    (reason,) = judged("no_member_is_a_candidate", JUDGED, member)
    assert "j.kos" in reason.message.en and "BEE-2026-0002" in reason.message.en
    assert judged("no_member_is_a_candidate", JUDGED, member, commission="m.ilic a.n s.rus") == []


@pytest.mark.parametrize(
    ("on", "reasons"),
    [
        (None, 1),
        (date(2026, 3, 20), 1),
        (date(2026, 3, 19), 0),
        (date(2026, 2, 16), 0),
        (date(2026, 2, 15), 1),
    ],
)
def test_an_interview_only_planned_or_before_the_call_has_not_been_held(
    on: date | None, reasons: int
) -> None:
    assert len(judged("interviews_are_held", replace(JUDGED, interviewed_on=on))) == reasons


@pytest.mark.parametrize("commission", ["m.ilic j.kos", "m.ilic m.ilic j.kos", "a b c d"])
def test_the_commission_has_three_members_no_fewer_and_no_more(commission: str) -> None:
    assert len(judged("commission_has_three", JUDGED, commission=commission)) == 1


def test_a_list_of_a_call_without_a_commission_is_refused_with_a_sentence() -> None:
    draft = ListDraft(replace(ANA.call, commission=()), (JUDGED,), NOW, NAMES)
    (reason,) = LIST_GUARDS["members_have_all_scored"](draft, BEE.numbers("BEE-C4", NOW.date()))
    assert reason.message.en == "The call names no commission: nobody has scored."
    assert reason.remedy.en == "Open a call that names its commission."
