"""A list that the Rector makes without a commission: the ladder reaches the Rector once a call."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from persistence.database import write_transaction
from persistence.tables import mails
from states.calls import Call, Host
from tests.workflows.office_fixtures import Work, at, work
from workflows.calls.new_call import open_call
from workflows.running.sweep import sweep

__all__ = ["work"]

TEACHER = {"employed": True, "staff": "teaching"}
WEEK = {"from": "2026-10-05", "to": "2026-10-09"}


def test_the_rector_who_chooses_is_asked_once_a_call_at_each_level(work: Work) -> None:
    call = Call(
        "Teachers", date(2026, 3, 2), date(2026, 3, 16), 8,
        criteria={"work_plan": 60, "development": 40},
        hosts=(Host("University of Graz", "staff@graz.example", "AT", 1),),
    )  # fmt: skip
    work.clock.now = at("2026-03-02 09:00")
    with write_transaction(work.engine) as connection:
        teachers = open_call(work.act(connection), "bmu", "outgoing-teaching", call)
    there = replace(work, call_id=teachers)
    for number in range(3):
        case_id = there.open({"name": f"T {number}", "email": f"t{number}@bmu.example", **TEACHER})
        work.do(case_id, "submit_application", {"hosts": ["University of Graz"], **WEEK})
    for instant in ("2026-03-20 08:00", "2026-03-25 08:00", "2026-03-27 08:00", "2026-04-01 08:00"):
        work.clock.now = at(instant)
        for _ in range(6):
            with write_transaction(work.engine) as connection:
                sweep(connection, work.office, work.clock(), 2)
    to_rector = [mail for mail in work.rows(mails) if mail.recipient == "rector"]
    assert [mail.mail for mail in to_rector] == ["reminder", "overdue", "escalation"]
    assert {(mail.case_id, mail.call_id) for mail in to_rector} == {(None, teachers)}
    assert "3 candidates still wait for your choice" in work.read(to_rector[0])
    others = [mail for mail in work.rows(mails) if mail.recipient == "general_secretary"]
    assert len(others) == 6, "who supervises hears of each case, twice"
