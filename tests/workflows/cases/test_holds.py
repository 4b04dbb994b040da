"""A case is put on hold until a day: a note, or where the law allows it a pause of the limit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from persistence.database import write_transaction
from persistence.tables import case_handling, mails, pauses
from states.decision import Refused
from states.validation_error import ValidationError
from tests.workflows.cases.sharing import acting, dismiss, log, shared
from tests.workflows.office_fixtures import STAY, Work, work
from workflows.cases.handling import take
from workflows.cases.holds import end_hold, put_on_hold
from workflows.running.colleague_news import write_colleague_news

__all__ = ["work"]

JELENA = "mobility_coordinator"
UNTIL = date(2026, 4, 13)


@pytest.fixture
def case_id(work: Work) -> int:
    """A case nominated on Monday 30 March 2026, whose host's answer is awaited."""
    case = work.open()
    work.bring("nominated", case)
    return case


def turn(work: Work, at: str | None = None) -> int:
    """A turn of the clock, on a day."""
    if at is not None:
        days = (date.fromisoformat(at) - work.clock.now.date()).days
        work.clock.pass_by(days=days)
    with write_transaction(work.engine) as connection:
        return write_colleague_news(connection, work.office, work.clock())


def test_a_hold_without_a_pause_stops_no_limit(work: Work, case_id: int) -> None:
    due, version = work.case(case_id).due, work.case(case_id).version
    with acting(work, JELENA) as jelena:
        put_on_hold(jelena, case_id, UNTIL, "Graz closes for Easter")
    assert (work.case(case_id).due, work.case(case_id).version) == (due, version)
    assert work.rows(pauses) == []
    hold = shared(work, case_id).held_on(date(2026, 4, 12))
    assert hold is not None
    assert (hold.reason, hold.stops_time) == ("Graz closes for Easter", False)
    assert shared(work, case_id).held_on(UNTIL) is None
    entry = log(work, case_id)[-1].entry
    assert entry.kind == "held"
    assert entry.data["after"] == {
        "until": "2026-04-13", "reason": "Graz closes for Easter", "stops_time": False
    }  # fmt: skip


def test_a_hold_that_stops_the_time_is_a_pause_up_to_the_day_before(
    work: Work, case_id: int
) -> None:
    due = work.case(case_id).due
    with acting(work, JELENA) as jelena:
        put_on_hold(jelena, case_id, UNTIL, "Graz closes for Easter", stops_time=True)
    (pause,) = work.dossier(case_id).pauses
    assert (pause.first_day, pause.last_day) == (date(2026, 3, 30), date(2026, 4, 12))
    assert pause.reason == "Graz closes for Easter"
    after = work.case(case_id).due
    assert due is not None and after is not None and after > due
    assert work.history(case_id)[-1].name == "pause"


def test_no_hold_stops_the_time_of_a_right(work: Work) -> None:
    case = work.open()
    work.bring("decree", case)
    with acting(work, JELENA) as jelena:
        outcome = put_on_hold(jelena, case, date(2027, 4, 1), "we are tired", stops_time=True)
    assert isinstance(outcome, Refused)
    assert "a pause never touches the time" in outcome.reasons[0].message.en
    assert shared(work, case).hold is None


def test_who_may_record_no_pause_puts_on_hold_without_one(work: Work, case_id: int) -> None:
    with acting(work, "student_service") as service:
        outcome = put_on_hold(service, case_id, UNTIL, "waiting", stops_time=True)
    assert isinstance(outcome, Refused)
    with acting(work, "student_service") as service:
        put_on_hold(service, case_id, UNTIL, "waiting")
    assert shared(work, case_id).held_on(work.clock().date())


def test_no_pause_is_recorded_that_would_stop_nothing(work: Work, case_id: int) -> None:
    work.clock.pass_by(days=120)
    day = work.clock().date() + timedelta(days=9)
    with pytest.raises(ValidationError) as wrong, acting(work, JELENA) as jelena:
        put_on_hold(jelena, case_id, day, "too late", stops_time=True)
    assert "it has passed, or is tied to a day" in wrong.value.message.en
    assert (work.dossier(case_id).pauses, shared(work, case_id).hold) == ((), None)
    with acting(work, JELENA) as jelena:
        put_on_hold(jelena, case_id, day, "a note all the same")
    assert shared(work, case_id).held_on(work.clock().date())


