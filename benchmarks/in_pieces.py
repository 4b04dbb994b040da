"""A list of ten thousand is published, and ten thousand cases move: both killed in the middle.

`python -m benchmarks.in_pieces`: the commands that an office gives, each a process of its own and
ended by `kill -9` once it has begun to write; then given again. The list is one piece, so that
nothing of it stands after the kill; the move is one for each case, and goes on where it stopped.
Counted is that nothing is lost and nothing twice.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from sqlalchemy import Connection, func, select, text

from benchmarks.commands import ROOT, command_of, environment
from benchmarks.many_clients import postgresql_server
from benchmarks.office import HOSTS, apply, give_staff
from benchmarks.results import write_section
from office.config_file import SHIPPED
from persistence.connections import DATABASE
from persistence.database import reading
from persistence.integrity import audit
from persistence.tables import cases, history, ranking_entries
from states.loader import HERE
from workflows.running.bootstrap import App, open_app

CASES: Final = 10_000
HEADING: Final = "Ten thousand cases in pieces"
PATIENCE: Final = 3600.0
WRITES: Final = 400
"""Bytes a case that a publication has written when it is killed: far from all."""
LATER: Final = "bmu/outgoing-studies.2026-07-01"
LATER_TEXT: Final = """\
extends: outgoing-studies.2021-06-29
process: outgoing-studies
institution: bmu
in_force: 2026-07-01
"""
TITLE: Final = "Ten thousand"
MOVE: Final = (
    "migrate", "--to", LATER, "--all", "--as", "head_of_ico", "--name", "head_of_ico",
    "--reason", "Rulebook amended",
)  # fmt: skip
PUBLISH: Final = (
    "call", "publish-list", TITLE, "--as", "mobility_coordinator", "--name", "mobility_coordinator",
)  # fmt: skip


class Ran(NamedTuple):
    """Seconds of a command, the megabytes that it held at most, and how often it said how far."""

    seconds: float
    megabytes: float
    told: int


class InPieces(NamedTuple):
    """The list, and the move: when it was killed, and from then on to its end."""

    listed: Ran
    moved: int
    first: Ran
    rest: Ran


def run(number: int, url: str = "") -> InPieces:
    """An office of so many applications, its list, and their move onto another version."""
    with TemporaryDirectory(prefix="benchmark-") as folder, _office(Path(folder), url) as app:
        apply(app, number, TITLE, places=-(-number // len(HOSTS)))
        before = _written(app)
        _run(app, PUBLISH, lambda: _written(app) >= before + number * WRITES)
        assert _count(app, ranking_entries.c.case_id) == 0, "the list was there before the kill"
        list_run = _run(app, PUBLISH)
        _listed_once(app, number)
        first = _run(app, MOVE, lambda: _moved(app) >= number // 3)
        moved_count = _moved(app)
        assert number // 3 <= moved_count < number, f"{moved_count} had moved"
        rest = _run(app, MOVE)
        _moved_once(app, number)
        return InPieces(list_run, moved_count, first, rest)


@contextmanager
def _office(data: Path, url: str) -> Iterator[App]:
    """A staffed office with the later version beside the one that is shipped."""
    settings_text = SHIPPED.read_text(encoding="utf-8")
    settings_text = settings_text.replace("database:\n  url:", f"database:\n  url: {url}")
    (data / "config.yaml").write_text(settings_text, encoding="utf-8")
    shutil.copytree(HERE, data / "definitions")
    (data / "definitions" / f"{LATER}.yaml").write_text(LATER_TEXT, encoding="utf-8")
    app = open_app(data, make=True)
    give_staff(app)
    yield app
    app.engine.dispose()


def _run(app: App, words: tuple[str, ...], has_enough: Callable[[], bool] | None = None) -> Ran:
    """A command to its end, or until it is killed because it has done enough."""
    told_lines = app.office.data / "told.txt"
    began_at, megabytes = time.perf_counter(), 0.0
    with told_lines.open("w") as told_file:
        process = subprocess.Popen(
            command_of(["--data", str(app.office.data), *words]),
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=told_file, env=environment(),
        )  # fmt: skip
        while process.poll() is None:
            megabytes = max(megabytes, _held_at_most(process.pid))
            if has_enough is not None and has_enough():
                process.send_signal(signal.SIGKILL)
            time.sleep(0.02)
    lines = told_lines.read_text(encoding="utf-8").splitlines()
    expected_status = 0 if has_enough is None else -signal.SIGKILL
    assert process.returncode == expected_status, (process.returncode, lines)
    told_number = sum("so far" in line for line in lines)
    return Ran(time.perf_counter() - began_at, megabytes, told_number)


def _held_at_most(pid: int) -> float:
    """The megabytes that a process has held at most so far; 0 where it has just ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except ProcessLookupError:
        return 0.0
    peak = re.search(r"^VmHWM:\s+(\d+) kB", status, re.M)
    return int(peak[1]) / 1024 if peak else 0.0


