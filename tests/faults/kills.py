"""`kill -9` of clerks, workers and pages, at moments that nobody chose, while all are at work."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from typing import Final

import httpx
import uvicorn

from persistence.connections import sqlite_url
from persistence.tables import history
from states.vocabulary import DOCUMENT_KINDS
from tests.faults.fault import Fault
from tests.faults.ground import Ground, Place, RunningClock, ground_on, standing, student
from tests.faults.holds import must_hold
from tests.faults.mail_server import mail_server
from tests.faults.people import clerk, worker
from tests.ports import free_port
from tests.waiting import until
from tests.web.browsing import send, token_of
from tests.web.office_at_work import PASSWORD, office_at_work
from tests.workflows.office_fixtures import at
from web.app import make_app

BY_NAME: Final = {"clerk": clerk, "worker": worker}


def kill_at_work(kind: str, folder: Path, seed: int, times: int) -> str:
    """Two clerks and two workers; whoever is killed is followed by another one at once."""
    with ground_on(kind, folder / "data", seed) as ground:
        for program in (clerk, clerk, worker, worker):
            ground.start(program)
        ground.wait_for_acts(3)
        for _ in range(times):
            ground.wait_for_acts(1)
            time.sleep(ground.random.uniform(0.0, 0.3))
            victim = ground.random.choice(ground.running)
            ground.kill(victim)
            ground.start(BY_NAME[victim.name.rstrip("0123456789")])
        ground.wait_for_acts(3)
        assert ground.killed == times, "one had ended before"
        must_hold(ground)
        assert ground.server.arrived, "no mail left: there was no load"
        acts, mails = len(ground.told("taken")), ground.server.arrived.total()
        return f"{times} killed among {acts} acts and {mails} mails"


def pages(place: Place, name: str, seed: int, port: int) -> None:
    """The pages of an office, until they are killed."""
    work = place.work()
    uvicorn.run(make_app(work.app, place.clock), host="127.0.0.1", port=port, log_level="error")


def kill_pages(folder: Path, seed: int, times: int) -> str:
    """A clerk sends forms without a pause; pages are killed and stand up again."""
    data = folder / "data"
    office = office_at_work(data)
    office.app.engine.dispose()
    with mail_server(seed) as server:
        clock = RunningClock(time.monotonic(), pace=0.0, start=at("2026-03-11 09:00"))
        place = Place(sqlite_url(data), data, office.call_id, server.port, clock)
        ground = Ground(place, server, Random(seed))
        work = standing(ground)
        numbers = [work.number(work.open(student(n))) for n in range(4 + 2 * times)]
        try:
            answered_forms, lost_forms = _forms_sent(ground, numbers, times)
            entry_counts = Counter(
                (work.number(entry.case_id), json.loads(entry.data)["kind"])
                for entry in work.rows(history, name="document")
            )
            must_hold(ground)
        finally:
            ground.stop()
    sent_forms = {*answered_forms, *lost_forms}
    wrong = {form: entry_counts[form] for form in answered_forms if entry_counts[form] != 1}
    assert not wrong, f"answered, and written so many times: {wrong}"
    wrong = {
        form: number
        for form, number in entry_counts.items()
        if number > 1 or form not in sent_forms
    }
    assert not wrong, f"written too often: {wrong}"
    return f"{times} killed; {len(answered_forms)} forms answered, {len(lost_forms)} not"


Form = tuple[str, str]


def _forms_sent(ground: Ground, numbers: list[str], times: int) -> tuple[list[Form], list[Form]]:
    """Forms that were answered, and those that were not; a case's form is sent once."""
    kinds = [kind for kind in sorted(DOCUMENT_KINDS) if "permit" not in kind]
    forms = iter([(number, kind) for kind in kinds for number in numbers])
    answered_forms: list[Form] = []
    lost_forms: list[Form] = []
    port = free_port()
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        process = _pages_up(ground, client, port)
        token = token_of(client)
        client.post("/login", data={"login": "vera", "password": PASSWORD, "token": token})
        for _ in range(times):
            form = next(forms)  # they work before they are killed, however slow the machine is
            (answered_forms if _sent(client, form) else lost_forms).append(form)
            fatal = time.monotonic() + ground.random.uniform(0.05, 0.4)
            killer = _later(fatal, partial(ground.kill, process))
            while killer.is_alive():
                form = next(forms)
                (answered_forms if _sent(client, form) else lost_forms).append(form)
            killer.join()
            process = _pages_up(ground, client, port)
        form = next(forms)
        assert _sent(client, form), "who was logged in is logged in still"
        answered_forms.append(form)
    assert ground.killed == times
    return answered_forms, lost_forms


def _later(moment: float, act: Callable[[], None]) -> threading.Thread:
    """Does something at a moment, in a thread."""

    def wait() -> None:
        time.sleep(max(0.0, moment - time.monotonic()))
        act()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def _pages_up(ground: Ground, client: httpx.Client, port: int) -> BaseProcess:
    """Pages that answer."""
    process = ground.start(pages, port)

    def answers() -> bool:
        try:
            return client.get("/login").status_code in (200, 303)
        except httpx.TransportError:
            return False

    assert until(answers)
    return process


def _sent(client: httpx.Client, form: Form) -> bool:
    """Sends a form as a browser does; whether it was answered, and then that it was taken."""
    number, kind = form
    action = f"/cases/{number}/facts/document"
    try:
        answer = send(client, f"/cases/{number}", action, {"kind": kind}, follow=False)  # type: ignore[arg-type]
    except httpx.TransportError:
        return False
    assert answer.status_code == 303, answer.text
    return True


FAULTS: Final = (
    Fault("kill -9 of clerks and workers", partial(kill_at_work, "sqlite"), 6, 200),
    Fault(
        "kill -9 of clerks and workers on PostgreSQL", partial(kill_at_work, "postgres"), 4, 200,
        on_postgres=True,
    ),
    Fault("kill -9 of the pages", kill_pages, 3, 40),
)  # fmt: skip
