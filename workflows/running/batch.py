"""A batch of jobs being performed: the record, kept by the bodies themselves, of what has begun."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, Protocol, TypeVar


class Job(Protocol):
    """Something to do, with a name for people: `BMU-2026-0001 · decree · send-decree`."""

    @property
    def label(self) -> str:
        """The name under which the job appears in Prefect's page."""


J = TypeVar("J", bound=Job)


class Closed(Exception):
    """The batch has been closed: this job did not begin and is left to whoever closed it."""


class Batch(Generic[J]):
    """Performs each job at most once, in threads, and knows which have begun.

    Whoever asks for the jobs may fail, repeat itself or vanish: the record here stays right.
    """

    def __init__(self, jobs: Sequence[J], perform: Callable[[J], None], together: int = 4) -> None:
        """`together` jobs at most are performed at once."""
        self.jobs = tuple(jobs)
        self.together = together
        self._perform = perform
        self._begun: set[int] = set()
        self._busy = 0
        self._closed = False
        self._last_sign = time.monotonic()
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(together, thread_name_prefix="action")

    def submit(self, place: int) -> Future[None]:
        """Have the job at this place performed in a thread. Raises `Closed` (or the future does).

        The future carries what `perform` raised. A job that has begun before is not begun again.
        """
        try:
            return self._threads.submit(self._body, place)
        except RuntimeError as shut:
            raise Closed from shut

    def idle_for(self) -> float:
        """Seconds since a body last began or ended; 0 while one runs."""
        with self._lock:
            return 0.0 if self._busy else time.monotonic() - self._last_sign

    def close(self) -> None:
        """Let no further job begin, and wait for those that have begun."""
        with self._lock:
            self._closed = True
        self._threads.shutdown(wait=True, cancel_futures=True)

    def performed(self) -> tuple[J, ...]:
        """The jobs whose body has begun (and, once closed, ended: well or with an exception)."""
        return tuple(job for place, job in enumerate(self.jobs) if place in self._begun)

    def left(self) -> tuple[J, ...]:
        """The jobs that nobody has begun."""
        return tuple(job for place, job in enumerate(self.jobs) if place not in self._begun)

    def _body(self, place: int) -> None:
        if not self._begin(place):
            return
        try:
            self._perform(self.jobs[place])
        finally:
            self._end()

    def _begin(self, place: int) -> bool:
        with self._lock:
            if self._closed:
                raise Closed
            if place in self._begun:
                return False
            self._begun.add(place)
            self._busy += 1
            return True

    def _end(self) -> None:
        with self._lock:
            self._busy -= 1
            self._last_sign = time.monotonic()
