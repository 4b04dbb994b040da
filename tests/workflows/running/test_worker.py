"""The worker, killed at every step: each letter is one message or shown as uncertain, none lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import update
from structlog.testing import capture_logs

from office.config_file import SHIPPED
from persistence import given_up_actions, worklist
from persistence.database import reading, write_transaction
from persistence.saving import DocumentRow, enqueue
from persistence.tables import documents, mails, role_assignments
from persistence.tables import outbox as table
from tests.ports import free_port
from tests.waiting import PATIENCE, until
from tests.workflows.office_fixtures import ANA, Work, with_settings, work
from tests.workflows.running.deadly_server import STEPS, deadly_server
from workflows.running.bootstrap import mailer_of
from workflows.running.prefect_server import PASSWORD, PrefectServer
from workflows.running.watching import Watch
from workflows.running.worker import Worker, own_name

__all__ = ["work"]

ROOT = Path(__file__).parents[3]
LETTERS = {"ana@students.example", "mobility_coordinator@bmu.example"}
Ask = Callable[[str, str, dict[str, Any]], Any]


@pytest.fixture
def quiet(work: Work) -> Work:
    """An office without a Head and other members: nobody gets plans or the morning's briefing,
    whatever the hour of the day, so only the letters of the tests leave."""
    of_heads = update(role_assignments).where(role_assignments.c.role == "head_of_ico")
    with write_transaction(work.engine) as connection:
        connection.execute(of_heads.values(last_day=work.clock().date()))
    write_settings(work, "members", ["head_of_ico"])
    return replace(work, office=with_settings(work.office, members=("head_of_ico",)))


def by_smtp(work: Work, port: int) -> Work:
    """The same office with a config.yaml of its own, whose mails leave by a server's port."""
    server = {"transport": "smtp", "host": "127.0.0.1", "port": port, "starttls": False}
    write_settings(work, "mail", server)
    mail = replace(work.office.settings.mail, **server)
    new_work = replace(work, office=with_settings(work.office, mail=mail))
    return replace(new_work, mailer=mailer_of(new_work.office))


def write_settings(work: Work, part: str, values: Mapping[str, Any] | Sequence[str]) -> None:
    """A config.yaml of the office's own, in which so much of a part is otherwise than it was."""
    own = work.office.data / "config.yaml"
    settings = yaml.safe_load((own if own.is_file() else SHIPPED).read_text(encoding="utf-8"))
    settings[part] = settings[part] | values if isinstance(values, Mapping) else values
    if work.engine.dialect.name == "postgresql":
        settings["database"]["url"] = work.engine.url.render_as_string(hide_password=False)
    own.write_text(yaml.safe_dump(settings, allow_unicode=True))