def _written(app: App) -> int:
    """Bytes of the database's log, which grows while a transaction is written; SQLite's begins
    anew with each connection that is alone."""
    if app.engine.dialect.name == "sqlite":
        app.engine.dispose()
        log = app.office.data / f"{DATABASE}-wal"
        return log.stat().st_size if log.exists() else 0
    with reading(app.engine) as connection:
        position = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"
        return int(connection.execute(text(position)).scalar_one())


def _count(app: App, column: object, *conditions: object) -> int:
    with reading(app.engine) as connection:
        return _counted(connection, column, *conditions)


def _counted(connection: Connection, column: object, *conditions: object) -> int:
    counting = select(func.count(column)).where(*conditions)  # type: ignore[arg-type]
    return int(connection.execute(counting).scalar_one())


def _moved(app: App) -> int:
    return _count(app, cases.c.id, cases.c.definition == LATER)


def _listed_once(app: App, number: int) -> None:
    _holds(app)
    with reading(app.engine) as connection:
        entries = history.c.name == "publish_list"
        assert _counted(connection, ranking_entries.c.case_id) == number
        assert _counted(connection, history.c.case_id, entries) == number
        assert _counted(connection, history.c.case_id.distinct(), entries) == number


def _moved_once(app: App, number: int) -> None:
    _holds(app)
    with reading(app.engine) as connection:
        entries = history.c.kind == "migration"
        assert _counted(connection, cases.c.id, cases.c.definition == LATER) == number
        assert _counted(connection, history.c.case_id, entries) == number
        assert _counted(connection, history.c.case_id.distinct(), entries) == number


def _holds(app: App) -> None:
    with reading(app.engine) as connection:
        audit_result = audit(connection, app.office.data, app.office.calendar)
    assert audit_result.is_sound, audit_result.discrepancies[:5]


def _told(name: str, number: int, result: InPieces) -> str:
    seconds = result.first.seconds + result.rest.seconds
    peak = max(result.first.megabytes, result.rest.megabytes)
    return (
        f"| {name} | {result.listed.seconds:.1f} s | {result.listed.megabytes:.0f} MB | "
        f"{result.moved:,} of {number:,} | {seconds:.0f} s, {number / seconds:.0f} cases/s | "
        f"{peak:.0f} MB | {result.first.told + result.rest.told} times |\n"
    )


def main() -> None:
    """Measures, writes and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.in_pieces")
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--on", choices=("sqlite", "postgres"), help="only there; else on both")
    order, load = parser.parse_args(), os.getloadavg()[0]
    number, rows = order.cases, ""
    if order.on != "postgres":
        rows += _told("SQLite", number, run(number))
    if order.on != "sqlite":
        with postgresql_server() as url:
            rows += _told("PostgreSQL", number, run(number, url))
    written_text = (
        f"On {datetime.now(UTC):%Y-%m-%d}, load {load:.1f} when it began: `mobility call "
        f"publish-list` and `mobility migrate --all` on {number:,} cases, each ended by `kill -9` "
        "in the middle and given again. Nothing of the killed list stood; after each, every case "
        "has its entry once, none is left, and `verify` finds nothing. Seconds and megabytes are "
        "those of the commands, start and both parts included; the list's those of the second "
        "time.\n\n"
        "| database | the list | it held at most | moved when killed | the move, both parts | it "
        "held at most | it said how far |\n| --- | --- | --- | --- | --- | --- | --- |\n" + rows
    )
    write_section(HEADING, written_text)
    print(written_text)


if __name__ == "__main__":
    main()
