"""Time: each level of a deadline once and in order, also after days switched off."""

from __future__ import annotations

import shutil
import threading
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from office.wiring import Office
from persistence.database import reading, write_transaction
from persistence.database_errors import DatabaseError
from persistence.integrity import audit
from persistence.tables import mails
from states.loader import HERE
from states.moments import BELGRADE
from tests.waiting import until
from tests.workflows.office_fixtures import ANA, BORIS, Work, at, work, work_on_sqlite
from workflows.running.bootstrap import App
from workflows.running.scheduler import look, start_clock
from workflows.running.sweep import PUT_OFF, sweep
from workflows.running.watching import Watch

__all__ = ["work", "work_on_sqlite"]

PLANS = ("briefing", "weekly_plan", "monthly_plan")


ASKED_AGAIN = [("reminder", "mobility_coordinator"), ("reminder", "host")]
"""The owner is reminded of the host's answer, and the host is asked for it once more."""


def switched_on(work: Work, wall_time: str) -> int:
    """The office's clock looks at an instant; how much it did."""
    work.clock.now = at(wall_time)
    return look(work.app, "tests", work.clock())


def letters(work: Work, case_id: int) -> list[tuple[str, str]]:
    """The timed mails of a case in the order in which they were written: mail and recipient."""
    mail_rows = work.rows(mails, case_id=case_id)
    timed_mails = [row for row in mail_rows if row.mail in ("reminder", "overdue", "escalation")]
    return [(row.mail, row.recipient) for row in sorted(timed_mails, key=lambda row: row.id)]


def levels(work: Work, case_id: int) -> list[str]:
    """The levels that were sent, by the keys of their mails."""
    keys = [row.key.split("/") for row in work.rows(mails, case_id=case_id)]
    return [key[3] for key in keys if key[3] in ("reminder", "overdue", "escalation",
                                                  "escalation_rector")]  # fmt: skip


def local(instant: datetime) -> str:
    return instant.astimezone(BELGRADE).strftime("%a %Y-%m-%d %H:%M")


def climbed(work: Work, case_id: int) -> dict[str, str]:
    """Every level still to come with its instant: each rung is planned when the one below fires."""
    instants: dict[str, str] = {}
    while ahead := work.timers(case_id, closed_at=None):
        assert len({timer.at for timer in ahead}) == 1, "one rung at a time"
        instants |= {timer.level: local(timer.at) for timer in ahead}
        work.clock.now = ahead[0].at
        look(work.app, "tests", work.clock())
    return instants


def nominated(work: Work) -> int:
    """A case that waits for the host's answer until Monday, 4 May 2026."""
    ana = work.open()
    work.bring("nominated", ana)
    return ana


def test_levels_leave_at_eight_on_working_days(work: Work) -> None:
    ana = nominated(work)
    assert climbed(work, ana) == {
        "reminder": "Wed 2026-04-29 08:00",  # 1 May, a holiday, lies between
        "overdue": "Tue 2026-05-05 08:00",
        "escalation": "Thu 2026-05-07 08:00",
        "escalation_rector": "Tue 2026-05-12 08:00",
    }


def test_each_level_is_sent_when_it_is_due_and_not_a_minute_before(work: Work) -> None:
    ana = nominated(work)
    switched_on(work, "2026-04-29 07:59")
    assert letters(work, ana) == []
    switched_on(work, "2026-04-29 08:00")
    assert letters(work, ana) == ASKED_AGAIN
    switched_on(work, "2026-04-29 08:01")
    switched_on(work, "2026-05-05 07:59")
    assert letters(work, ana) == ASKED_AGAIN
    switched_on(work, "2026-05-05 08:00")
    assert letters(work, ana)[2:] == [
        ("overdue", "mobility_coordinator"),
        ("overdue", "head_of_ico"),
    ]


def test_after_days_switched_off_each_level_comes_once_in_order_and_nothing_twice(
    work: Work,
) -> None:
    ana = nominated(work)
    switched_on(work, "2026-05-08 13:00")
    assert levels(work, ana) == [
        "reminder", "reminder", "overdue", "overdue", "escalation", "escalation"
    ]  # fmt: skip
    for wall_time in ("2026-05-08 13:00", "2026-05-08 13:30", "2026-05-11 09:00"):
        switched_on(work, wall_time)
    assert Counter(letters(work, ana)) == {
        ("reminder", "mobility_coordinator"): 1,
        ("reminder", "host"): 1,
        ("overdue", "mobility_coordinator"): 1,
        ("overdue", "head_of_ico"): 1,
        ("escalation", "head_of_ico"): 1,
        ("escalation", "general_secretary"): 1,
    }
    keys = [row.key for row in work.rows(mails)]
    assert len(keys) == len(set(keys))


