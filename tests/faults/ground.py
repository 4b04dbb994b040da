"""The ground on which faults strike: an office at work that several processes share.

Its people act under a clock that runs fast, over the night in which summer time begins; its mails
leave by a server of the tests. What each clerk was told stands in a journal of their own, so that
in the end it can be asked whether they were told the truth.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from typing import Any, Final

from office.wiring import Office
from persistence.connections import connect, sqlite_url
from persistence.database import write_transaction
from tests.faults.mail_server import MailServer, mail_server
from tests.waiting import until
from tests.workflows.office_fixtures import (
    ANA,
    CALL,
    Clock,
    Work,
    at,
    at_work,
    migrated_database,
    shipped,
    with_settings,
)
from workflows.calls.new_call import open_call, read_call

BEGIN: Final = at("2026-03-28 20:00")
"""Six hours before the clocks of Belgrade go from two to three."""
PACE: Final = 21_600.0
"""Seconds of the office that pass in one of ours: a quarter of a day."""
PAUSES: Final = (600, 3600, 7200)
"""Seconds of the office between two attempts: a fault that passes makes no mail dead."""


@dataclass(frozen=True)
class RunningClock:
    """A clock that all processes of a ground share; `ahead` by days where a machine's is wrong."""

    began: float
    pace: float = PACE
    ahead: float = 0.0
    start: datetime = BEGIN

    def __call__(self) -> datetime:
        seconds = (time.monotonic() - self.began) * self.pace
        return self.start + timedelta(seconds=seconds, days=self.ahead)


@dataclass(frozen=True)
class Place:
    """Where an office is, for the processes that work in it."""

    url: str
    data: Path
    call_id: int
    port: int
    clock: RunningClock
    attempts: int = 50
    definitions: Path | None = None

    def work(self) -> Work:
        """The office with a connection of this process."""
        office = Office(shipped().settings, self.data, self.definitions or shipped().folder)
        mail = replace(
            office.settings.mail, transport="smtp", host="127.0.0.1", port=self.port,
            starttls=False, attempts=self.attempts, back_off_seconds=PAUSES, timeout_seconds=1,
        )  # fmt: skip
        office = with_settings(office, mail=mail, sweep_seconds=1)
        clock: Any = self.clock
        return Work(office, connect(self.url, busy_seconds=5), clock, self.call_id)


@dataclass
class Ground:
    """The office, its mail server, a source of chance, and the processes that work in it."""

    place: Place
    server: MailServer
    random: Random
    running: list[BaseProcess] = field(default_factory=list)
    killed: int = 0
    _names: Iterator[int] = field(default_factory=count)

    def start(self, program: Callable[..., None], *more: Any) -> BaseProcess:
        """Begins a process that works in the office."""
        name = f"{program.__name__}{next(self._names)}"
        seed = self.random.randrange(1 << 30)
        arguments = (program, self.place, name, seed, *more)
        process: BaseProcess = processes().Process(target=_at_work, args=arguments, name=name)
        process.start()
        self.running.append(process)
        return process

    def kill(self, process: BaseProcess) -> None:
        """`kill -9`; says so only where the process ran until then."""
        process.kill()
        process.join()
        self.killed += process.exitcode == -9
        self.running.remove(process)

    def stop(self) -> None:
        """Ends all that runs, each in the middle of what it does."""
        for process in [*self.running]:
            self.kill(process)

    def wait_for_acts(self, number: int) -> None:
        """Until so many acts more were done by all clerks."""
        before = len(self.told("taken"))
        assert until(lambda: len(self.told("taken")) >= before + number), self.running

    def told(self, answer: str) -> list[list[str]]:
        """What the clerks were told, of one kind: the act's token and what came with it."""
        lines = [
            line.split("\t")
            for journal in (self.place.data / "told").glob("*")
            for line in journal.read_text().splitlines()
        ]
        return [line[1:] for line in lines if line[0] == answer]


def _at_work(program: Callable[..., None], place: Place, *more: Any) -> None:
    """What a process of a ground does; what it says stands in the office's folder."""
    with (place.data / "said.log").open("a") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    program(place, *more)


@cache
def processes() -> Any:
    """Processes that begin at once: each is split off from one that has everything loaded."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.loaded"])
    return context


def student(number: int) -> dict[str, Any]:
    """Somebody who has no case yet."""
    return {**ANA, "name": f"Student {number}", "email": f"s{number}@students.example"}


def prepared(work: Work) -> Work:
    """Cases that have their places, and a call that is open for a long time."""
    roomy = [{**CALL["hosts"][0], "places": 20}]
    with write_transaction(work.engine) as connection:
        call = read_call({**CALL, "title": "Room for all", "hosts": roomy})
        work.call_id = open_call(work.act(connection), "bmu", "outgoing-studies", call)
    people = [work.open(student(n)) for n in range(6)]
    work.bring("nominated", *people)
    work.clock.now = BEGIN
    with write_transaction(work.engine) as connection:
        call = read_call({**CALL, "title": "Until autumn", "closes": "2026-09-16", "hosts": roomy})
        work.call_id = open_call(work.act(connection), "bmu", "outgoing-studies", call)
    for n in range(6, 10):
        work.open(student(n))
    return work


@cache
def _prepared_folder() -> Path:
    """The office as every ground on SQLite begins, made once; it goes with the process."""
    folder = Path(tempfile.mkdtemp(prefix="ground-"))
    with migrated_database("sqlite", folder) as url:
        engine = connect(url)
        work = prepared(at_work(engine, folder))
        engine.dispose()
        (folder / "call").write_text(str(work.call_id))
    return folder


@contextmanager
def office_on(kind: str, data: Path) -> Iterator[tuple[str, int]]:
    """The address of a prepared office's database, and the call that is open."""
    if kind == "sqlite":
        shutil.copytree(_prepared_folder(), data)
        yield sqlite_url(data), int((data / "call").read_text())
        return
    with migrated_database(kind, data) as url:
        yield url, prepare(url, data)


def prepare(url: str, data: Path) -> int:
    """Makes the office in an empty database; the call that is open."""
    engine = connect(url)
    work = prepared(at_work(engine, data))
    engine.dispose()
    return work.call_id


@contextmanager
def ground_on(kind: str, data: Path, seed: int) -> Iterator[Ground]:
    """An office at work on a kind of database; what runs in it is ended with it."""
    with office_on(kind, data) as (url, call_id), ground_at(url, call_id, data, seed) as ground:
        yield ground


@contextmanager
def ground_at(url: str, call_id: int, data: Path, seed: int) -> Iterator[Ground]:
    """A prepared office at work, wherever its database is."""
    with mail_server(seed) as server:
        place = Place(url, data, call_id, server.port, RunningClock(time.monotonic()))
        (data / "told").mkdir(exist_ok=True)
        ground = Ground(place, server, Random(seed))
        try:
            yield ground
        finally:
            ground.stop()


def standing(ground: Ground) -> Work:
    """The office in this process, its clock standing where the running one has come to."""
    work = ground.place.work()
    return replace(work, clock=Clock(ground.place.clock()))
