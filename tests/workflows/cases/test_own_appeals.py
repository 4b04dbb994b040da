"""Nobody decides on an appeal of their own, as the holder of the office or in another's place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from persistence import deputies
from persistence.database import write_transaction
from states.decision import Actor, Advanced, Refused
from states.dossier import Period
from tests.workflows.office_fixtures import ANA, Work, at, database, work
from workflows.cases.advance import Request, advance_case

__all__ = ["database", "work"]

STAFF = {**ANA, "name": "Mira Savić", "email": "General_Secretary@BMU.example"}
AUTUMN = Period(date(2026, 3, 1), date(2026, 12, 31))
SECRETARY = Actor("general_secretary", "Mira Savić", login="general_secretary")
IN_THE_RECTORS_PLACE = replace(SECRETARY, deputy_for="rector", authority=(AUTUMN,))
HEAD_IN_THE_RECTORS_PLACE = Actor("head_of_ico", "Ana Kostić", "rector", (AUTUMN,), "head_of_ico")


def decides(work: Work, case_id: int, trigger: str, actor: Actor) -> Advanced | Refused:
    with write_transaction(work.engine) as connection:
        request = Request(case_id, trigger, {"reason": "So it is"})
        return advance_case(connection, work.office, request, actor, work.clock())


@pytest.fixture
def appeal(work: Work) -> int:
    """Of somebody who works here: the General Secretary, who stands in for the Rector."""
    mira = work.open(STAFF)
    work.bring("ranking", mira)
    with write_transaction(work.engine) as connection:
        for role in ("general_secretary", "head_of_ico"):
            deputies.add_deputy(connection, "bmu", role, "rector", AUTUMN)
    work.clock.now = at("2026-03-20 09:00")
    work.do(mira, "lodge_ranking_appeal", {"grounds": "Too few points"}, "candidate")
    return mira


@pytest.mark.parametrize("trigger", ["uphold_ranking_appeal", "dismiss_ranking_appeal"])
def test_who_appeals_does_not_decide_in_the_rectors_place_and_another_does(
    work: Work, appeal: int, trigger: str
) -> None:
    refusal = decides(work, appeal, trigger, IN_THE_RECTORS_PLACE)
    assert isinstance(refusal, Refused)
    (reason,) = refusal.reasons
    assert (reason.rule, reason.by, dict(reason.fills)) == (
        "BMU-15c", ("deputy",), {"for": "rector"},
    )  # fmt: skip
    assert "Mira Savić brought this" in reason.message.en and "Mira Savić" in reason.message.sr
    assert work.case(appeal).state == "ranking_appeal"
    assert isinstance(decides(work, appeal, trigger, HEAD_IN_THE_RECTORS_PLACE), Advanced)


def test_who_shares_a_name_and_no_address_decides(work: Work, appeal: int) -> None:
    namesake = replace(HEAD_IN_THE_RECTORS_PLACE, name="Mira Savić")
    assert isinstance(decides(work, appeal, "dismiss_ranking_appeal", namesake), Advanced)


def test_where_nobody_logged_in_the_name_tells(work: Work, appeal: int) -> None:
    named_alike = replace(IN_THE_RECTORS_PLACE, login=None)
    assert isinstance(decides(work, appeal, "dismiss_ranking_appeal", named_alike), Refused)
    other = replace(named_alike, name="Ana Kostić")
    assert isinstance(decides(work, appeal, "dismiss_ranking_appeal", other), Advanced)


def test_the_rector_who_contests_a_decree_of_their_own_decides_on_nothing(work: Work) -> None:
    rector = work.open({**STAFF, "email": "rector@bmu.example"})
    work.bring("decree", rector)
    work.do(rector, "lodge_appeal", {"grounds": "The grade"}, "candidate")
    holder = Actor("rector", "Mira Savić", login="rector")
    refusal = decides(work, rector, "uphold_appeal", holder)
    assert isinstance(refusal, Refused)
    assert [(reason.rule, reason.by) for reason in refusal.reasons] == [("BMU-24b", ("deputy",))]
