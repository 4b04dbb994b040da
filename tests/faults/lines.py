"""The mail server and Prefect's API misbehave: they refuse, hang, drop the line, answer nobody."""

from __future__ import annotations

import socket
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from tests.faults.fault import Fault
from tests.faults.ground import Ground, ground_on, standing
from tests.faults.holds import must_hold
from tests.faults.mail_server import MOODS
from tests.faults.people import clerk, worker
from tests.waiting import until
from tests.workflows.office_fixtures import with_settings
from workflows.running.bootstrap import mailer_of
from workflows.running.worker import Worker

FOR_PEOPLE: Final = ("refuses", "hangs", "drops", "takes and drops")
"""The moods after which a mail is given up, or nobody can know whether it arrived."""


def moods(folder: Path, seed: int, times: int) -> str:
    """Each mood of a mail server strikes so many times, while a worker sends."""
    with ground_on("sqlite", folder / "data", seed) as ground:
        ground.server.honest = False
        ground.start(clerk)
        ground.start(worker)
        assert until(lambda: all(ground.server.struck[mood] >= times for mood in MOODS))
        must_hold(ground)
        strikes, ends = ground.server.struck, _ends(ground)
    told_of, bad = ends["dead"] + ends["uncertain"], sum(strikes[mood] for mood in FOR_PEOPLE)
    # The worker itself was killed in the end, perhaps while a mail was on its way.
    assert bad <= told_of <= bad + 1, f"{told_of} are shown to people, not {bad}"
    return ", ".join(f"{mood} {strikes[mood]}" for mood in MOODS)


def _ends(ground: Ground) -> Counter[str]:
    return Counter(row.status for row in standing(ground).outbox(action="mail"))


def one_that_always_fails(folder: Path, seed: int, times: int) -> str:
    """Nobody at one address is ever taken a mail for: it is given up in plain sight, all others
    leave."""
    with ground_on("sqlite", folder / "data", seed) as ground:
        ground.place = replace(ground.place, attempts=3)
        ground.server.never = "s0@students.example"
        must_hold(ground)
        work = standing(ground)
        mails = {row.mail_key: row for row in work.outbox(action="mail")}
        ends = Counter(row.status for row in mails.values())
    refusals = ground.server.struck["never"]
    assert ends["dead"] >= 2 and ends["done"] > ends["dead"]
    assert refusals == 3 * ends["dead"], "each was tried three times"
    return f"{ends['dead']} mails refused {refusals} times; {ends['done']} others left"


def silent_prefect(folder: Path, seed: int, times: int) -> str:
    """Prefect's API takes every call and answers none: actions run directly after a time."""
    with ground_on("sqlite", folder / "data", seed) as ground, Silence() as (port, calls):
        work = standing(ground)
        prefect = replace(work.office.settings.prefect, run_directly_after_seconds=0.5)
        work = replace(work, office=with_settings(work.office, prefect=prefect))
        work = replace(work, mailer=mailer_of(work.office))
        api = f"http://127.0.0.1:{port}/api"
        silent = Worker(work.app, work.performer, api, clock=work.clock)
        assert silent.turn() == 0, "it does not wait at once"
        assert until(lambda: silent.turn() > 0)
        assert calls
        must_hold(ground)
        return f"{len(calls)} calls unanswered, {ground.server.arrived.total()} mails left"


class Silence:
    """A port that takes every call and answers none."""

    def __enter__(self) -> tuple[int, list[socket.socket]]:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._calls: list[socket.socket] = []
        threading.Thread(target=self._take, daemon=True).start()
        return self._listening.getsockname()[1], self._calls

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                self._calls.append(self._listening.accept()[0])

    def __exit__(self, *_: object) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        for call in (*self._calls, self._listening):
            call.close()


FAULTS: Final = (
    Fault("a mail server of every mood", moods, 1, 20),
    Fault("an action that always fails", one_that_always_fails, 1, 1),
    Fault("a Prefect that answers nobody", silent_prefect, 1, 1),
)
