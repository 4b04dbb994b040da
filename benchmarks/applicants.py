"""Five hundred people apply from outside on the last day of a call, at an office that is served.

`python -m benchmarks.applicants`: real processes, real mails in a Maildir, each applicant from the
call's page to the application that is handed in. An hour's crowd comes as fast as it can, so many
at once; what is measured is how long each answer takes, and whether anything handed in is missing.
"""

from __future__ import annotations

import html
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Final, NamedTuple

import httpx
from sqlalchemy import func, select

from benchmarks.commands import free_port
from benchmarks.office import COORDINATOR, HOSTS, call_of
from benchmarks.results import write_section
from office.config_file import SHIPPED
from persistence.database import reading, write_transaction
from persistence.tables import submissions
from states.moments import civil_date
from workflows.act import Act
from workflows.calls.new_call import open_call
from workflows.running.bootstrap import open_app

ROOT = Path(__file__).parents[1]
APPLICANTS: Final = 500
AT_ONCE: Final = 20
MOST_SECONDS: Final = 1.0
PATIENCE: Final = 600.0
HEADING: Final = "Five hundred applicants"
WHO: Final = {
    "level": "master",
    "year": "1",
    "ects_earned": "240",
    "grade_average": "9",
    "writes_in": "en",
}
APPLICATION: Final = {
    "hosts": HOSTS[0],
    "programme": "erasmus",
    "purpose": "study",
    "semesters": "1",
}


class Crowd(NamedTuple):
    """Seconds of all answers and of the waits for mails, and how many applications are there."""

    answers: list[float]
    waits: list[float]
    received: int
    seconds: float


class Mailbox:
    """The Maildir of the office, read as it grows."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read yet."""
        self._folder, self._lock = folder, Lock()
        self._read: set[Path] = set()
        self._texts: dict[str, list[str]] = {}

    def wait_for(self, address: str, pattern: str) -> tuple[str, float]:
        """What the pattern finds in a mail to an address, and how long that took to come."""
        began_at = time.perf_counter()
        while time.perf_counter() - began_at < PATIENCE:
            for text in self._texts_to(address):
                if match := re.search(pattern, text):
                    return match[1], time.perf_counter() - began_at
            time.sleep(0.1)
        raise TimeoutError(f"no mail to {address} with {pattern}")

    def _texts_to(self, address: str) -> list[str]:
        with self._lock:
            for path in set(self._folder.rglob("new/*")) - self._read:
                self._read.add(path)
                mail = message_from_bytes(path.read_bytes(), policy=policy.default)
                body = mail.get_body(("plain",))
                if body is not None:
                    self._texts.setdefault(str(mail["To"].addresses[0].addr_spec), []).append(
                        body.get_content()
                    )
            return list(self._texts.get(address, ()))


def run() -> Crowd:
    """Serves an office with a call that closes today, and lets the crowd in."""
    with TemporaryDirectory(prefix="benchmark-") as folder:
        data = Path(folder) / "data"
        data.mkdir()
        port, outside_port = free_port(), free_port()
        outside = f"http://127.0.0.1:{outside_port}"
        _configure(data, port, outside_port)
        call_id = _open_call(data)
        with _serving(data, port, outside):
            crowd = _let_in(outside, call_id, Mailbox(data / "mail"))
        return crowd._replace(received=_received(data))


def _configure(data: Path, port: int, outside_port: int) -> None:
    settings_text = SHIPPED.read_text(encoding="utf-8")
    settings_text = settings_text.replace(
        "outside:\n  enabled: false\n  port: 8090",
        f"outside:\n  enabled: true\n  port: {outside_port}",
    )
    settings_text = settings_text.replace(
        "http://127.0.0.1:8090", f"http://127.0.0.1:{outside_port}"
    )
    settings_text = settings_text.replace("port: 4200", "port: 0")
    (data / "config.yaml").write_text(settings_text, encoding="utf-8")


def _open_call(data: Path) -> int:
    app = open_app(data, make=True)
    today = civil_date(datetime.now(UTC))
    call = replace(call_of(places=100), published=today - timedelta(days=14), closes=today)
    with write_transaction(app.engine) as connection:
        act = Act(connection, app.office, COORDINATOR, datetime.now(UTC))
        call_id = open_call(act, "bmu", "outgoing-studies", call)
    app.engine.dispose()
    return call_id


