"""Tries to log in are counted before their password is looked at: five are five, at once too."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from persistence import login_failures
from persistence.database import write_transaction
from persistence.login_failures import Lockout
from tests.workflows.office_fixtures import Work

FIVE = Lockout(5, timedelta(minutes=15))


def begun(work: Work, login: str = "vera") -> datetime | None:
    with write_transaction(work.engine) as connection:
        return login_failures.begin_try(connection, login, work.clock(), FIVE)


def test_of_forty_tries_at_once_five_are_let_through(any_work: Work) -> None:
    gate = threading.Barrier(8)

    def try_five_times(_: int) -> list[datetime | None]:
        gate.wait(30)
        return [begun(any_work, " Vera ") for _ in range(5)]

    with ThreadPoolExecutor(8) as threads:
        answers = [until for answers in threads.map(try_five_times, range(8)) for until in answers]
    assert answers.count(None) == 5
    assert {until for until in answers if until} == {any_work.clock() + FIVE.lasts}


def test_what_is_tried_while_it_is_locked_locks_it_no_longer(any_work: Work) -> None:
    for _ in range(5):
        assert begun(any_work) is None
    any_work.clock.pass_by(minutes=14)
    assert begun(any_work) is not None
    any_work.clock.pass_by(minutes=1)
    assert begun(any_work) is None
    with write_transaction(any_work.engine) as connection:
        assert login_failures.lift(connection, "VERA")