@contextmanager
def worker_process(data: Path, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """`mobility worker` on a data folder; ended in any case."""
    command = [sys.executable, "-m", "cli.main", "worker", "--data", str(data), *options]
    with (data / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=log, stderr=log
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def later() -> datetime:
    """Two minutes from now: everything that was put off is due."""
    return datetime.now(UTC) + timedelta(minutes=2)


def another_worker(work: Work, clock: Callable[[], datetime] = later) -> Worker:
    """A worker in this process that works without Prefect."""
    performer = replace(work.performer, clock=clock)
    return Worker(work.app, performer, None, clock=clock)


def rescuer(work: Work, clock: Callable[[], datetime] = later) -> Worker:
    """One for whom a lease's length passes with each look: who gives no sign is dead to it."""
    minutes = count(0, 60)
    worker = another_worker(work, clock)
    worker.watch = Watch(lambda: float(next(minutes)))
    worker.turn()
    return worker


def work_off(worker: Worker) -> None:
    """Lets a worker do everything that is due."""
    while worker.turn():
        pass


@pytest.mark.parametrize("step", STEPS)
def test_a_worker_killed_while_it_sends_loses_no_letter_and_sends_none_twice(
    quiet: Work, step: str
) -> None:
    data = quiet.office.data
    with deadly_server(step, quiet.engine) as server:
        office = by_smtp(quiet, server.port)
        ana = office.open()
        office.do(ana, "withdraw", {"reason": "illness"})
        with worker_process(data, "--no-prefect") as first:
            server.victim = first.pid
            assert server.killed.wait(PATIENCE), (data / "worker.log").read_text()
            assert first.wait(PATIENCE) == -signal.SIGKILL
        work_off(rescuer(office))
    rows = office.outbox(case_id=ana)
    uncertain = [row for row in rows if row.status == "uncertain"]
    answer_lost = step in ("go ahead", "content", "answered")
    assert len(uncertain) == answer_lost
    assert {row.status for row in rows if row not in uncertain} == {"done"}
    arrivals = Counter(message["To"].addresses[0].addr_spec for message in server.arrived)
    assert set(arrivals.values()) == {1}, "none came twice"
    assert len(arrivals) == (1 if step == "go ahead" else 2)
    assert len({message["Message-ID"] for message in server.arrived}) == len(arrivals)
    with reading(office.engine) as connection:
        shown_actions = given_up_actions.given_up(connection, ["bmu"])
    assert [row.id for row in shown_actions] == [row.id for row in uncertain]


@pytest.mark.parametrize("made_count", [1, 6])
def test_a_worker_killed_among_its_papers_leaves_each_to_be_made_once(
    quiet: Work, made_count: int
) -> None:
    data, ana = quiet.office.data, quiet.open()
    quiet.bring("ranking", ana)
    quiet.drain()
    quiet.clock.pass_by(days=11)
    quiet.do(ana, "nominate")
    (nomination,) = quiet.outbox(document="nomination_letter")
    before = len(kept(data))
    papers = [
        DocumentRow(f"paper/{n}", f"{n} · make", "nomination_letter",
                    nomination.content.replace("Petrović", f"Petrović {n}"))
        for n in range(30)
    ]  # fmt: skip
    with write_transaction(quiet.engine) as connection:
        enqueue(connection, [(ana, None, (), papers)], quiet.clock())
    with worker_process(data, "--no-prefect") as first:
        assert until(lambda: len(kept(data)) >= before + made_count), (
            data / "worker.log"
        ).read_text()
        os.kill(first.pid, signal.SIGKILL)
    rest = [row for row in quiet.outbox(action="document") if row.status != "done"]
    assert rest, "it was to be killed in the middle"
    work_off(rescuer(replace(quiet, mailer=mailer_of(quiet.office))))
    assert {row.status for row in quiet.outbox(action="document", case_id=ana)} == {"done"}
    document_rows = quiet.rows(documents, case_id=ana, kind="nomination_letter")
    assert sorted(row.key for row in document_rows) == sorted(
        [nomination.key, *[paper.key for paper in papers]]
    )
    for path in kept(data):
        assert sha256(path.read_bytes()).hexdigest() == path.name
    assert {row.file for row in document_rows} <= {path.name for path in kept(data)}


def kept(data: Path) -> list[Path]:
    """The files that are kept, not counting drafts."""
    return [path for path in data.glob("files/*/*") if not path.name.startswith(".part-")]


def test_many_workers_at_once_send_each_letter_once(quiet: Work) -> None:
    with deadly_server(None) as server:
        office = by_smtp(quiet, server.port)
        for number in range(15):
            person = {**ANA, "email": f"s{number}@students.example", "writes_in": "en"}
            office.do(office.open(person), "withdraw", {"reason": "illness"})
        few = with_settings(office.office, prefect=replace(office.office.settings.prefect, batch=4))
        workers = [another_worker(replace(office, office=few)) for _ in range(3)]
        with ThreadPoolExecutor(3) as threads:
            list(threads.map(work_off, workers))
    assert {row.status for row in office.outbox()} == {"done"}
    assert len(server.arrived) == 30
    assert len({message["Message-ID"] for message in server.arrived}) == 30


def test_a_worker_that_is_told_to_stop_ends_at_once_and_gives_back_what_it_holds(
    quiet: Work,
) -> None:
    ana = quiet.open()
    quiet.do(ana, "withdraw", {})
    with worker_process(quiet.office.data, "--no-prefect") as process:
        mail_folder = quiet.office.data / "mail" / "new"
        assert until(lambda: mail_folder.is_dir() and len(list(mail_folder.iterdir())) == 2)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    assert {(row.status, row.claimed_until) for row in quiet.outbox()} == {("done", None)}


def test_what_a_stopped_worker_did_not_begin_is_free_at_once(quiet: Work) -> None:
    for number in range(3):
        quiet.do(quiet.open({**ANA, "email": f"s{number}@students.example"}), "withdraw", {})
    worker = another_worker(quiet)
    worker.stopped.set()
    worker.turn()
    assert {row.status for row in quiet.outbox()} == {"claimed"}
    worker.run()
    assert {row.status for row in quiet.outbox()} == {"waiting"}


def test_every_worker_has_a_name_of_its_own_even_with_the_same_process_id() -> None:
    names = {own_name() for _ in range(100)}
    assert len(names) == 100
    assert all(len(name) <= 80 for name in names)


def test_one_letter_that_fails_does_not_stop_the_others(quiet: Work) -> None:
    ana = quiet.open({**ANA, "email": "nobody@nowhere.example"})
    quiet.do(ana, "withdraw", {})
    with write_transaction(quiet.engine) as connection:
        connection.execute(update(mails).where(mails.c.recipient == "candidate").values(
            to_address="no address at all"))  # fmt: skip
    work_off(another_worker(quiet))
    statuses = {row.key.split("/")[-2]: row.status for row in quiet.outbox()}
    assert statuses == {"candidate": "dead", "mobility_coordinator": "done"}


@pytest.mark.parametrize("patience", [0.0, 0.6])
def test_while_prefect_does_not_answer_letters_leave_directly_after_the_time_that_is_set(
    quiet: Work, patience: float
) -> None:
    ana = quiet.open()
    quiet.do(ana, "withdraw", {})
    prefect = replace(quiet.office.settings.prefect, run_directly_after_seconds=patience)
    office = replace(quiet, office=with_settings(quiet.office, prefect=prefect))
    worker = another_worker(office)
    worker.api_url = f"http://127.0.0.1:{free_port()}/api"
    start = time.monotonic()
    assert until(lambda: worker.turn() == 2)
    seconds = time.monotonic() - start
    assert patience <= seconds < quiet.office.settings.prefect.run_directly_after_seconds
    assert {row.status for row in quiet.outbox()} == {"done"}


@pytest.mark.prefect
def test_a_worker_whose_password_prefect_refuses_says_so_and_does_not_wait(
    quiet: Work, prefect_server: PrefectServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, "mobility:guessed")
    quiet.do(quiet.open(), "withdraw", {})
    worker = another_worker(quiet)
    worker.api_url = prefect_server.api_url
    with capture_logs() as log_entries:
        assert worker.turn() == 2
    assert [
        entry["log_level"] for entry in log_entries if "refuses our password" in entry["event"]
    ] == ["error"]
    assert {row.status for row in quiet.outbox()} == {"done"}


@pytest.mark.prefect
def test_a_real_worker_sends_through_a_real_prefect_where_each_action_has_its_name(
    quiet: Work, prefect_server: PrefectServer, ask_prefect: Ask
) -> None:
    ana = quiet.open()
    quiet.bring("ranking", ana)
    number, data = quiet.number(ana), quiet.office.data
    quiet.clock.now = datetime.now(UTC)
    quiet.do(ana, "withdraw", {})
    # However slow the machine is, what this is about is done by Prefect.
    write_settings(
        quiet, "prefect", {"silent_in_batch_seconds": 600, "run_directly_after_seconds": 600}
    )
    labels = {row.label for row in quiet.outbox()}
    assert f"{number} · withdrawn · send withdrawn" in labels
    query = {"task_runs": {"name": {"any_": sorted(labels)}}}

    def as_prefect_has_them() -> Counter[tuple[str, str]]:
        runs = ask_prefect(prefect_server.api_url, "task_runs/filter", query)
        return Counter((run["name"], run["state_type"]) for run in runs)

    completed_runs = Counter((row.label, "COMPLETED") for row in quiet.outbox())
    with worker_process(data, "--prefect-api", prefect_server.api_url):
        assert until(lambda: {row.status for row in quiet.outbox()} == {"done"}), (
            data / "worker.log"
        ).read_text()
        assert until(lambda: as_prefect_has_them() == completed_runs), (
            f"{as_prefect_has_them()}\n{(data / 'worker.log').read_text()}"
        )
    assert len(list((data / "mail" / "new").iterdir())) == len(quiet.outbox(action="mail"))


def test_a_case_whose_letter_is_uncertain_is_stuck_until_somebody_looks(quiet: Work) -> None:
    ana = quiet.open()
    quiet.bring("application", ana)
    with write_transaction(quiet.engine) as connection:
        connection.execute(update(table).values(status="handed_over", claimed_until=quiet.clock()))
    work_off(another_worker(quiet))
    with reading(quiet.engine) as connection:
        (case,) = worklist.stuck(connection, quiet.clock().date(), "bmu")
    assert case.obstacle is not None
    assert case.obstacle.en.startswith(
        "uncertain: BMU-2026-0001 · application · send application_r"
    )