def test_a_step_that_time_makes_comes_at_the_end_of_the_day_even_if_noted_days_later(
    work: Work,
) -> None:
    ana = work.open()
    switched_on(work, "2026-03-16 23:59")
    assert work.case(ana).state == "call"
    switched_on(work, "2026-03-20 09:00")
    assert work.case(ana).state == "not_applied"
    step = work.history(ana)[-1]
    assert (step.name, step.role, step.source, step.target) == (
        "lapse", "system", "call", "not_applied"
    )  # fmt: skip
    overdue = [mail for mail, _ in letters(work, ana) if mail == "overdue"]
    assert overdue == [], "who did not apply is not chased for it afterwards"


def test_a_level_that_lay_before_the_state_was_entered_is_skipped(work: Work) -> None:
    ana = work.open()
    work.bring("ranking", ana)
    work.clock.now = at("2026-03-30 09:00")
    work.do(ana, "nominate")
    work.clock.now = at("2026-05-05 10:00")
    work.do(ana, "host_accepts", {"from": "2026-05-06", "to": "2026-10-01"})
    assert work.case(ana).due.isoformat() == "2026-05-05"  # type: ignore[union-attr]
    assert list(climbed(work, ana)) == ["overdue", "escalation", "escalation_rector"]


def test_a_step_in_time_takes_the_later_levels_back(work: Work) -> None:
    ana = nominated(work)
    switched_on(work, "2026-04-29 08:00")
    work.clock.now = at("2026-04-30 09:00")
    work.do(ana, "host_accepts", {"from": "2026-10-01", "to": "2027-02-12"})
    switched_on(work, "2026-05-15 12:00")
    assert letters(work, ana) == ASKED_AGAIN


def test_an_overdue_mail_says_how_long_in_working_days(work: Work) -> None:
    ana = nominated(work)
    switched_on(work, "2026-05-08 13:00")
    overdue = next(row for row in work.rows(mails, case_id=ana) if row.mail == "overdue")
    assert "4 working days" in work.read(overdue)
    assert "4 May 2026" in work.read(overdue)


