"""How many statements a step takes: what seldom changes is not read again with each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import update

from persistence import dossiers, grading_tables
from persistence.database import write_transaction
from persistence.tables import placements, role_assignments
from states.decision import Actor, Refused
from states.payloads import read_payload
from states.recognition import GradeShare, GradingTable
from tests.workflows.office_fixtures import ANA, BORIS, CALL, STAY, Work, at
from tests.workflows.office_fixtures import work_on_sqlite as work
from workflows.calls.new_call import open_call, read_call
from workflows.calls.publishing import publish_list
from workflows.cases.advance import Request, advance_case
from workflows.cases.list_guards import asked_once
from workflows.cases.migration import plan_case
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


def on_a_list(work: Work, number: int) -> list[int]:
    """So many cases of a call of their own, the last of which waits, in the order of its list."""
    work.clock.now = at("2026-03-09 09:00")
    hosts = [{**CALL["hosts"][0], "places": number - 1}]
    with write_transaction(work.engine) as connection:
        call = read_call({**CALL, "title": f"For {number}", "hosts": hosts})
        work.call_id = open_call(work.act(connection), "bmu", "outgoing-studies", call)
    people = [{**ANA, "name": f"S {n}", "email": f"s{n}@of{number}.example"} for n in range(number)]
    case_ids = [work.open(person) for person in people]
    work.bring("application", *case_ids)
    work.clock.now = at("2026-03-18 09:00")
    for place, case_id in enumerate(case_ids):
        points = {"programme_compatibility": 50, "grade_average": 40 - place % 30}
        assert work.score(case_id, "m.ilic", points) is None
    work.clock.now = at("2026-03-19 12:00")
    work.publish()
    work.clock.now = at("2026-03-30 09:00")
    places = [work.rows(placements, case_id=case_id)[0] for case_id in case_ids]
    ranked_places = sorted(places, key=lambda place: place.rank)
    assert [place.outcome for place in ranked_places[-2:]] == ["selected", "waiting"]
    return [place.case_id for place in ranked_places]


def sqlites_steps(work: Work, act: Callable[[Any], Any]) -> int:
    """How many steps SQLite's machine takes for what is done in a transaction."""
    taken_steps: list[int] = []
    with write_transaction(work.engine) as connection:
        raw = connection.connection.dbapi_connection
        raw.set_progress_handler(lambda: taken_steps.append(1), 1)
        try:
            outcome = act(connection)
        finally:
            raw.set_progress_handler(None, 0)
    assert not isinstance(outcome, Refused), outcome
    return len(taken_steps)


def test_a_step_on_a_list_costs_as_much_however_many_applied(work: Work) -> None:
    few, many = on_a_list(work, 6), on_a_list(work, 60)

    def nominated(case_id: int) -> Callable[[Any], Any]:
        request = Request(case_id, "nominate", {})
        return lambda connection: advance_case(connection, work.office, request, BY, work.clock())

    def recorded(case_id: int, kind: str) -> Callable[[Any], Any]:
        request = FactRequest(case_id, "document", {"kind": kind})
        return lambda connection: record_fact(connection, work.office, request, BY, work.clock())

    against_list = asked_once()

    def planned(case_id: int) -> Callable[[Any], Any]:
        to, now = work.office.definition(work.case(case_id).definition), work.clock()
        return lambda connection: plan_case(connection, work.office, case_id, to, now, against_list)

    costs: list[dict[str, int]] = []
    for first, second, *_, last in (few, many):
        sqlites_steps(work, planned(first))
        costs.append({
            "a fact of who waits": sqlites_steps(work, recorded(last, "passport_copy")),
            "a nomination": sqlites_steps(work, nominated(first)),
            "the one after it": sqlites_steps(work, nominated(second)),
            "a move of who waits": sqlites_steps(work, planned(last)),
        })  # fmt: skip
    of_few, of_many = costs
    assert {step: cost for step, cost in of_many.items() if cost > 1.1 * of_few[step]} == {}
