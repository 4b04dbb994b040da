"""`mobility serve`: pages, worker and Prefect begin together, each once, and leave no orphan."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from office.config_file import SHIPPED
from tests.ports import free_port
from tests.waiting import PATIENCE, until
from tests.workflows.office_fixtures import Work, any_work, database, work

__all__ = ["any_work", "database", "work"]

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


def children_of(parent: int) -> dict[int, str]:
    """The processes that have this parent, with their command lines."""
    command_lines = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            stat = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            if int(stat[1]) == parent and stat[0] != "Z":
                command_lines[int(entry.name)] = (entry / "cmdline").read_text().replace("\0", " ")
        except (FileNotFoundError, ProcessLookupError):
            continue
    return command_lines


def kinds(parent: int) -> Counter[str]:
    """How many pages, workers and servers of Prefect run as its children."""
    names = {"web.serve": "pages", "cli.main worker": "worker", "prefect server": "prefect"}
    lines = children_of(parent).values()
    return Counter(kind for line in lines for part, kind in names.items() if part in line)


def answers(url: str) -> bool:
    try:
        return urllib.request.urlopen(url, timeout=10).status == 200
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def serving(
    work: Work, with_prefect: bool, prefect_port: int = 0, outside_port: int | None = None
) -> Iterator[tuple[subprocess.Popen[bytes], str, Path]]:
    """`mobility serve` on the office, its address, and what it said."""
    document = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    document["prefect"] |= {"enabled": with_prefect, "port": prefect_port}
    if outside_port is not None:
        document["outside"] |= {"enabled": True, "port": outside_port}
    if work.engine.dialect.name == "postgresql":
        document["database"]["url"] = work.engine.url.render_as_string(hide_password=False)
    data, port = work.office.data, free_port()
    (data / "config.yaml").write_text(
        yaml.safe_dump(document, allow_unicode=True), encoding="utf-8"
    )
    log = data / "serve.log"
    command = [sys.executable, "-m", "cli.main", "serve", "--data", str(data), "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
            stdout=output,
            stderr=output,
        )
    try:
        yield process, f"http://127.0.0.1:{port}", log
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def orphans(pids: dict[int, str]) -> list[str]:
    """Which of these processes run still."""
    return [line for pid, line in pids.items() if Path(f"/proc/{pid}").exists()]


def test_pages_and_worker_begin_once_each_and_end_together_on_ctrl_c(any_work: Work) -> None:
    work = any_work
    ana = work.open()
    work.do(ana, "withdraw", {})
    with serving(work, with_prefect=False) as (process, address, log):
        assert until(lambda: answers(f"{address}/login")), log.read_text()
        assert until(lambda: kinds(process.pid) == {"pages": 1, "worker": 1}), log.read_text()
        assert until(lambda: {row.status for row in work.outbox(case_id=ana)} == {"done"})
        children = children_of(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0, log.read_text()
        assert until(lambda: orphans(children) == []), orphans(children)
    output = log.read_text()
    assert f"Pages: {address}" in output
    assert "Worker: sends what is in the outbox" in output
    assert "Traceback" not in output
    assert {row.claimed_until for row in work.outbox()} == {None}


def test_no_child_outlives_a_serve_that_was_killed(work: Work) -> None:
    with serving(work, with_prefect=False) as (process, address, log):
        assert until(lambda: answers(f"{address}/login")), log.read_text()
        assert until(lambda: len(children_of(process.pid)) == 2), log.read_text()
        children = children_of(process.pid)
        process.kill()
        process.wait()
        assert until(lambda: orphans(children) == []), orphans(children)


def test_an_office_that_is_not_there_is_told_once_and_nothing_is_left_running(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-m", "cli.main", "serve", "--data", str(tmp_path / "none")]
    process = subprocess.run(
        [*command, "--port", str(free_port())],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 2
    assert process.stdout == "", "nothing is said to run"
    assert process.stderr.startswith("there is no office in")
    assert process.stderr.count("\n") == 1
    assert not (tmp_path / "none").exists()
    assert not any(
        "web.serve" in line and str(tmp_path) in line for line in children_of(1).values()
    )


@pytest.mark.prefect
def test_the_pages_do_not_wait_for_prefect_and_prefect_ends_with_them(work: Work) -> None:
    with serving(work, with_prefect=True) as (process, address, log):
        assert until(lambda: answers(f"{address}/login")), log.read_text()
        assert until(lambda: "\nPrefect: " in log.read_text()), log.read_text()
        prefect = log.read_text().partition("\nPrefect: ")[2].split()[0]
        assert not answers(f"{prefect}/api/health"), "the pages were there before Prefect"
        assert until(lambda: answers(f"{prefect}/api/health")), log.read_text()
        assert kinds(process.pid) == {"pages": 1, "worker": 1, "prefect": 1}
        children = children_of(process.pid)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0, log.read_text()
        assert until(lambda: orphans(children) == []), orphans(children)


@pytest.mark.prefect
def test_where_prefects_port_is_taken_it_gets_another_and_the_pages_are_up(work: Work) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        with serving(work, with_prefect=True, prefect_port=port) as (process, address, log):
            assert until(lambda: answers(f"{address}/login")), log.read_text()
            children = children_of(process.pid)
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0, log.read_text()
            assert until(lambda: orphans(children) == []), orphans(children)
    assert f"Port {port} is taken: Prefect gets another one" in log.read_text()
