"""What is owed is told once a level, follows the calendar in force, and is sealed as other rows."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from sqlalchemy import text

from office.settings import ClosedDays
from persistence import money_due
from persistence.database import reading, write_transaction
from persistence.integrity import audit
from persistence.money_due import MoneyDue
from persistence.tables import ledger_entries, mails
from rules.grants import GrantReceipt, recomputed
from rules.receipts import Receipt
from states.decision import Actor
from states.text import Text
from tests.workflows.office_fixtures import Work, any_work, at, database, with_settings, work
from workflows.calls.budgets import set_budget
from workflows.running.money_reminders import write_money_reminders
from workflows.running.recounting import recount_open_cases

__all__ = ["any_work", "database", "work"]


def owing(work: Work) -> int:
    """A case whose first instalment is due on Thursday, 21 May 2026."""
    ana = work.open()
    work.bring("host_acceptance", ana)
    recount_open_cases(work.office, work.engine, work.clock())
    with write_transaction(work.engine) as connection:
        set_budget(
            work.act(connection, Actor("head_of_ico", "Dušan Perić")),
            work.call_id,
            {"amount": 5000, "project": "2026-1-RS01-KA131"},
        )
    work.clock.now = at("2026-04-21 09:00")
    work.record(ana, "grant", {"distance_km": 600})
    work.record(ana, "document", {"kind": "grant_agreement"})
    return ana


def debt_of(work: Work, case_id: int) -> MoneyDue:
    with reading(work.engine) as connection:
        (debt,) = money_due.of_case(connection, case_id)
    return debt


def tell(work: Work, instant: str) -> int:
    with write_transaction(work.engine) as connection:
        return write_money_reminders(connection, work.office, at(instant))


def test_each_level_is_told_once_however_often_the_clock_looks(any_work: Work) -> None:
    ana = owing(any_work)
    assert tell(any_work, "2026-05-19 07:59") == 0
    assert [tell(any_work, "2026-05-19 08:00"), tell(any_work, "2026-05-19 08:00")] == [1, 0]
    (reminder,) = any_work.rows(mails, mail="reminder")
    assert "Pay the first instalment: 2,605.60 EUR" in reminder.subject
    # Days without a worker: what came meanwhile leaves at once, each level once.
    assert tell(any_work, "2026-05-26 09:00") == 1
    levels = [(mail.mail, mail.recipient) for mail in any_work.rows(mails) if "/money/" in mail.key]
    assert sorted(levels) == sorted(
        {("reminder", "mobility_coordinator"), ("overdue", "mobility_coordinator"),
         ("overdue", "head_of_ico"), ("escalation", "head_of_ico"),
         ("escalation", "general_secretary")}
    )  # fmt: skip
    assert debt_of(any_work, ana).next_at == at("2026-05-29 08:00")


def test_a_closure_announced_later_moves_the_day_and_the_next_mail(any_work: Work) -> None:
    ana = owing(any_work)
    before = debt_of(any_work, ana)
    assert (before.due, before.next_at) == (date(2026, 5, 21), at("2026-05-19 08:00"))
    closure = ClosedDays(date(2026, 5, 20), date(2026, 5, 22), Text("Disinfection", "Дезинсекција"))
    later = replace(any_work, office=with_settings(any_work.office, closures=(closure,)))
    assert recount_open_cases(later.office, later.engine, later.clock()) == 1
    after = debt_of(any_work, ana)
    assert (after.due, after.next_at) == (date(2026, 5, 25), at("2026-05-18 08:00"))
    assert Receipt.from_json(json.loads(after.receipt)).due == after.due
    assert recount_open_cases(later.office, later.engine, later.clock()) == 0


def test_the_ledger_is_sealed_and_its_receipts_come_to_its_amounts(any_work: Work) -> None:
    owing(any_work)
    tell(any_work, "2026-05-19 08:00")
    place = any_work.office.data, any_work.office.calendar
    with reading(any_work.engine) as connection:
        assert audit(connection, *place).is_sound
    (entry,) = any_work.rows(ledger_entries)
    assert recomputed(GrantReceipt.from_json(json.loads(entry.receipt))) == entry.cents
    with any_work.engine.begin() as connection:
        connection.execute(text("UPDATE ledger_entries SET cents = 1"))
    with reading(any_work.engine) as connection:
        (discrepancy,) = audit(connection, *place).discrepancies
    assert "entry of the ledger" in discrepancy
