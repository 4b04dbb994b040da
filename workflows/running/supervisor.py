"""Child processes of `mobility serve`: begun together, watched, and ended together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from states.frozen import frozen

_PR_SET_PDEATHSIG = 1
# Loaded before any fork: between fork and exec nothing may be imported or allocated at leisure.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None

_LOOK_EVERY = 0.5
_LONGEST_PAUSE = 60.0


@frozen
class ManagedProcess:
    """A process to start: its command, what people read of it, and where its output goes."""

    name: str
    command: Sequence[str]
    where: str
    environment: Mapping[str, str] = field(default_factory=dict)
    without: Callable[[str], bool] = lambda variable: False  # of our own environment, left out
    folder: Path | None = None
    log: Path | None = None  # without one, the child writes where we write
    after: float = 0.0  # seconds to wait first, so that others have the machine to themselves


def launch(managed_process: ManagedProcess) -> subprocess.Popen[bytes]:
    """Start the child in a process group of its own, and do not wait for it.

    The child dies when the *thread* that called this ends, even by `kill -9` (Linux): call it from
    a thread that lives as long as the child should. Raises `OSError` if it cannot be started.
    """
    inherited_environment = {
        name: value for name, value in os.environ.items() if not managed_process.without(name)
    }
    output = managed_process.log.open("ab") if managed_process.log else None
    try:
        return subprocess.Popen(
            list(managed_process.command),
            env={**inherited_environment, **managed_process.environment},
            cwd=managed_process.folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,  # Ctrl-C reaches us alone: we end the children in order
            preexec_fn=partial(_die_with_parent, os.getpid()),
        )
    finally:
        if output:
            output.close()


def end(process: subprocess.Popen[bytes], patience: float = 5.0) -> None:
    """Ask the process's whole group to end; after `patience` seconds kill what is left of it."""
    if process.poll() is not None:
        return
    _signal_group(process.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    _signal_group(process.pid, signal.SIGKILL)
    process.wait()


def _die_with_parent(parent: int) -> None:
    if _libc is None:
        return
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died before we could ask to hear of it
        os._exit(1)


def _signal_group(leader: int, number: int) -> None:
    with suppress(ProcessLookupError):  # everyone has gone already
        os.killpg(leader, number)


@dataclass(slots=True)
class _Watched:
    managed: ManagedProcess
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0  # seconds of the monotonic clock
    restarts: int = 0
    again_at: float | None = None  # waits for its next start


class Supervisor:
    """Starts children in the order given, restarts who dies, and ends them in reverse order."""

    def __init__(
        self,
        processes: Sequence[ManagedProcess],
        *,
        say: Callable[[str], None] = print,
        restarts: int = 5,
        pause: float = 1.0,
        patience: float = 5.0,
    ) -> None:
        """`pause`: seconds before the first restart, doubled each time. `patience`: see `end`.

        A child that has lived for a minute has all its `restarts` before it again.
        """
        self._watched = [_Watched(managed_process) for managed_process in processes]
        self._say, self._restarts = say, restarts
        self._pause, self._patience = pause, patience
        self._ending = threading.Event()

    def start(self, other_processes: Callable[[], Iterable[ManagedProcess]] = tuple) -> None:
        """Start every child, with a line for each that says what runs where; waits for none.

        `others` is asked for more of them while the first are on their way; what it raises comes
        out here.
        """
        for watched_process in self._watched:
            self._launch(watched_process)
        for managed_process in other_processes():
            self._watched.append(_Watched(managed_process))
            self._launch(self._watched[-1])
        for watched_process in self._watched:
            self._say(f"{watched_process.managed.name}: {watched_process.managed.where}")

    def run_until_signalled(
        self, other_processes: Callable[[], Iterable[ManagedProcess]] = tuple
    ) -> None:
        """Start all, watch them until Ctrl-C or SIGTERM (or until all are given up), stop all.

        To be called in the main thread: only there can signals be heard. Raises `OSError` where a
        child cannot be started, and what `others` raises; whoever runs is stopped then too.
        """
        before = {
            number: signal.signal(number, self._hear) for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            self.start(other_processes)
            while not self._ending.wait(_LOOK_EVERY) and self._any_left():
                self.look(time.monotonic())
        finally:
            self.stop()
            for number, handler in before.items():
                signal.signal(number, handler)

    def look(self, now: float) -> None:
        """Notice who has died and start again who has paused long enough.

        `now`: seconds of the monotonic clock.
        """
        for watched_process in self._watched:
            if watched_process.process and watched_process.process.poll() is not None:
                self._bury(watched_process, now)
            if watched_process.again_at is not None and now >= watched_process.again_at:
                self._begin(watched_process)

    def stop(self) -> None:
        """End every child, the last started first: whoever uses another goes before it."""
        for watched_process in reversed(self._watched):
            if watched_process.process:
                end(watched_process.process, self._patience)
            watched_process.process = watched_process.again_at = None

    def pids(self) -> dict[str, int]:
        """The process ids of the children that run, by name."""
        return {
            watched_process.managed.name: watched_process.process.pid
            for watched_process in self._watched
            if watched_process.process
        }

    def _hear(self, number: int, frame: object) -> None:
        self._ending.set()

    def _any_left(self) -> bool:
        return any(
            watched_process.process or watched_process.again_at is not None
            for watched_process in self._watched
        )

    def _launch(self, watched_process: _Watched) -> None:
        if watched_process.managed.after:
            watched_process.again_at = time.monotonic() + watched_process.managed.after
        else:
            self._begin(watched_process)

    def _begin(self, watched_process: _Watched) -> None:
        watched_process.process, watched_process.again_at = launch(watched_process.managed), None
        watched_process.began = time.monotonic()

    def _bury(self, watched_process: _Watched, now: float) -> None:
        assert watched_process.process is not None
        status, watched_process.process = watched_process.process.returncode, None
        if now - watched_process.began > _LONGEST_PAUSE:
            watched_process.restarts = 0
        ending = f"{watched_process.managed.name} ended by itself ({_in_words(status)})"
        if watched_process.restarts >= self._restarts:
            self._say(
                f"{ending}; given up after {self._restarts} "
                f"restarts{_see_log(watched_process.managed)}"
            )
            return
        pause = min(self._pause * 2**watched_process.restarts, _LONGEST_PAUSE)
        watched_process.restarts += 1
        watched_process.again_at = now + pause
        self._say(f"{ending}; starting it again in {pause:g} s{_see_log(watched_process.managed)}")


def _in_words(status: int) -> str:
    return f"signal {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"


def _see_log(managed_process: ManagedProcess) -> str:
    return f"; see {managed_process.log}" if managed_process.log else ""
