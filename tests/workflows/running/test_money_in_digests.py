"""What is owed stands in the briefing of who is to pay it, and in the plans of week and month."""

from __future__ import annotations

from persistence.tables import mails
from tests.workflows.office_fixtures import Work, at, work
from tests.workflows.running.test_money_reminders import owing
from workflows.running.scheduler import look

__all__ = ["work"]


def digest(work: Work, mail: str, instant: str, recipient: str = "mobility_coordinator") -> str:
    """The digest that somebody gets at an instant, as it is read."""
    work.clock.now = at(instant)
    look(work.app, "tests", work.clock())
    return work.read(work.rows(mails, mail=mail, recipient=recipient)[-1])


def test_a_payment_is_in_the_briefing_from_a_week_before_it_is_due(work: Work) -> None:
    number = work.number(owing(work))
    assert "To be paid" not in digest(work, "briefing", "2026-05-13 07:30")
    briefing = digest(work, "briefing", "2026-05-14 07:30")
    assert "1 payment is due within seven days or overdue" in briefing
    payment = briefing[briefing.index("To be paid") :]
    assert number in payment
    assert "Pay the first instalment: 2,605.60 EUR" in payment
    assert "To be paid" in digest(work, "briefing", "2026-05-25 07:30"), "overdue, it stays"


def test_a_payment_stands_in_the_weekly_plan_on_its_day_and_first_when_it_is_overdue(
    work: Work,
) -> None:
    owing(work)
    week = digest(work, "weekly_plan", "2026-05-18 08:00", "head_of_ico")
    assert "Pay the first instalment" in week[week.index("21 May 2026") :]
    assert "To be paid" not in week
    later = digest(work, "weekly_plan", "2026-05-25 08:00", "head_of_ico")
    assert "Pay the first instalment" in later[later.index("To be paid") :]


def test_a_payment_that_was_made_is_in_no_digest(work: Work) -> None:
    ana = owing(work)
    work.clock.now = at("2026-05-14 07:00")
    work.record(ana, "instalment", {"on": "2026-05-13", "amount": "2605.60"})
    assert "instalment" not in digest(work, "briefing", "2026-05-14 07:30")
