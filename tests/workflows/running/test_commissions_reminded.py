"""Members of the faculty's commissions: each level of a list reaches a seat once a call, whoever
sits on it by then, and a corrected list reaches those who still owe points for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from persistence import calls as call_rows
from persistence import staff
from persistence.database import reading, write_transaction
from persistence.integrity import audit
from persistence.staff import Assignment, Member
from persistence.tables import escalations, mails
from states.decision import Actor, Refused
from tests.workflows.office_fixtures import LONG_AGO, Work, at, work
from workflows.calls.commission import replace_member
from workflows.calls.new_call import open_call, read_call
from workflows.running.reconciling import reconcile
from workflows.running.scheduler import look

__all__ = ["work"]

SEATS = {"outgoing-teaching": ("ana", "bora", "ceca"), "outgoing-training": ("ana", "dule", "eva")}
"""Ana sits on both commissions."""
APPLICATION = {
    "hosts": ["University of Split"], "from": "2026-10-05", "to": "2026-10-09",
    "teaching_hours": 8,
}  # fmt: skip
POINTS = {"work_plan": 60, "benefit": 30}
HEARD_AT = {"reminder": "2026-03-20 08:00", "overdue": "2026-03-25 08:00"}


@pytest.fixture
def contests(work: Work) -> dict[str, Work]:
    """Two contests of the faculty that close on one day, with three applications each."""
    with write_transaction(work.engine) as connection:
        for login in ("ana", "bora", "ceca", "dule", "eva", "fica"):
            member = Member(0, login, login.title(), f"{login}@bee.example", "en")
            staff.add(connection, member, [Assignment("bee", "commission_member", LONG_AGO)])
        for role in ("mobility_coordinator", "head_of_ico", "general_secretary", "dean"):
            member = Member(0, f"bee.{role}", role, f"{role}@bee.example", "en")
            staff.add(connection, member, [Assignment("bee", role, LONG_AGO)])
    return {process: _contest(work, process) for process in SEATS}


def _contest(work: Work, process: str) -> Work:
    call = {
        "title": process, "published": "2026-02-16", "closes": "2026-03-16", "appeal_days": 7,
        "criteria": {"work_plan": 60, "benefit": 40}, "minimum_points": 50,
        "hosts": [{"name": "University of Split", "email": "in@split.example", "country": "HR",
                   "places": 1}],
        "commission": list(SEATS[process]),
    }  # fmt: skip
    with write_transaction(work.engine) as connection:
        call_id = open_call(work.act(connection), "bee", process, read_call(call))
    contest = replace(work, call_id=call_id)
    for number in range(3):
        _apply(contest, number)
    return contest


def _apply(contest: Work, number: int, received_on: str = "2026-02-16") -> int:
    case_id = contest.open(
        {"name": f"T {number}", "email": f"t{number}@bee.example", "employed": True}
    )
    for kind in ("application_form", "work_plan", "cv"):
        contest.record(case_id, "document", {"kind": kind, "delivered_on": received_on})
    details = {**APPLICATION, "received_on": received_on}
    outcome = contest.do(case_id, "submit_application", details)
    assert not isinstance(outcome, Refused), outcome
    return case_id


def heard(contest: Work) -> Counter[tuple[str, str]]:
    """How often each member was written to for a contest, by mail."""
    return Counter((mail.mail, mail.to_address.split("@")[0]) for mail in written(contest))


def written(contest: Work) -> list[Any]:
    return contest.rows(mails, call_id=contest.call_id, recipient="commission_member")


def pass_to(work: Work, instant: str) -> None:
    work.clock.now = at(instant)
    look(work.app, "tests", work.clock())


def test_who_sits_on_two_commissions_is_reminded_once_of_each_contest(
    work: Work, contests: dict[str, Work]
) -> None:
    pass_to(work, HEARD_AT["overdue"])
    for process, contest in contests.items():
        levels = {(level, member): 1 for level in HEARD_AT for member in SEATS[process]}
        assert heard(contest) == levels
        assert {mail.case_id for mail in written(contest)} == {None}
        assert all("3 candidates still wait" in contest.read(mail) for mail in written(contest))


def test_who_takes_a_seat_meanwhile_hears_of_the_levels_from_then_on(
    work: Work, contests: dict[str, Work]
) -> None:
    contest, other = contests.values()
    pass_to(work, HEARD_AT["reminder"])
    with write_transaction(work.engine) as connection:
        change = {"member": "ana", "by": "fica", "reason": "She takes part herself"}
        act = work.act(connection, Actor("mobility_coordinator", "bee.mobility_coordinator"))
        assert replace_member(act, contest.call_id, change) is None
    pass_to(work, HEARD_AT["overdue"])
    overdue = {member for level, member in heard(contest) if level == "overdue"}
    assert overdue == {"fica", "bora", "ceca"}
    assert set(heard(contest).values()) == {1}
    assert ("overdue", "ana") in heard(other), "the other contest's seat is still hers"


def test_members_whose_points_stand_hear_nothing_of_a_corrected_list_until_another_applies(
    work: Work, contests: dict[str, Work]
) -> None:
    contest = contests["outgoing-teaching"]
    pass_to(work, "2026-03-17 09:00")
    for case_id in _applied(contest):
        for member in SEATS["outgoing-teaching"]:
            contest.score(case_id, member, POINTS)
    contest.publish()
    loser = _applied(contest)[-1]
    complaint = {"on": "2026-03-18", "grounds": "My points are added up wrongly."}
    work.clock.now = at("2026-03-18 09:00")
    contest.do(loser, "lodge_ranking_appeal", complaint)
    contest.do(loser, "uphold_ranking_appeal", {"reason": "They are."}, role="dean")
    assert contest.case(loser).due is not None
    pass_to(work, "2026-03-24 08:00")
    assert heard(contest) == {}
    to_office = contest.rows(mails, call_id=contest.call_id, recipient="mobility_coordinator")
    assert [mail.mail for mail in to_office] == ["reminder"]
    _apply(contest, 9, received_on="2026-03-16")
    pass_to(work, "2026-04-09 08:00")
    levels = Counter((level_of(mail), mail.to_address) for mail in of_call(contest))
    assert ("overdue", "ana@bee.example") in levels
    assert set(levels.values()) == {1}, "due on the 24th for one, on the 26th for another: one list"
    assert all("1 candidate still waits for your points" in contest.read(mail)
               for mail in written(contest))  # fmt: skip
    work.drain()
    reconcile(work.office, work.engine, work.clock())
    assert [line for line in work.rows(escalations) if line.alarm] == []
    assert {"told_before"} < {line.outcome for line in work.rows(escalations)}
    with reading(work.engine) as connection:
        assert audit(connection, work.office.data, work.office.calendar).discrepancies == ()


def test_a_pause_of_one_case_reminds_nobody_of_the_list_a_second_time(
    work: Work, contests: dict[str, Work]
) -> None:
    contest = contests["outgoing-training"]
    pass_to(work, "2026-03-17 09:00")
    first, second, _ = _applied(contest)
    contest.record(first, "pause", {"from": "2026-03-17", "to": "2026-03-19", "reason": "Illness"})
    assert contest.case(first).due != contest.case(second).due
    pass_to(work, "2026-04-09 08:00")
    levels = Counter((level_of(mail), mail.to_address) for mail in of_call(contest))
    assert set(levels.values()) == {1}
    assert ("reminder", "dule@bee.example") in levels


def level_of(mail: Any) -> str:
    _, _, level, *_ = mail.key.split("/")
    return str(level)


def of_call(contest: Work) -> list[Any]:
    timed_mails = ("reminder", "overdue", "escalation")
    return [m for m in contest.rows(mails, call_id=contest.call_id) if m.mail in timed_mails]


def _applied(contest: Work) -> list[int]:
    with reading(contest.engine) as connection:
        return list(call_rows.cases_in(connection, contest.call_id))
