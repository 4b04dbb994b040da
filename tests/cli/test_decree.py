"""The Decree on the command line: its delivery is awaited, and a closed case says what opens it."""

from __future__ import annotations

from tests.cli.asking import Ask
from tests.workflows.office_fixtures import RECOGNITION, Work
from tests.workflows.office_fixtures import work_on_sqlite as work

__all__ = ["work"]

COORDINATOR = ("--as", "mobility_coordinator", "--name", "Vera Simić")


def test_the_delivery_of_a_decree_is_awaited_and_a_day_to_come_is_told_at_its_field(
    ask: Ask, work: Work
) -> None:
    ana = work.open()
    work.bring("documents_submitted", ana)
    work.record(ana, "recognition", RECOGNITION, "academic_coordinator")
    work.do(ana, "issue_decree", {}, "academic_coordinator")
    of_case, number = ("--data", work.office.data, "case"), work.number(ana)
    awaits = ask(*of_case, "show", number, "--json").json["awaits"]
    assert (awaits["step"], awaits["owners"]) == ("delivery", ["mobility_coordinator"])
    tomorrow = ("--with", "{document: decree, on: 2098-01-02}")
    answer = ask(*of_case, "record", number, "delivery", *tomorrow, *COORDINATOR)
    assert answer.status == 2
    assert "on: 2098-01-02 lies in the future" in answer.err


def test_a_case_that_time_closed_says_that_only_what_came_in_time_opens_it_again(
    ask: Ask, work: Work
) -> None:
    ana = work.open()
    work.bring("decree", ana)
    work.clock.pass_by(days=9)
    work.do(ana, "finalise", {}, "system")
    why = ask("--data", work.office.data, "case", "why", work.number(ana)).out
    assert "only what came in time opens it again" in why
    assert "lodge_appeal" in why
    serbian = ask("--data", work.office.data, "case", "why", work.number(ana), "--lang", "sr").out
    assert "само оно што је примљено на време" in serbian
