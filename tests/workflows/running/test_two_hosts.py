"""Workers on two hosts, the wire between them cut and mended: nothing is lost, doubled or held."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from notifications.mail import WrittenMail
from office.config_file import SHIPPED
from persistence.call_locks import lock_call
from persistence.connections import connect
from persistence.database import reading, write_transaction
from persistence.database_errors import DatabaseError
from persistence.integrity import audit
from persistence.mails import OutgoingMail
from persistence.migrating import bring_up_to_date
from persistence.saving import enqueue
from persistence.tables import workers as worker_rows
from tests.waiting import PATIENCE, until
from tests.workflows.office_fixtures import Work, at_work
from tests.workflows.running.two_hosts import (
    ADDRESS,
    PREFECT_API,
    PREFECT_PASSWORD,
    TwoHosts,
    database_on,
    prefect_on,
    two_hosts,
    why_not,
)

OBSTACLE = why_not()
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(OBSTACLE is not None, reason=str(OBSTACLE)),
]
MAILS = 600
BATCH = MAILS // 4
LOCKS_A_CALL = """
import sys, time
from sqlalchemy import text
from persistence.call_locks import lock_call
from persistence.connections import connect
from persistence.database import write_transaction
with write_transaction(connect(sys.argv[1])) as connection:
    lock_call(connection, int(sys.argv[2]))
    print("locked", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def hosts() -> Iterator[TwoHosts]:
    with two_hosts() as new_hosts:
        yield new_hosts


@pytest.fixture
def office(hosts: TwoHosts, tmp_path: Path) -> Iterator[Work]:
    """An office whose database is on the first host, and whose folder both share."""
    with database_on(hosts.first) as local:
        engine = connect(local)
        bring_up_to_date(engine)
        work = at_work(engine, tmp_path / "data")
        document = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
        document["database"]["url"] = url()
        document["prefect"]["batch"] = BATCH
        # However slow the machine: a Prefect that is held to be silent is not told what is done.
        for patience in ("run_directly_after_seconds", "silent_in_batch_seconds"):
            document["prefect"][patience] = PATIENCE
        settings = yaml.safe_dump(document, allow_unicode=True)
        (work.office.data / "config.yaml").write_text(settings, encoding="utf-8")
        yield work
        engine.dispose()


def url() -> str:
    return f"postgresql+psycopg://postgres@{ADDRESS}/postgres"


def test_a_wire_that_is_cut_and_mended_loses_and_doubles_nothing_and_holds_nobody_up(
    hosts: TwoHosts, office: Work, tmp_path: Path
) -> None:
    data, engine = office.office.data, office.engine
    command = ["-m", "cli.main", "worker", "--data", str(data), "--no-prefect"]
    logs = [tmp_path / "first.log", tmp_path / "second.log"]
    first = hosts.start(hosts.first, command, logs[0])
    second = hosts.start(hosts.second, command, logs[1])
    clerk = hosts.start(
        hosts.second, ["-c", LOCKS_A_CALL, url(), str(office.call_id)], tmp_path / "clerk.log"
    )
    try:
        assert clerk.stdout
        assert clerk.stdout.readline() == "locked\n", (tmp_path / "clerk.log").read_text()
        assert until(lambda: len(office.rows(worker_rows)) == 2), logs[1].read_text()
        own = {row.name for row in office.rows(worker_rows)}
        of_second = next(name for name in own if f"-{second.pid}-" in name)
        send(office, range(MAILS))
        assert until(lambda: in_hands(office, of_second) > 0), "it never had any in hand"
        hosts.cut()
        number_in_hand = in_hands(office, of_second)
        assert number_in_hand > 0, "the wire was to be cut in the middle"
        cut_at = time.monotonic()

        def waits_no_more() -> bool:
            try:
                with write_transaction(engine) as connection:
                    lock_call(connection, office.call_id)
            except DatabaseError:
                return False
            return True

        assert until(waits_no_more, 60), "what the clerk had locked is free again"
        assert time.monotonic() - cut_at < 60
        assert until(lambda: not [r for r in office.outbox() if r.status == "waiting"]), (
            "the first host goes on"
        )
        assert in_hands(office, of_second) == number_in_hand, (
            "and nobody has noted what is beyond the wire"
        )
        beats = {row.name: row.beat for row in office.rows(worker_rows)}
        hosts.mend()
        assert until(lambda: not [r for r in office.outbox() if r.status != "done"]), logs[
            1
        ].read_text()
        assert until(
            lambda: {r.name: r.beat for r in office.rows(worker_rows)}[of_second] > beats[of_second]
        ), "the worker beyond the wire is back"
    finally:
        for process in (first, second, clerk):
            process.kill()
            process.wait()
    each_once_and_sound(office)


@pytest.mark.prefect
def test_workers_of_both_hosts_report_to_one_prefect_and_a_wire_that_is_cut_doubles_nothing(
    hosts: TwoHosts, office: Work, tmp_path: Path, prefect_home: Path
) -> None:
    data = office.office.data
    command = ["-m", "cli.main", "worker", "--data", str(data), "--prefect-api", PREFECT_API]
    logs = [tmp_path / "first.log", tmp_path / "second.log"]
    shutil.copytree(prefect_home, tmp_path / "prefect")
    with prefect_on(hosts, tmp_path / "prefect") as prefect_database:
        first, second = (
            hosts.start(host, command, log, PREFECT_API_AUTH_STRING=PREFECT_PASSWORD)
            for host, log in zip((hosts.first, hosts.second), logs, strict=True)
        )
        try:
            assert until(lambda: len(office.rows(worker_rows)) == 2), logs[1].read_text()
            names = {row.name for row in office.rows(worker_rows)}
            of_second = next(name for name in names if f"-{second.pid}-" in name)
            send(office, range(MAILS))
            assert until(lambda: in_hands(office, of_second) > 0), "it never had any in hand"
            hosts.cut()
            assert in_hands(office, of_second) > 0, "the wire was to be cut in the middle"
            assert until(lambda: not letters(office, "waiting")), "the first host goes on"
            of_first = letters(office, "done")
            hosts.mend()
            assert until(lambda: len(letters(office, "done")) == MAILS), logs[1].read_text()
            first.kill()
            first.wait()
            assert any(
                reports_to(prefect_database, office, first_number)
                for first_number in range(MAILS, MAILS + 60, 10)
            ), logs[1].read_text()
            assert len(of_first & shown_by(prefect_database)) >= BATCH
            assert until(lambda: not still_to_leave(office)), "a briefing leaves, too"
        finally:
            for process in (first, second):
                process.kill()
                process.wait()
    each_once_and_sound(office)


def reports_to(prefect_database: Path, office: Work, first_number: int) -> bool:
    """Whether ten more letters leave as Prefect's runs. Where it is too slow to take them, as just
    after the wire was mended, they leave without it, and the next ten go to it again.
    """
    numbers = range(first_number, first_number + 10)
    send(office, numbers)
    assert until(lambda: len(letters(office, "done")) == numbers.stop)
    sent_letters = {f"letter {number}" for number in numbers}
    return until(lambda: sent_letters <= shown_by(prefect_database), 10)


def letters(office: Work, status: str) -> set[str]:
    """The labels of the letters that stand so."""
    return {row.label for row in office.outbox(status=status) if row.key.startswith("letter/")}


def still_to_leave(office: Work) -> list[str]:
    """The mails that have not left, the office's own among them."""
    return [row.label for row in office.outbox(action="mail") if row.status != "done"]


def each_once_and_sound(office: Work) -> None:
    """Every mail of the office arrived once, and everything there is agrees."""
    data = office.office.data
    arrivals = Counter(path.name.split(",")[0] for path in (data / "mail" / "new").iterdir())
    assert len(arrivals) == len(office.outbox(action="mail"))
    assert set(arrivals.values()) == {1}
    with reading(office.engine) as connection:
        assert audit(connection, data, office.office.calendar).discrepancies == ()


def send(office: Work, numbers: Iterable[int]) -> None:
    with write_transaction(office.engine) as connection:
        enqueue(connection, [(None, None, [letter(n) for n in numbers], ())], office.clock())


def shown_by(prefect_database: Path) -> set[str]:
    """The actions that Prefect has as completed, by their labels."""
    with closing(sqlite3.connect(f"file:{prefect_database}?mode=ro", uri=True)) as connection:
        query = "SELECT name FROM task_run WHERE state_type = 'COMPLETED'"
        return {name for (name,) in connection.execute(query)}


def letter(number: int) -> OutgoingMail:
    words = WrittenMail("Subject", None, "Text", "<p>Text</p>")
    return OutgoingMail(f"letter/{number}", f"letter {number}", "briefing", "head_of_ico", "Head",
                        "head@bmu.example", "en", words)  # fmt: skip


def in_hands(work: Work, worker: str) -> int:
    return len(work.outbox(claimed_by=worker, status="claimed"))