def test_an_earlier_pause_that_still_runs_is_not_lost(work: Work, case_id: int) -> None:
    work.clock.pass_by(days=2)
    earlier = {"from": "2026-03-30", "to": "2026-04-02", "reason": "strike"}
    work.record(case_id, "pause", earlier)
    with acting(work, JELENA) as jelena:
        put_on_hold(jelena, case_id, UNTIL, "Easter", stops_time=True)
    (pause,) = work.dossier(case_id).pauses
    assert (pause.first_day, pause.last_day) == (date(2026, 3, 30), date(2026, 4, 12))


def test_a_case_brought_back_early_counts_its_days_again(work: Work, case_id: int) -> None:
    due = work.case(case_id).due
    with acting(work, JELENA) as jelena:
        put_on_hold(jelena, case_id, UNTIL, "Easter", stops_time=True)
    with acting(work, JELENA) as jelena:
        end_hold(jelena, case_id)
    assert (work.case(case_id).due, work.dossier(case_id).pauses) == (due, ())
    with acting(work, JELENA) as jelena:
        put_on_hold(jelena, case_id, UNTIL, "Easter", stops_time=True)
    work.clock.pass_by(days=3)
    with acting(work, JELENA) as jelena:
        end_hold(jelena, case_id)
    (pause,) = work.dossier(case_id).pauses
    assert (pause.first_day, pause.last_day) == (date(2026, 3, 30), date(2026, 4, 1))
    assert [item.entry.kind for item in log(work, case_id)] == ["held", "brought_back"] * 2


@pytest.mark.parametrize(
    ("until", "reason", "field"),
    [
        (date(2026, 3, 30), "today", "until"),
        (date(2027, 4, 15), "more than a year", "until"),
        (UNTIL, "  ", "reason"),
        (UNTIL, "x" * 1001, "reason"),
    ],
)
def test_a_hold_needs_a_day_ahead_and_a_reason(
    work: Work, case_id: int, until: date, reason: str, field: str
) -> None:
    with pytest.raises(ValidationError) as wrong, acting(work, JELENA) as jelena:
        put_on_hold(jelena, case_id, until, reason)
    assert wrong.value.fields == (field,)
    assert shared(work, case_id).hold is None


def test_on_its_day_the_case_is_back_and_who_has_it_hears_of_it_once(
    work: Work, case_id: int
) -> None:
    with acting(work, JELENA) as jelena:
        take(jelena, case_id, "")
    with acting(work, "head_of_ico") as head:
        put_on_hold(head, case_id, UNTIL, "Graz closes for Easter")
    assert turn(work, "2026-04-12") == 0
    assert turn(work, "2026-04-13") == 1
    assert turn(work) == 0
    (mail,) = work.rows(mails, mail="back_from_hold")
    assert mail.to_address == "mobility_coordinator@bmu.example"
    assert "Graz closes for Easter" in work.read(mail)
    case = shared(work, case_id)
    assert (case.hold, case.back_on) == (None, UNTIL)
    last = log(work, case_id)[-1].entry
    assert (last.kind, last.role) == ("hold_over", "system")


def test_who_put_it_on_hold_hears_of_it_where_nobody_has_the_case(work: Work, case_id: int) -> None:
    with acting(work, JELENA) as jelena:
        take(jelena, case_id, "")
    with acting(work, "head_of_ico") as head:
        put_on_hold(head, case_id, UNTIL, "Graz closes for Easter")
    dismiss(work, JELENA)
    turn(work, "2026-04-13")
    (mail,) = work.rows(mails, mail="back_from_hold")
    assert mail.to_address == "head_of_ico@bmu.example"


def test_a_case_that_moves_on_is_on_hold_no_more(work: Work, case_id: int) -> None:
    with acting(work, JELENA) as jelena:
        put_on_hold(jelena, case_id, UNTIL, "Graz closes for Easter")
    work.clock.pass_by(days=2)
    work.do(case_id, "host_accepts", STAY)
    assert shared(work, case_id).held_on(work.clock().date()) is None
    turn(work, "2026-04-14")
    assert work.rows(mails, mail="back_from_hold") == []
    assert shared(work, case_id).back_on is None
    assert [row.held_until for row in work.rows(case_handling)] == [None]
