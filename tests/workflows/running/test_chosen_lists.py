"""A list that the Rector makes without a commission: the ladder reaches the Rector once a call."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import delete

from persistence.database import write_transaction
from persistence.tables import escalations, mails, outbox
from states.calls import Call, Host
from tests.workflows.office_fixtures import Work, at, work
from workflows.calls.new_call import open_call
from workflows.running.reconciling import reconcile
from workflows.running.sweep import sweep

__all__ = ["work"]

TEACHER = {"employed": True, "staff": "teaching"}
WEEK = {"from": "2026-10-05", "to": "2026-10-09"}


INSTANTS = ("2026-03-20 08:00", "2026-03-25 08:00", "2026-03-27 08:00", "2026-04-01 08:00")
"""When the reminder, the two mails of who supervises, and between them the overdue notice leave."""


def teachers(work: Work) -> tuple[Work, list[int]]:
    """A call of teachers that names no commission, with three applications."""
    call = Call(
        "Teachers", date(2026, 3, 2), date(2026, 3, 16), 8,
        criteria={"work_plan": 60, "development": 40},
        hosts=(Host("University of Graz", "staff@graz.example", "AT", 1),),
    )  # fmt: skip
    work.clock.now = at("2026-03-02 09:00")
    with write_transaction(work.engine) as connection:
        call_id = open_call(work.act(connection), "bmu", "outgoing-teaching", call)
    there, cases = replace(work, call_id=call_id), []
    for number in range(3):
        case_id = there.open({"name": f"T {number}", "email": f"t{number}@bmu.example", **TEACHER})
        work.do(case_id, "submit_application", {"hosts": ["University of Graz"], **WEEK})
        cases.append(case_id)
    return there, cases


def swept(work: Work, instant: str) -> None:
    """Time passes to an instant; what is due is fired two at a time."""
    work.clock.now = at(instant)
    for _ in range(6):
        with write_transaction(work.engine) as connection:
            sweep(connection, work.office, work.clock(), 2)


def test_everybody_hears_of_the_list_that_the_rector_chooses_once_a_call(work: Work) -> None:
    there, _ = teachers(work)
    for instant in INSTANTS:
        swept(work, instant)
    to_rector = [mail for mail in work.rows(mails) if mail.recipient == "rector"]
    assert [mail.mail for mail in to_rector] == ["reminder", "overdue", "escalation"]
    assert {(mail.case_id, mail.call_id) for mail in to_rector} == {(None, there.call_id)}
    assert "3 candidates still wait for your choice" in work.read(to_rector[0])
    to_secretary = [mail for mail in work.rows(mails) if mail.recipient == "general_secretary"]
    assert len(to_secretary) == 2, "who supervises hears of the list twice, not of each case"


def test_the_ledger_finds_each_mail_of_a_list_that_the_rector_chooses(work: Work) -> None:
    """One for all cases of the call: none of them is missed, and one that is gone is found."""
    there, cases = teachers(work)
    for instant in INSTANTS:
        swept(work, instant)
    work.drain()
    work.clock.pass_by(hours=30)
    reconcile(work.office, work.engine, work.clock())
    lines = work.rows(escalations)
    assert len(lines) == 8 * len(cases)
    assert [line for line in lines if line.alarm] == []
    assert {line.outcome for line in lines} == {"left"}
    with write_transaction(work.engine) as connection:
        lost_key = there.rows(mails, recipient="rector", mail="overdue")[0].key
        connection.execute(delete(outbox).where(outbox.c.mail_key == lost_key))
        connection.execute(delete(mails).where(mails.c.key == lost_key))
    work.clock.pass_by(hours=30)
    reconcile(work.office, work.engine, work.clock())
    alarms = [
        (line.level, line.recipient, line.outcome) for line in there.rows(escalations) if line.alarm
    ]
    assert alarms == [("overdue", "rector", "lost")] * len(cases)
