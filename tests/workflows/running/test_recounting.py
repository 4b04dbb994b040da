"""A closure announced later: one date everywhere from the next start on."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from office.settings import ClosedDays
from office.wiring import Office
from persistence.database import reading, write_transaction
from persistence.integrity import audit
from persistence.tables import calls, history, mails, recounts, timers
from rules.calendar import Calendar, Closure
from states.moments import BELGRADE
from states.text import Text
from tests.workflows.office_fixtures import (
    ANA,
    BORIS,
    Work,
    any_work,
    at,
    database,
    with_settings,
    work,
)
from workflows.cases import recount
from workflows.running.digests import write_digests
from workflows.running.recounting import recount_open_cases
from workflows.running.scheduler import look

__all__ = ["any_work", "database", "work"]

DISINFECTION = Text("Disinfection", "Дезинсекција")


def closing(work: Work, *days: tuple[date, date]) -> Work:
    """The same office, closed on these days too, not yet started anew."""
    closures = tuple(ClosedDays(first, last, DISINFECTION) for first, last in days)
    return replace(work, office=with_settings(work.office, closures=closures))


def started(work: Work) -> int:
    return recount_open_cases(work.office, work.engine, work.clock())


def due_of(work: Work, case_id: int) -> str:
    return str(work.case(case_id).due)


def notices(work: Work, case_id: int) -> list[Any]:
    return [json.loads(row.data) for row in work.history(case_id) if row.name == recount.RECOUNTED]


def in_documents(work: Work) -> int:
    """A case whose Decree is due on Monday, 8 March 2027."""
    ana = work.open()
    work.bring("documents_submitted", ana)
    assert started(work) == 0, "nothing has changed"
    return ana


MIDWEEK = (date(2027, 3, 3), date(2027, 3, 5))


def test_each_open_case_is_counted_anew_with_an_entry_in_its_history(any_work: Work) -> None:
    ana = in_documents(any_work)
    closed_work = closing(any_work, MIDWEEK)
    assert started(closed_work) == 1
    assert due_of(any_work, ana) == "2027-03-11"
    assert notices(any_work, ana) == [{"due_before": "2027-03-08", "due_after": "2027-03-11"}]
    (entry,) = [row for row in any_work.history(ana) if row.name == recount.RECOUNTED]
    assert (entry.kind, entry.rule, entry.role) == ("notice", "BMU-24a", "system")
    with reading(any_work.engine) as connection:
        assert audit(connection, any_work.office.data, closed_work.office.calendar).is_sound


def test_the_next_start_under_the_same_calendar_looks_at_no_case(work: Work) -> None:
    ana = in_documents(work)
    closed_work = closing(work, MIDWEEK)
    started(closed_work)
    assert [row.cases for row in work.rows(recounts)] == [0, 1]
    assert started(closed_work) == 0
    assert len(work.rows(recounts)) == 2
    assert len(notices(work, ana)) == 1


def test_a_closure_that_is_taken_back_moves_the_days_back(work: Work) -> None:
    ana = in_documents(work)
    started(closing(work, MIDWEEK))
    started(work)
    assert due_of(work, ana) == "2027-03-08"
    assert [notice["due_after"] for notice in notices(work, ana)] == ["2027-03-11", "2027-03-08"]


def test_list_timers_mails_and_plan_say_one_date(work: Work) -> None:
    ana = in_documents(work)
    closed_work = closing(work, MIDWEEK)
    started(closed_work)
    work.clock.now = at("2027-03-09 08:00")
    look(closed_work.app, "tests", work.clock())
    with write_transaction(work.engine) as connection:
        write_digests(connection, closed_work.office, work.clock())
    (reminder,) = [row for row in work.rows(mails, case_id=ana) if row.mail == "reminder"][-1:]
    words = closed_work.read(reminder)
    assert "11 Mar 2027" in words and "8 Mar 2027" not in words
    plan = [row for row in work.rows(mails) if row.mail == "weekly_plan"][-1]
    assert "11 Mar 2027" in closed_work.read(plan)
    assert {str(row.due) for row in work.timers(ana, closed_at=None)} == {"2027-03-11"}


def test_a_mail_that_would_leave_on_a_closed_day_leaves_before_it(work: Work) -> None:
    """Wednesday to Friday lie between the due day, a Monday, and the reminder before it."""
    ana = work.open()
    work.bring("nominated", ana)
    started(work)
    closed_work = closing(work, (date(2026, 4, 29), date(2026, 4, 30)))
    started(closed_work)
    assert due_of(work, ana) == "2026-05-04", "35 days end after the closure: it does not move"
    assert notices(work, ana) == []
    reminders = work.timers(ana, closed_at=None)
    assert {timer.recipient for timer in reminders} == {"mobility_coordinator", "host"}
    assert {timer.at.astimezone(BELGRADE).strftime("%a %Y-%m-%d %H:%M") for timer in reminders} == {
        "Mon 2026-04-27 08:00"
    }


def test_the_window_of_a_published_list_is_lengthened_and_all_cases_of_the_call_with_it(
    work: Work,
) -> None:
    ana, boris = work.open(ANA), work.open(BORIS)
    work.bring("ranking", ana, boris)
    started(work)
    assert str(work.dossier(ana).progress.appeal_until) == "2026-03-27"
    due_before, stays = due_of(work, ana), due_of(work, boris)
    started(closing(work, (date(2026, 3, 27), date(2026, 3, 31))))
    assert str(work.dossier(ana).progress.appeal_until) == "2026-04-01"
    assert due_of(work, ana) > due_before
    assert (due_of(work, boris), notices(work, boris)) == (stays, []), "who waits has another day"
    started(work)
    assert str(work.rows(calls)[0].appeal_until) == "2026-04-01", "what was published stays"


def test_the_day_of_a_candidates_right_is_never_taken_back(work: Work) -> None:
    ana = work.open()
    work.bring("decree", ana)
    started(work)
    started(closing(work, (date(2027, 3, 12), date(2027, 3, 16))))
    assert due_of(work, ana) == "2027-03-17"
    assert started(work) == 0
    assert due_of(work, ana) == "2027-03-17", "the student was told that day"
    with reading(work.engine) as connection:
        assert audit(connection, work.office.data, work.office.calendar).is_sound


def test_verify_names_a_case_whose_date_does_not_follow_from_the_calendar_in_force(
    work: Work,
) -> None:
    ana = in_documents(work)
    closed_work = closing(work, MIDWEEK)
    with reading(work.engine) as connection:
        (discrepancy,) = audit(
            connection, work.office.data, closed_work.office.calendar
        ).discrepancies
    assert discrepancy.startswith(
        f"{work.number(ana)}: is due on 2027-03-08; by the days off of today"
    )
    assert "2027-03-11" in discrepancy
    assert notices(work, ana) == [], "it says so and changes nothing"


def test_a_start_killed_between_two_batches_goes_on_where_it_stopped(
    work: Work,
) -> None:
    people = [work.open({**ANA, "email": f"s{number}@students.example"}) for number in range(5)]
    work.bring("application", *people)
    started(work)
    closed_work = closing(work, (date(2026, 3, 24), date(2026, 3, 25)))
    with write_transaction(work.engine) as connection:
        assert recount.recount_cases(connection, people[:2], closed_work.office, work.clock()) == 2
    assert started(closed_work) == 3
    assert [len(notices(work, case)) for case in people] == [1] * 5
    assert {due_of(work, case) for case in people} == {"2026-03-26"}


def test_an_ended_case_and_one_without_a_date_are_left_alone(work: Work) -> None:
    ana, boris = work.open(ANA), work.open(BORIS)
    work.bring("application", ana)
    work.do(ana, "withdraw", {"reason": "illness"})
    before = len(work.rows(history))
    started(closing(work, (date(2026, 3, 11), date(2026, 3, 12))))
    assert len(work.rows(history)) == before
    assert work.case(boris).due is not None, "a call's closing day is moved by no closure"
    assert len(work.rows(timers, case_id=ana, closed_at=None)) == 0


def test_calendars_that_count_alike_have_one_fingerprint(office: Office) -> None:
    plain = Calendar().fingerprint()
    assert plain == Calendar().fingerprint() == office.calendar.fingerprint()
    closure = Closure(*MIDWEEK, DISINFECTION)
    other_prints = {Calendar((closure,)).fingerprint(), Calendar((), True).fingerprint()}
    assert len({plain, *other_prints}) == 3
