"""How many statements a step takes: what seldom changes is not read again with each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import update

from persistence import dossiers, grading_tables
from persistence.database import write_transaction
from persistence.tables import role_assignments
from states.decision import Actor, Refused
from states.payloads import read_payload
from states.recognition import GradeShare, GradingTable
from tests.workflows.office_fixtures import BORIS, STAY, Work, at
from tests.workflows.office_fixtures import work_on_sqlite as work
from workflows.calls.publishing import publish_list
from workflows.cases.advance import Request, advance_case
from workflows.cases.recording import FactRequest, record_fact
from workflows.cases.status import load_case

__all__ = ["work"]

BY = Actor("mobility_coordinator")


@contextmanager
def statements(connection: Any) -> Iterator[list[str]]:
    """What SQLite runs within, without what its triggers do."""
    raw = connection.connection.dbapi_connection
    commands: list[str] = []
    raw.set_trace_callback(lambda sql: None if sql.startswith("--") else commands.append(sql))
    try:
        yield commands
    finally:
        raw.set_trace_callback(None)


def reads(commands: Sequence[str]) -> list[str]:
    return [sql for sql in commands if sql.startswith("SELECT")]


def writes(commands: Sequence[str]) -> list[tuple[str, str]]:
    """Verb and table, each once: a statement runs for each of its rows."""
    words = (
        sql.replace("INTO ", "").split(" ", 2) for sql in commands if not sql.startswith("SELECT")
    )
    return list(dict.fromkeys((verb, table) for verb, table, _ in words))


def step(work: Work, case_id: int, trigger: str, details: dict[str, Any]) -> list[str]:
    """The statements of a step that is taken."""
    with write_transaction(work.engine) as connection, statements(connection) as commands:
        request = Request(case_id, trigger, details)
        outcome = advance_case(connection, work.office, request, BY, work.clock())
    assert not isinstance(outcome, Refused), outcome
    return commands


def test_an_advance_reads_twice_its_case_and_its_facts(work: Work) -> None:
    ana = work.open()
    work.bring("nominated", ana)
    work.load(ana)
    commands = step(work, ana, "host_accepts", STAY)
    first, second = reads(commands)
    assert "FROM cases JOIN candidates" in first
    assert {"applications", "application_hosts", "placements", "documents"} <= set(
        re.findall(r"FROM (\w+)", second)
    )
    tables = [table for verb, table in writes(commands) if table != "mail_sheets"]
    assert tables == [
        "host_answers", "timers", "timers", "mails", "outbox", "cases", "history"
    ], "the entry seals what was written before it"  # fmt: skip


def test_a_fact_reads_as_little(work: Work) -> None:
    ana = work.open()
    work.load(ana)
    with write_transaction(work.engine) as connection, statements(connection) as commands:
        request = FactRequest(ana, "document", {"kind": "cv"})
        record_fact(connection, work.office, request, BY, work.clock())
    (of_case,) = reads(commands)
    assert "FROM cases JOIN candidates" in of_case, "no table of facts: the case has none"
    assert ("INSERT", "documents") in writes(commands), "its entry seals it as it was written"


def test_what_has_changed_is_read_once_and_then_kept(work: Work) -> None:
    ana = work.open()
    work.bring("nominated", ana)
    with write_transaction(work.engine) as connection:
        is_rector = role_assignments.c.role == "rector"
        connection.execute(update(role_assignments).where(is_rector).values(last_day=None))
    commands = step(work, ana, "host_accepts", STAY)
    assert len(reads(commands)) == 5, (
        "case, facts, who holds which role, who acts for whom, webhooks"
    )
    with write_transaction(work.engine) as connection:
        table = GradingTable(
            0, None, None, date(2026, 10, 1), None, (GradeShare("1", Decimal(60)),)
        )
        grading_tables.add(connection, "bmu", table, Actor("head_of_ico", "Vera"), work.clock())
    with write_transaction(work.engine) as connection, statements(connection) as again:
        load_case(connection, ana)
    of_registers = reads(again)[2:]
    assert any("FROM grading_tables" in sql for sql in of_registers), "of the host and of ours"
    with write_transaction(work.engine) as connection, statements(connection) as then:
        load_case(connection, ana)
    assert len(reads(then)) == 2


def test_a_list_asks_four_times_who_works_here_however_many_it_tells(work: Work) -> None:
    pair = [work.open(), work.open(BORIS)]
    work.bring("application", *pair)
    for case_id in pair:
        points = {"programme_compatibility": 50, "grade_average": 40}
        assert not isinstance(work.score(case_id, "m.ilic", points), Refused)
    work.clock.now = at("2026-03-19 12:00")
    with write_transaction(work.engine) as connection, statements(connection) as commands:
        act = work.act(connection, BY)
        assert not isinstance(publish_list(act, work.call_id), Refused)
    of_staff = [
        sql for sql in reads(commands) if re.match(r"SELECT \(SELECT.*AS staff_stamp$", sql, re.S)
    ]
    what_for = "for the commission, the list's story, who signs it, and the letters to all"
    assert len(of_staff) == 4, what_for


def test_what_the_caller_has_locked_and_read_is_not_read_again(work: Work) -> None:
    ana = work.open()
    work.bring("nominated", ana)
    work.load(ana)
    with write_transaction(work.engine) as connection:
        locked_case = dossiers.lock(connection, [ana])[ana]
        value = read_payload("host_period", STAY)
        request = Request(ana, "host_accepts", value=value, locked=locked_case)
        with statements(connection) as commands:
            outcome = advance_case(connection, work.office, request, BY, work.clock())
    assert not isinstance(outcome, Refused), outcome
    assert reads(commands) == []
    entry = work.history(ana)[-1]
    assert (outcome.entry.seq, outcome.entry.entry.name) == (entry.seq, "host_accepts")
    assert outcome.case == work.case(ana)
