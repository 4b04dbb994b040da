"""Children of `mobility serve`: told of, restarted where they die, and never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.waiting import PATIENCE, until
from workflows.running.supervisor import ManagedProcess, Supervisor, end, launch

ROOT = Path(__file__).parents[3]
SLEEP = (sys.executable, "-c", "import time; time.sleep(600)")


def runs(pid: int) -> bool:
    """Is there such a process, and is it not a zombie that only waits to be collected?"""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_each_child_is_told_of_in_one_line_and_all_are_ended_together() -> None:
    lines: list[str] = []
    children = Supervisor(
        [
            ManagedProcess("web", SLEEP, "http://127.0.0.1:8000"),
            ManagedProcess("worker", SLEEP, "drains the outbox"),
        ],
        say=lines.append,
    )
    children.start()
    pids = children.pids()
    assert lines == ["web: http://127.0.0.1:8000", "worker: drains the outbox"]
    assert all(runs(pid) for pid in pids.values())
    children.stop()
    assert not any(runs(pid) for pid in pids.values())
    assert children.pids() == {}


def test_the_first_are_on_their_way_while_the_others_are_thought_of() -> None:
    lines: list[str] = []
    children = Supervisor([ManagedProcess("web", SLEEP, "pages")], say=lines.append)

    def others() -> list[ManagedProcess]:
        assert set(children.pids()) == {"web"}
        assert lines == [], "nothing is told before everything is known"
        return [ManagedProcess("worker", SLEEP, "drains the outbox")]

    children.start(others)
    try:
        assert set(children.pids()) == {"web", "worker"}
        assert lines == ["web: pages", "worker: drains the outbox"]
    finally:
        children.stop()


def test_where_the_others_cannot_be_the_first_are_ended() -> None:
    children = Supervisor([ManagedProcess("web", SLEEP, "pages")], say=str)
    pids: list[int] = []

    def others() -> list[ManagedProcess]:
        pids.extend(children.pids().values())
        raise LookupError("there is no office")

    with pytest.raises(LookupError):
        children.run_until_signalled(others)
    assert [runs(pid) for pid in pids] == [False]


def test_a_child_that_waits_leaves_the_machine_to_the_others_first() -> None:
    late = ManagedProcess("Prefect", SLEEP, "runs actions", after=30)
    children = Supervisor([ManagedProcess("web", SLEEP, "pages"), late], say=str)
    children.start()
    now = time.monotonic()
    try:
        children.look(now + 25)
        assert set(children.pids()) == {"web"}
        children.look(now + 31)
        assert set(children.pids()) == {"web", "Prefect"}
    finally:
        children.stop()
    assert children.pids() == {}


def test_a_child_that_dies_is_started_again_with_growing_pauses_until_it_is_given_up() -> None:
    lines: list[str] = []
    quitter = ManagedProcess(
        "worker", (sys.executable, "-c", "raise SystemExit(3)"), "drains the outbox"
    )
    children = Supervisor([quitter], say=lines.append, restarts=2, pause=10)
    children.start()
    now = time.monotonic()
    for _ in range(3):
        (pid,) = children.pids().values()
        assert until(lambda pid=pid: not runs(pid))
        children.look(now)
        assert children.pids() == {}
        children.look(now + 9)
        assert children.pids() == {}, "it must pause before it tries again"
        now += 25
        children.look(now)
    ending = "worker ended by itself (exit status 3)"
    assert lines[1:] == [
        f"{ending}; starting it again in 10 s",
        f"{ending}; starting it again in 20 s",
        f"{ending}; given up after 2 restarts",
    ]
    assert children.pids() == {}
    children.stop()


def test_a_child_killed_by_a_signal_is_told_of_by_the_signals_name() -> None:
    lines: list[str] = []
    children = Supervisor([ManagedProcess("web", SLEEP, "somewhere")], say=lines.append)
    children.start()
    (pid,) = children.pids().values()
    os.kill(pid, signal.SIGKILL)
    assert until(lambda: not runs(pid))
    children.look(time.monotonic())
    children.stop()
    assert lines[-1] == "web ended by itself (signal SIGKILL); starting it again in 1 s"


def test_a_child_that_will_not_end_is_killed_with_its_own_children(tmp_path: Path) -> None:
    stubborn = (
        "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        f"p = subprocess.Popen({list(SLEEP)!r});"
        "print(p.pid, flush=True); time.sleep(600)"
    )
    log = tmp_path / "log"
    process = launch(ManagedProcess("stubborn", (sys.executable, "-c", stubborn), "", log=log))
    assert until(lambda: bool(log.read_text().strip()))
    grandchild = int(log.read_text())
    end(process, patience=0.5)
    assert not runs(process.pid)
    assert until(lambda: not runs(grandchild))


def test_a_child_gets_our_environment_less_what_it_should_not_see(tmp_path: Path) -> None:
    program = "import os; print(sorted(n for n in os.environ if n.startswith('ICO_')))"
    child = ManagedProcess(
        "reader",
        (sys.executable, "-c", program),
        "",
        environment={"ICO_NEW": "1"},
        without=lambda name: name == "ICO_SECRET",
        log=tmp_path / "log",
    )
    os.environ.update(ICO_OLD="1", ICO_SECRET="1")
    try:
        assert launch(child).wait(PATIENCE) == 0
    finally:
        del os.environ["ICO_OLD"], os.environ["ICO_SECRET"]
    assert (tmp_path / "log").read_text().strip() == "['ICO_NEW', 'ICO_OLD']"


POLITE = """
import os, signal
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
os.write(1, f"{os.getpid()}\\n".encode())  # one write: two children share the pipe
signal.sigwait({signal.SIGTERM})
os.write(1, b"goodbye\\n")
"""
SUPERVISOR = f"""
import sys
from workflows.running.supervisor import ManagedProcess, Supervisor
child = (sys.executable, "-c", {POLITE!r})
processes = [ManagedProcess(name, child, "somewhere") for name in ("web", "worker")]
Supervisor(processes, say=str).run_until_signalled()
"""


def supervisor() -> tuple[subprocess.Popen[str], list[int]]:
    process = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout
    return process, [int(process.stdout.readline()) for _ in range(2)]


@pytest.mark.parametrize("stop_signal", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_stop_everything_and_leave_quietly(stop_signal: signal.Signals) -> None:
    process, pids = supervisor()
    process.send_signal(stop_signal)
    assert process.wait(PATIENCE) == 0
    assert not any(runs(pid) for pid in pids)
    assert process.stdout
    assert process.stdout.read().split() == ["goodbye", "goodbye"], "asked to end, not killed"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a parent's death")
def test_no_child_outlives_a_parent_that_was_killed() -> None:
    process, pids = supervisor()
    process.kill()
    process.wait()
    assert until(lambda: not any(runs(pid) for pid in pids))
