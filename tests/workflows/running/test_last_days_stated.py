"""The last day to contest a Decree: once told, no closure that is withdrawn takes it back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from office.settings import ChosenRemedy, ClosedDays
from office.wiring import Office
from persistence.database import reading, write_transaction
from persistence.integrity import audit
from persistence.tables import cases, decrees
from rules.calendar import Closure
from rules.stated_days import stated
from states.decision import Refused
from states.text import Text
from tests.workflows.office_fixtures import Work, any_work, at, database, with_settings, work
from workflows.running.recounting import recount_open_cases
from workflows.running.scheduler import look

__all__ = ["any_work", "database", "work"]

FLOOD = Text("Flood", "Поплава")
LAST_DAYS = (date(2027, 3, 12), date(2027, 3, 16))
"""Delivered on 4 March: the eighth day is the 12th, a Friday; with these closed, the 17th."""


def started(work: Work, *periods: tuple[date, date]) -> Work:
    """The office as it starts again, closed on these days and on no others."""
    closures = tuple(ClosedDays(first, last, FLOOD) for first, last in periods)
    anew = replace(work, office=with_settings(work.office, closures=closures))
    recount_open_cases(anew.office, anew.engine, anew.clock())
    return anew


def under_annex_9(work: Work) -> Work:
    """The same office where a complaint is the remedy against Decrees."""
    choice = ChosenRemedy(date(2021, 6, 29), "annex_9", Text("The Senate chose", "Одлука Сената"))
    return replace(work, office=with_settings(work.office, legal_remedy=(choice,)))


def received(work: Work, case_id: int, day: str, step: str = "lodge_appeal") -> bool:
    """Whether an appeal that was received on a day is taken."""
    return not isinstance(work.do(case_id, step, {"on": day}), Refused)


def problems(work: Work) -> Sequence[str]:
    with reading(work.engine) as connection:
        return audit(connection, work.office.data, work.office.calendar).discrepancies


def told_and_taken_back(work: Work, period: tuple[date, date] = LAST_DAYS) -> tuple[Work, int]:
    """A Decree delivered while the office was to be closed; the closure was withdrawn."""
    ana = work.open()
    closing = started(work, period)
    closing.bring("decree", ana)
    open_again = started(closing)
    assert problems(open_again) == ()
    return open_again, ana


def test_an_appeal_on_the_last_day_that_was_told_is_taken_and_on_the_day_after_refused(
    any_work: Work,
) -> None:
    work, ana = told_and_taken_back(any_work)
    assert work.case(ana).due == date(2027, 3, 17)
    work.clock.now = at("2027-03-18 09:00")
    assert not received(work, ana, "2027-03-18")
    assert received(work, ana, "2027-03-17")


def test_a_later_fact_shortens_nothing(work: Work) -> None:
    work, ana = told_and_taken_back(work)
    work.clock.now = at("2027-03-10 09:00")
    work.record(ana, "contact", {"on": "2027-03-09", "how": "online", "what": "Asked"})
    work.record(ana, "semester_start", {"on": "2027-10-01"})
    assert work.case(ana).due == date(2027, 3, 17)
    assert {timer.due for timer in work.timers(ana, closed_at=None)} == {date(2027, 3, 17)}
    assert problems(work) == ()


def test_time_does_not_make_the_decree_final_before_the_day_that_was_told_is_over(
    work: Work,
) -> None:
    work, ana = told_and_taken_back(work)
    work.record(ana, "semester_start", {"on": "2027-10-01"})
    for instant, state in (("2027-03-17 23:59", "decree"), ("2027-03-18 00:01", "closed")):
        work.clock.now = at(instant)
        look(work.app, "tests", work.clock())
        assert work.case(ana).state == state
    assert received(work, ana, "2027-03-17"), "it came in in time, and opens the case again"


def test_the_receipt_says_how_the_day_that_was_told_was_counted(work: Work) -> None:
    work, ana = told_and_taken_back(work)
    work.record(ana, "semester_start", {"on": "2027-10-01"})
    (row,) = work.rows(cases, id=ana)
    receipt = json.loads(row.receipt)
    assert (receipt["start"], receipt["due"]) == ("2027-03-04", "2027-03-17")
    assert "Flood" in {day_off.get("en") for day_off in receipt["not_counted"]}


def test_a_complaint_keeps_its_day_too(work: Work) -> None:
    """The seventh working day is Monday the 15th; with the 12th to the 16th closed, the 18th."""
    work, ana = told_and_taken_back(under_annex_9(work))
    work.record(ana, "semester_start", {"on": "2027-10-01"})
    assert work.case(ana).due == date(2027, 3, 18)
    work.clock.now = at("2027-03-19 09:00")
    assert not received(work, ana, "2027-03-19", "lodge_complaint")
    assert received(work, ana, "2027-03-18", "lodge_complaint")


def test_a_delivery_on_another_day_after_all_is_counted_anew(work: Work) -> None:
    work, ana = told_and_taken_back(work)
    work.clock.now = at("2027-03-10 09:00")
    correction = {"fact": "delivery", "document": "decree", "reason": "Wrong day"}
    assert not isinstance(work.record(ana, "withdrawn_record", correction), Refused)
    work.record(ana, "delivery", {"document": "decree", "on": "2027-03-08"})
    assert work.case(ana).due == date(2027, 3, 16)
    work.clock.now = at("2027-03-17 09:00")
    assert not received(work, ana, "2027-03-17")
    assert problems(work) == ()


def test_the_same_delivery_written_down_again_takes_nothing_back(work: Work) -> None:
    work, ana = told_and_taken_back(work)
    work.clock.now = at("2027-03-10 09:00")
    mistaken = {"fact": "delivery", "document": "decree", "reason": "Mixed up"}
    for day in ("2027-03-08", "2027-03-04"):
        work.record(ana, "withdrawn_record", mistaken)
        work.record(ana, "delivery", {"document": "decree", "on": day})
    assert work.case(ana).due == date(2027, 3, 17)


def test_a_corrected_decree_has_a_day_of_its_own(any_work: Work) -> None:
    work, ana = told_and_taken_back(any_work)
    work.clock.now = at("2027-03-10 09:00")
    assert received(work, ana, "2027-03-09")
    work.do(ana, "uphold_appeal", {"reason": "Misread"}, "rector", person="Mirjana Ilić")
    work.do(ana, "issue_decree", {"delivered_on": "2027-03-10"}, "academic_coordinator")
    assert work.case(ana).due == date(2027, 3, 18)
    dossier = work.dossier(ana)
    (first,) = dossier.earlier_decrees
    days = [receipt and receipt.due for receipt in map(stated, (first, dossier.decree))]
    assert days == [date(2027, 3, 17), date(2027, 3, 18)]


def test_a_closure_announced_once_the_case_is_closed_is_kept_as_well(work: Work) -> None:
    ana = work.open()
    work = started(work)
    work.bring("decree", ana)
    work.clock.now = at("2027-03-13 09:00")
    look(work.app, "tests", work.clock())
    assert work.case(ana).state == "closed"
    work = started(started(work, LAST_DAYS))
    work.clock.now = at("2027-03-18 09:00")
    assert not received(work, ana, "2027-03-18")
    assert received(work, ana, "2027-03-17")


def test_a_delivery_written_down_while_an_appeal_is_open_is_kept(work: Work) -> None:
    ana = work.open()
    work = started(work, LAST_DAYS)
    work.bring("documents_submitted", ana)
    work.record(ana, "recognition", {"decisions": DECISIONS}, "academic_coordinator")
    work.clock.now = at("2027-03-04 10:30")
    work.do(ana, "issue_decree", {}, "academic_coordinator")
    work.clock.now = at("2027-03-05 09:00")
    assert received(work, ana, "2027-03-05"), "nobody has delivered it, and no time runs"
    work.record(ana, "delivery", {"document": "decree", "on": "2027-03-04"})
    decree = started(work).dossier(ana).decree
    receipt = stated(decree)
    assert receipt is not None
    assert receipt.due == date(2027, 3, 17)


DECISIONS = [{"host": f"Course {number}", "supplement": True} for number in (1, 2)]


def test_verify_names_a_day_that_was_told_and_is_kept_no_more(work: Work) -> None:
    work, ana = told_and_taken_back(work)
    (decree,) = work.rows(decrees, case_id=ana)
    shorter_days = decree.last_days_stated.replace('"due": "2027-03-17"', '"due": "2027-03-12"')
    with write_transaction(work.engine) as connection:
        connection.execute(update(decrees).values(last_days_stated=shorter_days))
    (problem,) = problems(work)
    assert "was told to be 2027-03-12; counted again from its receipt it is 2027-03-17" in problem
    with write_transaction(work.engine) as connection:
        connection.execute(update(decrees).values(last_days_stated="[{}]"))
    (unreadable,) = problems(work)
    assert "can't be read" in unreadable


def test_verify_names_a_closure_that_no_start_has_counted_yet(work: Work) -> None:
    ana = work.open()
    work = started(work)
    work.bring("decree", ana)
    closures = (ClosedDays(*LAST_DAYS, FLOOD),)
    closing = replace(work, office=with_settings(work.office, closures=closures))
    of_case, of_decree = problems(closing)
    assert "by the days off of today that is 2027-03-17" in of_case
    assert "was told to be 2027-03-12; by the days off of today it is 2027-03-17" in of_decree


@pytest.mark.parametrize("is_closed", [True, False])
def test_what_was_read_before_a_closure_was_entered_counts_with_it(
    work: Work, is_closed: bool
) -> None:
    """A running office: the guards of its definitions follow the calendar as due dates do."""
    ana = work.open()
    work.bring("decree", ana)
    office: Office = with_settings(work.office)
    same_work = replace(work, office=office)
    same_work.record(ana, "semester_start", {"on": "2027-10-01"})
    if is_closed:
        office.close_on([Closure(*LAST_DAYS, FLOOD)])
    same_work.clock.now = at("2027-03-18 09:00")
    assert received(same_work, ana, "2027-03-17") is is_closed
