"""Timers and leases: one row a level, one sweeper at a time, and nothing fires that was moved."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, update

from persistence import timers
from persistence.call_locks import lock_cases
from persistence.database import reading, write_transaction
from persistence.database_errors import DatabaseError
from persistence.integrity import audit
from persistence.tables import timers as table
from persistence.timers import Lease
from rules.ladder import PlannedTimer
from states.frozen import replace
from tests.workflows.office_fixtures import ANA, CALL, ON_POSTGRES, Work, at
from workflows.calls.new_call import open_call, read_call
from workflows.cases.new_case import open_case, read_candidate
from workflows.running.sweep import sweep

LENGTH = timedelta(seconds=90)


def lease(work: Work, holder: str, *silent: str) -> bool:
    with write_transaction(work.engine) as connection:
        wish = Lease("sweep", holder, work.clock() + LENGTH)
        return timers.take_lease(connection, wish, silent)


def swept(work: Work) -> int:
    with write_transaction(work.engine) as connection:
        return sweep(connection, work.office, work.clock())


def test_one_holds_the_lease_and_keeps_it_until_it_gives_no_sign(any_work: Work) -> None:
    assert lease(any_work, "anna")
    assert not lease(any_work, "boris")
    any_work.clock.pass_by(days=4)
    assert not lease(any_work, "boris"), "no hour frees it"
    assert lease(any_work, "anna"), "the holder keeps it"
    any_work.clock.pass_by(days=-8)
    assert lease(any_work, "boris", "anna"), "its holder is silent"
    assert not lease(any_work, "anna")


def test_of_many_timers_opened_at_once_each_stands_once_and_as_it_was_planned_first(
    any_work: Work,
) -> None:
    ana, due = any_work.open(), date(2026, 3, 27)
    plans = [
        PlannedTimer(
            due, f"level {number}", "head_of_ico", "mail", "reminder", at("2026-03-25 08:00")
        )
        for number in range(120)
    ]
    repeat = replace(plans[7], at=at("2026-03-26 08:00"))
    with write_transaction(any_work.engine) as connection:
        visit = any_work.case(ana).visit
        timers.open_further(connection, [(ana, visit, [*plans, repeat])], at("2026-03-20 08:00"))
    rows = any_work.rows(table, case_id=ana, due=due)
    by_level = {row.level: row for row in rows if row.level.startswith("level")}
    assert set(by_level) == {timer.level for timer in plans}
    assert by_level["level 7"].at == plans[7].at
    assert {row.due for row in by_level.values()} == {due}
    with reading(any_work.engine) as connection:
        office = any_work.office
        assert audit(connection, office.data, office.calendar).discrepancies == ()


def test_who_stops_gives_the_lease_back(any_work: Work) -> None:
    assert lease(any_work, "anna")
    with write_transaction(any_work.engine) as connection:
        timers.give_back_leases(connection, "anna")
    assert lease(any_work, "boris")


def test_of_many_who_ask_at_once_one_gets_the_lease(any_work: Work) -> None:
    gate = threading.Barrier(4)

    def ask(holder: str) -> bool:
        gate.wait(10)
        return lease(any_work, holder)

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(ask, "abcd")) == [False, False, False, True]


def test_a_state_has_a_timer_for_each_recipient_of_the_rung_ahead_and_the_days_end(
    any_work: Work,
) -> None:
    ana = any_work.open()
    plans = [(t.due, t.level, t.recipient, t.kind, t.name) for t in any_work.timers(ana)]
    due = date(2026, 3, 16)
    assert sorted(plans) == sorted(
        [
            (due, "reminder", "mobility_coordinator", "mail", "reminder"),
            (due, "reminder", "candidate", "mail", "reminder"),
            (due, "time", "system", "step", "lapse"),
        ]
    )
    row = {name: value for name, value in any_work.timers(ana)[0]._mapping.items() if name != "id"}
    with (
        pytest.raises(DatabaseError, match="does not take this"),
        write_transaction(any_work.engine) as again,
    ):
        again.execute(table.insert(), row)


def stand(work: Work, case_id: int) -> dict[tuple[date, str, str], str | None]:
    """The outcome of each timer of the awaited step; None for an open one."""
    visit = work.case(case_id).visit
    return {(t.due, t.level, t.recipient): t.outcome for t in work.timers(case_id, visit=visit)}


def test_when_a_due_date_moves_its_timers_move_and_when_it_comes_back_they_are_armed_again(
    any_work: Work,
) -> None:
    ana = any_work.open()
    any_work.bring("mobility", ana)
    due = any_work.case(ana).due
    any_work.clock.now = any_work.clock.now.replace(year=2027, month=2, day=21)
    before = stand(any_work, ana)
    any_work.record(ana, "stay", {"returned_on": "2027-02-20"})
    later = any_work.case(ana).due
    assert (due, later) == (date(2027, 3, 15), date(2027, 3, 22))
    outcomes = stand(any_work, ana)
    assert {outcomes[key] for key in before} == {"moved"}
    assert [key[1:] for key, out in outcomes.items() if out is None] == [key[1:] for key in before]
    any_work.record(ana, "stay", {"returned_on": "2027-02-12"})
    again = stand(any_work, ana)
    assert {again[key] for key in before} == {None}
    assert {out for key, out in again.items() if key not in before} == {"moved"}
    assert len(any_work.timers(ana, closed_at=None)) == len(before)


def test_a_level_that_was_sent_is_not_sent_again_when_the_due_date_comes_back(
    any_work: Work,
) -> None:
    ana = any_work.open()
    any_work.bring("mobility", ana)
    due = any_work.case(ana).due
    any_work.clock.now = at("2027-03-11 09:00")
    while swept(any_work):
        pass
    sent_keys = {key for key, out in stand(any_work, ana).items() if out == "sent"}
    assert sent_keys == {(due, "reminder", "candidate"), (due, "reminder", "mobility_coordinator")}
    any_work.record(ana, "stay", {"returned_on": "2027-03-01"})
    assert any_work.case(ana).due == date(2027, 3, 31)
    assert {
        out for key, out in stand(any_work, ana).items() if key not in sent_keys and key[0] == due
    } == {"moved"}
    any_work.record(ana, "stay", {"returned_on": "2027-02-12"})
    assert any_work.case(ana).due == due
    again = stand(any_work, ana)
    assert {again[key] for key in sent_keys} == {"sent"}
    assert {out for key, out in again.items() if key[0] == due and key not in sent_keys} == {None}
    any_work.clock.now = at("2027-03-12 09:00")
    while swept(any_work):
        pass
    keys = [
        row.key
        for row in any_work.outbox(action="mail")
        if row.key.endswith("reminder/candidate/1")
    ]
    assert len([key for key in keys if f"/{due}/" in key]) == 1


def test_what_falls_due_comes_in_the_order_of_its_instants(any_work: Work) -> None:
    for number in range(3):
        any_work.open({**ANA, "email": f"s{number}@students.example"})
    any_work.clock.now = at("2026-04-30 12:00")
    with write_transaction(any_work.engine) as connection:
        due_timers = timers.due(connection, any_work.clock(), 500)
    assert len(due_timers) == 9, "two reminders and the end of the day, for each of three cases"
    assert [(timer.at, timer.id) for timer in due_timers] == sorted(
        (timer.at, timer.id) for timer in due_timers
    )
    with write_transaction(any_work.engine) as connection:
        assert timers.due(connection, any_work.clock(), 5) == due_timers[:5]


@pytest.mark.parametrize("database", [ON_POSTGRES], indirect=True)
def test_a_sweep_and_a_clerk_do_not_wait_for_each_other_in_a_circle(any_work: Work) -> None:
    """The clerk moves the very case whose timer the sweep takes, again and again."""
    cases = [any_work.open({**ANA, "email": f"s{n}@students.example"}) for n in range(8)]
    any_work.clock.now = at("2026-03-17 09:00")
    gate = threading.Barrier(2)

    def clerk() -> list[str]:
        gate.wait(10)
        return [type(any_work.do(case, "withdraw", {})).__name__ for case in reversed(cases)]

    def clock() -> int:
        gate.wait(10)
        return sum(iter(lambda: swept(any_work), 0))

    with ThreadPoolExecutor(2) as threads:
        moves, sweeps = threads.submit(clerk), threads.submit(clock)
        outcomes = moves.result(30)
        sweeps.result(30)
    states = [any_work.case(case).state for case in cases]
    assert {state: states.count(state) for state in set(states)} == {
        state: number
        for state, number in (
            ("withdrawn", outcomes.count("StepTaken")),
            ("not_applied", outcomes.count("Refused")),
        )
        if number
    }
    assert not [t for case in cases for t in any_work.timers(case) if t.closed_at is None]


@pytest.mark.parametrize("database", [ON_POSTGRES], indirect=True)
def test_a_timer_that_a_clerk_moves_meanwhile_does_not_fire(any_work: Work) -> None:
    ana = any_work.open()
    any_work.clock.now = at("2026-03-17 09:00")
    moving, go_on = threading.Event(), threading.Event()

    def clerk() -> None:
        with write_transaction(any_work.engine) as connection:
            timers.lock_calls_of(connection, [ana])
            statement = update(table).where(table.c.case_id == ana)
            connection.execute(statement.values(closed_at=any_work.clock(), outcome="moved"))
            moving.set()
            go_on.wait(10)

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(clerk)
        assert moving.wait(10)
        second = threads.submit(swept, any_work)
        threading.Event().wait(0.3)
        assert not second.done(), "it waits for the clerk"
        go_on.set()
        first.result(10)
        assert second.result(10) == 0
    assert any_work.case(ana).state == "call"


@pytest.mark.parametrize("database", [ON_POSTGRES], indirect=True)
def test_sweeps_share_what_is_due_and_keep_the_order_within_a_case(any_work: Work) -> None:
    """Two calls, and in one of them a clerk who has a case in hand that has two timers due."""
    ana, boris = any_work.open(), any_work.open({**ANA, "email": "boris@students.example"})
    with write_transaction(any_work.engine) as connection:
        act = any_work.act(connection)
        other = open_call(act, "bmu", "outgoing-studies", read_call({**CALL, "title": "Another"}))
        vera = open_case(act, other, read_candidate({**ANA, "email": "vera@x.example"})).id
    any_work.clock.now = at("2026-03-17 09:00")

    def due_in(connection: Connection) -> list[int]:
        return [
            timer.case_id for timer in timers.due(connection, any_work.clock(), 500, is_shared=True)
        ]

    with write_transaction(any_work.engine) as first, write_transaction(any_work.engine) as clerk:
        timers.lock_calls_of(clerk, [vera])
        assert set(due_in(first)) == {ana, boris}, "two calls, of which one is a clerk's"
        with write_transaction(any_work.engine) as second:
            assert due_in(second) == [], "what is left is in somebody's hands"
    with write_transaction(any_work.engine) as clerk:
        lock_cases(clerk, [ana])
        with write_transaction(any_work.engine) as second:
            assert set(due_in(second)) == {boris, vera}, "nothing of the case that is held"
    with write_transaction(any_work.engine) as first:
        of_ana = [
            timer for timer in timers.due(first, any_work.clock(), 500) if timer.case_id == ana
        ]
        assert len(of_ana) > 1
        close = update(table).where(table.c.case_id.in_((boris, vera)))
        first.execute(close.values(closed_at=any_work.clock(), outcome="moved"))
    with write_transaction(any_work.engine) as second:
        assert timers.due(second, any_work.clock(), 1, is_shared=True) == of_ana[:1]
