"""The nightly comparison: each notice that is missing, doubled or unasked for is found."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from persistence.database import reading, write_transaction
from persistence.escalation_list import LedgerFilter, count_alarms, count_lines, listed_lines
from persistence.escalations import last_reconciliation
from persistence.integrity import audit
from persistence.tables import escalations, mails, outbox, role_assignments, timers
from states.decision import Advanced
from tests.workflows.office_fixtures import LONG_AGO, Work, any_work, at, database, work
from workflows.running.reconciling import reconcile
from workflows.running.scheduler import look

__all__ = ["any_work", "database", "work"]


def overdue(work: Work) -> int:
    """A nomination that is overdue since 3 April: by the 20th all four levels have left."""
    ana = work.open()
    work.bring("ranking", ana)
    on(work, "2026-04-20 09:00")
    return ana


def on(work: Work, instant: str) -> None:
    """Time passes: what falls due each morning is fired, and what is written leaves."""
    while work.clock.now < at(instant):
        work.clock.now = min(work.clock.now + timedelta(hours=12), at(instant))
        look(work.app, "tests", work.clock())
        work.drain()


def compared(work: Work) -> list[Any]:
    """The lines after a comparison, in the order in which they had to leave."""
    work.clock.pass_by(days=1)
    reconcile(work.office, work.engine, work.clock())
    return sorted(work.rows(escalations), key=lambda line: (line.at, line.recipient))


def alarms(work: Work) -> list[tuple[str, str, str]]:
    """What is wrong, by level and role."""
    return [(line.level, line.recipient, line.outcome) for line in compared(work) if line.alarm]


LEVELS = [
    ("reminder", "mobility_coordinator"),
    ("overdue", "head_of_ico"),
    ("overdue", "mobility_coordinator"),
    ("escalation", "general_secretary"),
    ("escalation", "head_of_ico"),
    ("escalation_rector", "general_secretary"),
    ("escalation_rector", "head_of_ico"),
    ("escalation_rector", "rector"),
]


def test_each_level_of_an_overdue_step_stands_with_the_mail_that_left_and_to_whom(
    any_work: Work,
) -> None:
    ana = overdue(any_work)
    lines = compared(any_work)
    of_nomination = [line for line in lines if line.visit == any_work.case(ana).visit]
    assert [(line.level, line.recipient) for line in of_nomination] == LEVELS
    assert {line.outcome for line in of_nomination} == {"left"}
    assert all(line.left_at and line.to_name and line.mail_key for line in of_nomination)
    assert not any(line.alarm for line in lines)
    with reading(any_work.engine) as connection:
        last = last_reconciliation(connection)
    assert last is not None
    assert (last.cases, last.lines, last.alarms) == (1, len(lines), 0)


def test_what_lies_behind_as_it_is_noted_each_role_hears_once_by_the_highest_level(
    any_work: Work,
) -> None:
    """An appeal received by 20 March is noted of who is nominated, a fortnight after its day."""
    ana = any_work.open()
    any_work.bring("nominated", ana)
    on(any_work, "2026-04-13 09:00")
    appeal = {"on": "2026-03-20", "grounds": "A letter in the post"}
    assert isinstance(any_work.do(ana, "lodge_ranking_appeal", appeal), Advanced)
    on(any_work, "2026-04-14 09:00")
    lines = [line for line in compared(any_work) if line.due == any_work.case(ana).due]
    assert {(line.level, line.recipient) for line in lines if line.outcome == "left"} == {
        ("escalation_rector", "general_secretary"),
        ("escalation_rector", "head_of_ico"),
        ("escalation_rector", "rector"),
    }
    assert {line.outcome for line in lines} == {"left", "passed_over"}
    assert not any(line.alarm for line in lines)
    with reading(any_work.engine) as connection:
        report = audit(connection, any_work.office.data, any_work.office.calendar)
    assert report.discrepancies == ()


def test_a_level_that_is_passed_over_by_hand_before_its_time_is_found(any_work: Work) -> None:
    ana = any_work.open()
    any_work.bring("nominated", ana)
    entered_at = any_work.case(ana).entered_at
    with write_transaction(any_work.engine) as connection:
        open_timers = update(timers).where(timers.c.case_id == ana, timers.c.closed_at.is_(None))
        connection.execute(open_timers.values(outcome="passed_over", closed_at=entered_at))
    with reading(any_work.engine) as connection:
        report = audit(connection, any_work.office.data, any_work.office.calendar)
    assert any("lay behind at no step" in sentence for sentence in report.discrepancies)


def test_it_compares_once_a_day(work: Work) -> None:
    overdue(work)
    assert reconcile(work.office, work.engine, work.clock()) is not None
    assert reconcile(work.office, work.engine, work.clock()) is None
    work.clock.pass_by(days=1)
    assert reconcile(work.office, work.engine, work.clock()) is not None


def test_a_timer_that_was_deleted_before_it_fired_is_found(any_work: Work) -> None:
    ana = any_work.open()
    any_work.bring("ranking", ana)
    on(any_work, "2026-03-20 12:00")
    with write_transaction(any_work.engine) as connection:
        ahead = timers.c.closed_at.is_(None)
        assert connection.execute(delete(timers).where(timers.c.case_id == ana, ahead)).rowcount
    assert alarms(any_work) == [("reminder", "mobility_coordinator", "not_planned")]
    on(any_work, "2026-04-20 09:00")
    assert [line[:2] for line in alarms(any_work)] == LEVELS, "and each that would have followed"


def test_a_timer_that_was_deleted_after_it_had_fired_leaves_a_mail_that_nothing_asked_for(
    work: Work,
) -> None:
    ana = overdue(work)
    with write_transaction(work.engine) as connection:
        connection.execute(
            delete(timers).where(timers.c.case_id == ana, timers.c.level == "escalation")
        )
    assert alarms(work) == [
        ("escalation", "general_secretary", "unasked"),
        ("escalation", "head_of_ico", "unasked"),
    ]


def test_a_mail_that_was_doubled_is_found(any_work: Work) -> None:
    overdue(any_work)
    (mail,) = any_work.rows(mails, mail="escalation", recipient="rector")
    with write_transaction(any_work.engine) as connection:
        row = connection.execute(select(mails).where(mails.c.id == mail.id)).mappings().one()
        again = {**row, "id": mail.id + 1000, "key": f"{mail.key}-again"}
        connection.execute(insert(mails).values(again))
        query = select(outbox).where(outbox.c.mail_key == mail.key)
        action = connection.execute(query).mappings().one()
        connection.execute(
            insert(outbox).values(
                {**action, "id": action["id"] + 1000, "key": again["key"], "mail_key": again["key"]}
            )
        )
    assert alarms(any_work) == [("escalation_rector", "rector", "doubled")]


def test_a_mail_that_one_more_action_sends_again_is_found(work: Work) -> None:
    overdue(work)
    (mail,) = work.rows(mails, mail="escalation", recipient="rector")
    with write_transaction(work.engine) as connection:
        query = select(outbox).where(outbox.c.mail_key == mail.key)
        action = connection.execute(query).mappings().one()
        again = {**action, "id": action["id"] + 1000, "key": f"{mail.key}-again"}
        connection.execute(insert(outbox).values(again))
    assert alarms(work) == [("escalation_rector", "rector", "doubled")]


def test_the_mail_of_a_list_is_found_where_one_more_action_sends_it_again(any_work: Work) -> None:
    any_work.bring("application", any_work.open())
    on(any_work, "2026-03-20 09:00")
    (mail,) = any_work.rows(mails, recipient="commission_member")
    with reading(any_work.engine) as connection:
        report = audit(connection, any_work.office.data, any_work.office.calendar)
    assert report.discrepancies == ()
    assert alarms(any_work) == []
    with write_transaction(any_work.engine) as connection:
        query = select(outbox).where(outbox.c.mail_key == mail.key)
        action = connection.execute(query).mappings().one()
        again = {**action, "id": action["id"] + 1000, "key": f"{mail.key}-again"}
        connection.execute(insert(outbox).values(again))
    assert alarms(any_work) == [("reminder", "commission_member", "doubled")]


def test_a_mail_that_was_lost_is_found_with_its_row_or_with_its_action(any_work: Work) -> None:
    overdue(any_work)
    (of_rector,) = any_work.rows(mails, mail="escalation", recipient="rector")
    (of_owner,) = any_work.rows(mails, mail="overdue", recipient="mobility_coordinator")
    with write_transaction(any_work.engine) as connection:
        lost_keys = (of_rector.key, of_owner.key)
        connection.execute(delete(outbox).where(outbox.c.mail_key.in_(lost_keys)))
        connection.execute(delete(mails).where(mails.c.key == of_rector.key))
    assert alarms(any_work) == [
        ("overdue", "mobility_coordinator", "lost"),
        ("escalation_rector", "rector", "lost"),
    ]


def test_a_level_that_nobody_fired_though_it_was_time_is_found(work: Work) -> None:
    ana = work.open()
    work.bring("ranking", ana)
    work.clock.now = at("2026-04-20 09:00")
    assert ("reminder", "mobility_coordinator", "not_sent") in alarms(work)
    assert work.case(ana).state == "ranking"


@pytest.mark.parametrize(("status", "outcome"), [
    ("dead", "failed"), ("uncertain", "uncertain"), ("waiting", "waiting"),
])  # fmt: skip
def test_a_mail_that_could_not_leave_says_why_and_is_no_alarm(
    work: Work, status: str, outcome: str
) -> None:
    overdue(work)
    (mail,) = work.rows(mails, mail="escalation", recipient="rector")
    with write_transaction(work.engine) as connection:
        of_mail = update(outbox).where(outbox.c.mail_key == mail.key)
        connection.execute(of_mail.values(status=status, last_error="550 no such user"))
    (line,) = [line for line in compared(work) if line.recipient == "rector"]
    assert (line.outcome, line.alarm, line.detail) == (outcome, False, "550 no such user")


def test_a_role_that_nobody_holds_is_named_as_the_reason(work: Work) -> None:
    with write_transaction(work.engine) as connection:
        connection.execute(
            update(role_assignments)
            .where(role_assignments.c.role == "rector")
            .values(last_day=LONG_AGO)
        )
    overdue(work)
    (line,) = [line for line in compared(work) if line.recipient == "rector"]
    assert (line.outcome, line.alarm) == ("nobody", False)
    assert line.detail.startswith("nobody holds the role Rector on 2026-04-")


def test_who_takes_the_overdue_step_ends_its_ladder_and_the_ledger_says_so(work: Work) -> None:
    ana = work.open()
    work.bring("ranking", ana)
    on(work, "2026-04-07 09:00")
    assert isinstance(work.do(ana, "nominate"), Advanced)
    closed_lines = [line for line in compared(work) if line.outcome == "closed_before"]
    assert {line.level for line in closed_lines} == {"escalation"}
    assert not any(line.alarm for line in compared(work))


def test_a_level_after_time_closed_the_case_was_not_owed_however_late_that_was_seen(
    any_work: Work,
) -> None:
    """The application lapses with 16 March; nobody looked from the 10th to the 30th."""
    any_work.clock.now = at("2026-03-10 09:00")
    ana = any_work.open()
    look(any_work.app, "tests", any_work.clock())
    any_work.clock.now = at("2026-03-30 09:00")
    look(any_work.app, "tests", any_work.clock())
    assert {timer.outcome for timer in any_work.timers(ana, level="overdue")} == {"moved"}
    lines = compared(any_work)
    assert {line.outcome for line in lines if line.level == "reminder"} == {"waiting"}
    assert {line.outcome for line in lines if line.level != "reminder"} == {"closed_before"}


def test_a_case_that_ended_long_ago_keeps_its_lines_and_is_compared_no_more(work: Work) -> None:
    ana = overdue(work)
    work.do(ana, "withdraw", {"reason": "Ill"}, role="candidate")
    before = compared(work)
    work.clock.pass_by(days=40)
    assert reconcile(work.office, work.engine, work.clock()).cases == 0  # type: ignore[union-attr]
    assert len(work.rows(escalations)) == len(before)


def test_the_ledger_is_listed_by_case_level_role_and_alarm(any_work: Work) -> None:
    ana = overdue(any_work)
    with write_transaction(any_work.engine) as connection:
        connection.execute(delete(outbox).where(outbox.c.mail_key.like("%/escalation/rector/%")))
    compared(any_work)
    number = any_work.number(ana)
    with reading(any_work.engine) as connection:
        of_office = LedgerFilter(("bmu",))
        lines = listed_lines(connection, of_office, 0, 50)
        assert [line.at for line in lines] == sorted((line.at for line in lines), reverse=True)
        assert count_lines(connection, of_office, 1000) == len(lines)
        assert count_lines(connection, of_office, 3) == 4, "more than so many"
        (alarm,) = listed_lines(connection, LedgerFilter(("bmu",), alarms_only=True), 0, 50)
        assert (alarm.number, alarm.recipient, alarm.outcome) == (number, "rector", "lost")
        assert count_alarms(connection, ["bmu"]) == 1
        of_case = LedgerFilter(("bmu",), number.lower(), "overdue", "head_of_ico")
        (line,) = listed_lines(connection, of_case, 0, 50)
        assert line.mail_id is not None
        assert listed_lines(connection, LedgerFilter(("bee",)), 0, 50) == []
        assert listed_lines(connection, LedgerFilter(("bmu",), "BMU-1999-0001"), 0, 50) == []