def test_of_two_offices_on_one_database_one_sweeps_at_a_time(work_on_sqlite: Work) -> None:
    people = [work_on_sqlite.open({**ANA, "email": f"s{n}@students.example"}) for n in range(20)]
    work_on_sqlite.clock.now = at("2026-05-29 09:00")
    gate = threading.Barrier(2)
    counts: list[int] = []

    def office(name: str) -> None:
        gate.wait(10)
        counts.append(look(work_on_sqlite.app, name, work_on_sqlite.clock()))

    threads = [threading.Thread(target=office, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(counts)[0] == 0, "the other one does nothing"
    assert {work_on_sqlite.case(case).state for case in people} == {"not_applied"}
    assert Counter(len(letters(work_on_sqlite, case)) for case in people) == {2: 20}
    assert {len(work_on_sqlite.history(case)) for case in people} == {2}


def test_who_does_not_hold_the_lease_leaves_what_is_due_to_who_does(work_on_sqlite: Work) -> None:
    ana = nominated(work_on_sqlite)
    work_on_sqlite.clock.now = at("2026-05-05 07:59")
    look(work_on_sqlite.app, "one", work_on_sqlite.clock())
    work_on_sqlite.clock.pass_by(minutes=1)
    assert look(work_on_sqlite.app, "two", work_on_sqlite.clock()) == 0
    assert "overdue" not in levels(work_on_sqlite, ana)
    assert look(work_on_sqlite.app, "one", work_on_sqlite.clock()) > 0
    assert levels(work_on_sqlite, ana).count("overdue") == 2


def test_an_office_killed_between_two_batches_goes_on_where_it_stopped(work: Work) -> None:
    for number in range(10):
        work.open({**ANA, "email": f"s{number}@students.example"})
    work.clock.now = at("2026-03-13 12:00")
    with write_transaction(work.engine) as connection:
        assert sweep(connection, work.office, work.clock(), 7) == 7
    with suppress(KeyboardInterrupt), write_transaction(work.engine) as connection:
        assert sweep(connection, work.office, work.clock(), 7) == 7
        raise KeyboardInterrupt
    assert len([row for row in work.rows(mails) if row.mail == "reminder"]) == 7
    switched_on(work, "2026-03-13 12:01")
    assert len([row for row in work.rows(mails) if row.mail == "reminder"]) == 20


def test_one_flawed_case_keeps_no_other_waiting_and_is_tried_again(work: Work) -> None:
    ana, boris = work.open(ANA), work.open(BORIS)
    damage = text("UPDATE candidates SET language = :written WHERE case_id = :ana")
    with write_transaction(work.engine) as connection:
        connection.execute(damage, {"ana": ana, "written": "{half a"})
    switched_on(work, "2026-03-20 09:00")
    assert work.case(boris).state == "not_applied"
    assert len(letters(work, boris)) == 2
    assert letters(work, ana) == []
    own_timers = work.timers(ana)
    assert {timer.closed_at for timer in own_timers} == {None}, "nothing of it is lost"
    assert min(timer.at for timer in own_timers) == work.clock() + PUT_OFF
    with write_transaction(work.engine) as connection:
        connection.execute(damage, {"ana": ana, "written": "{}"})
    work.clock.now += PUT_OFF
    look(work.app, "tests", work.clock())
    assert work.case(ana).state == "not_applied"


def test_a_step_of_time_that_is_refused_is_tried_again_at_midnight_and_never_left(
    work: Work,
) -> None:
    ana, boris = work.open(ANA), work.open(BORIS)
    of_another_state = text("UPDATE timers SET name = :step WHERE case_id = :ana AND kind = 'step'")
    with write_transaction(work.engine) as connection:
        connection.execute(of_another_state, {"ana": ana, "step": "close_unselected"})
    switched_on(work, "2026-03-17 09:00")
    assert work.case(boris).state == "not_applied", "it keeps no other waiting"
    for midnight in ("2026-03-18 00:00", "2026-03-19 00:00"):
        (timer,) = work.timers(ana, kind="step")
        assert (timer.closed_at, local(timer.at)[4:]) == (None, midnight)
        switched_on(work, midnight)
    with write_transaction(work.engine) as connection:
        connection.execute(of_another_state, {"ana": ana, "step": "lapse"})
    switched_on(work, "2026-03-20 00:00")
    assert work.case(ana).state == "not_applied"
    assert [timer.outcome for timer in work.timers(ana, kind="step")] == ["taken"]


def test_the_running_clock_looks_at_once_and_again_and_again(work: Work) -> None:
    ana = nominated(work)
    work.clock.now = at("2026-05-05 09:00")
    scheduler = start_clock(work.app, "tests", work.clock, Watch())
    try:
        assert until(lambda: len(letters(work, ana)) == 4)
        jobs = {job.id for job in scheduler.get_jobs()}
        daily = {"ledger", "usual_days", "retention", "stays"}
        assert jobs == {"sweep", "heartbeat", "statistics", *daily}
        assert all(job.coalesce and job.max_instances == 1 for job in scheduler.get_jobs())
    finally:
        scheduler.shutdown(wait=True)


def test_a_busy_database_makes_the_clock_miss_a_turn_and_no_more(work: Work) -> None:
    from workflows.running.scheduler import _patiently

    turns: list[int] = []

    def busy() -> None:
        turns.append(1)
        raise DatabaseError("the database is busy")

    _patiently(busy)
    _patiently(partial(turns.append, 2))
    assert turns == [1, 2]


def test_a_definition_that_was_spoilt_meanwhile_is_told_in_a_sentence(
    work: Work, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nominated(work)
    folder = tmp_path / "definitions"
    shutil.copytree(HERE, folder)
    for path in folder.glob("bmu/outgoing-studies.*.yaml"):
        path.write_text("states: {", "utf-8")
    spoilt = App(Office(work.office.settings, work.office.data, folder), work.engine)
    work.clock.now = at("2026-05-05 09:00")
    scheduler = start_clock(spoilt, "tests", work.clock, Watch())
    output = ""

    def is_said() -> bool:
        nonlocal output
        output += capsys.readouterr().out
        return "nothing falls due until it can" in output

    try:
        assert until(is_said)
    finally:
        scheduler.shutdown(wait=True)
    output += "".join(capsys.readouterr())
    assert "outgoing-studies" in output and "Traceback" not in output


def test_a_pause_moves_the_due_day_and_its_levels(work: Work) -> None:
    ana = nominated(work)
    work.clock.now = at("2026-04-10 09:00")
    work.record(ana, "pause", {"from": "2026-04-13", "to": "2026-04-22", "reason": "strike"})
    due = work.case(ana).due
    assert due is not None
    assert due.isoformat() == "2026-05-14"
    switched_on(work, "2026-05-08 13:00")
    assert letters(work, ana) == []
    switched_on(work, "2026-05-12 08:00")
    assert letters(work, ana) == ASKED_AGAIN


def of_the_commission(work: Work) -> list[Any]:
    return [mail for mail in work.rows(mails) if mail.recipient == "commission_member"]


def test_a_member_of_the_commission_is_reminded_once_a_call_whatever_the_batch(work: Work) -> None:
    cases = [work.open({**ANA, "email": f"s{number}@students.example"}) for number in range(5)]
    work.bring("application", *cases)
    work.score(cases[0], "m.ilic", {"programme_compatibility": 50, "grade_average": 40})
    work.score(cases[1], "m.ilic", {"grade_average": 40})  # by one criterion of two
    work.clock.now = at("2026-03-20 08:00")
    for _ in range(6):
        with write_transaction(work.engine) as connection:
            sweep(connection, work.office, work.clock(), 3)
    (reminder,) = of_the_commission(work)
    assert (reminder.case_id, reminder.call_id, reminder.mail) == (None, work.call_id, "reminder")
    words = work.read(reminder)
    assert "4 candidates still wait for your points" in words
    assert f"/calls/{work.call_id}\n" in words
    assert "24 Mar 2026" in words


def test_everybody_whom_the_ladder_of_a_list_reaches_hears_of_it_once_a_call(work: Work) -> None:
    cases = [work.open({**ANA, "email": f"s{number}@students.example"}) for number in range(5)]
    work.bring("application", *cases)
    switched_on(work, "2026-04-01 09:00")
    of_call = [mail for mail in work.rows(mails, call_id=work.call_id) if mail.case_id is None]
    pairs = [(mail.mail, mail.recipient) for mail in of_call]
    reminded_roles = ["mobility_coordinator", "commission_member"]
    levels = {"reminder": reminded_roles, "overdue": [*reminded_roles, "head_of_ico"]}
    assert sorted(pairs) == sorted(
        [(level, role) for level, roles in levels.items() for role in roles]
        + [("escalation", role) for role in ("head_of_ico", "general_secretary")] * 2
        + [("escalation", "rector")]
    )
    assert [letters(work, case) for case in cases] == [[]] * 5, "none of a single case"
    (to_head,) = work.rows(mails, mail="overdue", recipient="head_of_ico")
    words = work.read(to_head)
    assert "5 candidates still wait for it" in words
    assert "Points are missing of" in words and "Commission member" in words


def test_who_has_given_all_points_is_not_reminded_and_the_office_still_is(work: Work) -> None:
    ana, boris = work.open(ANA), work.open(BORIS)
    work.bring("application", ana, boris)
    for case in (ana, boris):
        work.score(case, "m.ilic", {"programme_compatibility": 50, "grade_average": 40})
    switched_on(work, "2026-03-20 09:00")
    assert of_the_commission(work) == []
    assert letters(work, ana) == []
    (to_office,) = work.rows(mails, mail="reminder")
    assert (to_office.recipient, to_office.call_id) == ("mobility_coordinator", work.call_id)
    assert "see to it that the list is published" in work.read(to_office)
    with reading(work.engine) as connection:
        report = audit(connection, work.office.data, work.office.calendar)
    assert report.discrepancies == (), "who has done their part is missed by nobody"


def test_each_level_of_the_list_reaches_a_member_once(work: Work) -> None:
    ana, boris = work.open(ANA), work.open(BORIS)
    work.bring("application", ana, boris)
    switched_on(work, "2026-03-25 09:00")
    assert [mail.mail for mail in of_the_commission(work)] == ["reminder", "overdue"]
    assert "is overdue: it was due on" in work.read(of_the_commission(work)[1])


def test_the_last_day_to_appeal_is_told_and_asks_for_nothing(work: Work) -> None:
    ana = work.open()
    work.bring("decree", ana)
    switched_on(work, "2027-03-12 23:59")
    (reminder,) = [mail for mail in work.rows(mails, case_id=ana) if mail.mail == "reminder"][-1:]
    assert reminder.recipient == "candidate"
    words = work.read(reminder)
    assert "Rok za žalbu u Vašem predmetu ističe 12. marta 2027. godine u 24:00" in words
    assert "ne treba ništa da preduzimate" in words
    assert "rukovodilac" not in words
    switched_on(work, "2027-04-12 09:00")
    to_candidate = [pair for pair in letters(work, ana) if pair[1] == "candidate"]
    assert ("overdue", "candidate") not in to_candidate
    assert work.case(ana).state == "closed"


def test_a_timer_fires_under_the_second_at_which_it_is_due(work: Work) -> None:
    ana = nominated(work)
    (first, *_) = work.timers(ana, closed_at=None)
    with write_transaction(work.engine) as connection:
        assert sweep(connection, work.office, first.at - timedelta(microseconds=1)) == 0
        assert sweep(connection, work.office, first.at) == len(ASKED_AGAIN)