def _let_in(outside: str, call_id: int, mailbox: Mailbox) -> Crowd:
    answers: list[float] = []
    waits: list[float] = []

    def apply(number: int) -> None:
        with httpx.Client(base_url=outside, timeout=PATIENCE) as client:
            _apply(client, number, call_id, mailbox, (answers, waits))

    began_at = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as people:
        list(people.map(apply, range(APPLICANTS)))
    return Crowd(answers, waits, 0, time.perf_counter() - began_at)


def _apply(
    client: httpx.Client,
    number: int,
    call_id: int,
    mailbox: Mailbox,
    times: tuple[list[float], list[float]],
) -> None:
    """From the call's page to the application that is handed in."""
    answers, waits = times
    address = f"applicant{number}@students.example"

    def ask(method: str, path: str, data: Mapping[str, str] | None = None) -> str:
        began_at = time.perf_counter()
        answer = client.request(method, path, data=data)
        answers.append(time.perf_counter() - began_at)
        if answer.status_code >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text[-900:]}")
        return html.unescape(answer.text)

    ask("GET", f"/apply/{call_id}")
    ask("POST", f"/apply/{call_id}", {"address": address})
    link, seconds = mailbox.wait_for(address, r"https?://[^/\s]+(/l/\S+)")
    waits.append(seconds)
    ask("POST", f"{link}/code")
    code, seconds = mailbox.wait_for(address, r"(?:Code|Код|Kod): (\d{6})\b")
    waits.append(seconds)
    ask("POST", f"{link}/proof", {"code": code})
    client.get(f"{link}?lang=en")
    ask("POST", f"{link}/begin", {**WHO, "name": f"Applicant {number}"})
    page = ask("GET", link)
    form = page.partition("/submit/step/submit_application")[2]
    mark = re.search(r'name="mark" value="([^"]+)"', form)
    if mark is None:
        raise RuntimeError(f"no form to apply: {page[-3000:]}")
    first = civil_date(datetime.now(UTC)) + timedelta(days=200)
    period = {"from": str(first), "to": str(first + timedelta(days=134))}
    ask(
        "POST", f"{link}/submit/step/submit_application", {**APPLICATION, **period, "mark": mark[1]}
    )


def _received(data: Path) -> int:
    """Cases whose application was handed in."""
    app = open_app(data)
    statement = select(func.count(func.distinct(submissions.c.case_id)))
    with reading(app.engine) as connection:
        number = connection.execute(
            statement.where(submissions.c.name == "submit_application")
        ).scalar_one()
    app.engine.dispose()
    return int(number)


@contextmanager
def _serving(data: Path, port: int, outside: str) -> Iterator[None]:
    command = [sys.executable, "-m", "cli.main", "--data", str(data), "serve", "--port", str(port)]
    with (data.parent / "serve.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        try:
            _until_answered(f"{outside}/", process)
            yield
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def _until_answered(url: str, process: subprocess.Popen[bytes]) -> None:
    began_at = time.perf_counter()
    while time.perf_counter() - began_at < PATIENCE and process.poll() is None:
        try:
            httpx.get(url, timeout=2)
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the office does not answer")


def _told(crowd: Crowd, load: float) -> str:
    late = quantiles(crowd.answers, n=20)[-1]
    return (
        f"On {datetime.now(UTC):%Y-%m-%d}, load {load:.1f} when it began: {APPLICANTS} people "
        f"apply from outside, {AT_ONCE} at once without a pause, {crowd.seconds:.0f} s in all, at "
        "an office on SQLite with all of its processes on this machine. "
        f"{crowd.received} applications are there ({APPLICANTS - crowd.received} lost). "
        f"Of {len(crowd.answers)} answers the median took {median(crowd.answers) * 1000:.0f} ms, "
        f"95 % less than {late * 1000:.0f} ms (1,000 wanted), the slowest "
        f"{max(crowd.answers) * 1000:.0f} ms. A mail came after {median(crowd.waits):.1f} s "
        f"(median).\n"
    )


if __name__ == "__main__":
    LOAD = os.getloadavg()[0]
    TEXT = _told(run(), LOAD)
    write_section(HEADING, TEXT)
    print(TEXT)
