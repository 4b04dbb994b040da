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

    def __init__(
        self,
        jobs: Sequence[J],
        perform: Callable[[J], None],
        together: int = 4,
        row_of: Callable[[J], object | None] = lambda job: None,
    ) -> None:
        """`together` jobs at most are performed at once, and of a row (of jobs for which `row_of`
        tells the same) one after the other: asked for one of them, all follow in their order.
        """
        self.jobs = tuple(jobs)
        self.together = together
        self._perform = perform
        self._rows = _rows([row_of(job) for job in jobs])
        self._outcomes: list[Future[None]] = [Future() for _ in jobs]
        self._asked: set[tuple[int, ...]] = set()
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
        row = self._rows[place]
        with self._lock:
            if self._closed:
                raise Closed
            if row not in self._asked:
                self._asked.add(row)
                self._threads.submit(self._in_order, row)
        return self._outcomes[place]

    def idle_for(self) -> float:
        """Seconds since a body last began or ended; 0 while one runs."""
        with self._lock:
            return 0.0 if self._busy else time.monotonic() - self._last_sign

    def close(self) -> None:
        """Let no further job begin, and wait for those that have begun."""
        with self._lock:
            self._closed = True
        for outcome in self._outcomes:
            outcome.cancel()
        self._threads.shutdown(wait=True, cancel_futures=True)

    @property
    def is_closed(self) -> bool:
        """Whether no further job begins."""
        return self._closed

    def performed(self) -> tuple[J, ...]:
        """The jobs whose body has begun (and, once closed, ended: well or with an exception)."""
        return tuple(job for place, job in enumerate(self.jobs) if place in self._begun)

    def left(self) -> tuple[J, ...]:
        """The jobs that nobody has begun."""
        return tuple(job for place, job in enumerate(self.jobs) if place not in self._begun)

    def _in_order(self, row: tuple[int, ...]) -> None:
        for place in row:
            outcome = self._outcomes[place]
            if not outcome.set_running_or_notify_cancel():
                continue
            try:
                self._body(place)
            except BaseException as wrong:  # noqa: BLE001 - it is told to who asked for the job
                outcome.set_exception(wrong)
            else:
                outcome.set_result(None)

    def _body(self, place: int) -> None:
        self._begin(place)
        try:
            self._perform(self.jobs[place])
        finally:
            self._end()

    def _begin(self, place: int) -> None:
        with self._lock:
            if self._closed:
                raise Closed
            self._begun.add(place)
            self._busy += 1

    def _end(self) -> None:
        with self._lock:
            self._busy -= 1
            self._last_sign = time.monotonic()


def _rows(keys: Sequence[object | None]) -> list[tuple[int, ...]]:
    """For each place those of its row, in order: of the same key, or itself alone."""
    of_key: dict[object, list[int]] = {}
    for place, key in enumerate(keys):
        if key is not None:
            of_key.setdefault(key, []).append(place)
    together = {key: tuple(places) for key, places in of_key.items()}
    return [(place,) if key is None else together[key] for place, key in enumerate(keys)]
