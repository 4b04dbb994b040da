"""Trouble with the database: the transaction is gone whole, and a sentence says what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select, text

from persistence.connections import BUSY_SECONDS, connect, sqlite_url
from persistence.database import attempted, reading, write_transaction
from persistence.database_errors import DatabaseError
from persistence.migrating import bring_up_to_date
from persistence.tables import cases
from states.validation_error import ValidationError
from tests.waiting import PATIENCE
from tests.workflows.office_fixtures import (
    AGREEMENT,
    APPLICATION,
    ON_POSTGRES,
    Work,
    postgres_database,
)

ROOT = Path(__file__).parents[2]
BUSY = "the database is busy with another program; nothing was saved, please try again"
FULL = "the disk is full or can't be written; nothing was saved"


def impatient(work: Work) -> Work:
    """The same office, which waits a tenth of a second for others."""
    url = work.engine.url.render_as_string(hide_password=False)
    work.engine.dispose()
    work.engine = connect(url, busy_seconds=0.1)
    return work


def everything(work: Work) -> dict[str, list[Any]]:
    """All rows of all tables."""
    return {name: work.rows(table) for name, table in cases.metadata.tables.items()}


@contextmanager
def locked_by_another(work: Work) -> Iterator[None]:
    """Another program is in the middle of a transaction on the office's cases."""
    if work.engine.dialect.name == "sqlite":
        other = sqlite3.connect(str(work.engine.url.database), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        yield
        other.close()
        return
    with work.engine.connect() as connection, connection.begin():
        connection.execute(text("LOCK TABLE cases, calls IN ACCESS EXCLUSIVE MODE"))
        yield


def test_a_locked_database_is_told_of_after_the_wait_and_nothing_is_saved(any_work: Work) -> None:
    ana = any_work.open()
    before = everything(any_work)
    busy = impatient(any_work)
    with locked_by_another(busy):
        began_at = time.monotonic()
        with pytest.raises(DatabaseError) as error:
            busy.record(ana, "document", {"kind": "cv"})
        assert time.monotonic() - began_at < BUSY_SECONDS / 2
    assert str(error.value) == BUSY
    assert everything(any_work) == before
    busy.record(ana, "document", {"kind": "cv"})
    assert list(busy.dossier(ana).documents) == ["cv"]


def test_who_waits_long_enough_is_served_when_the_other_has_finished(any_work: Work) -> None:
    ana = any_work.open()
    url = any_work.engine.url.render_as_string(hide_password=False)
    program = (
        "import sys, time; from sqlalchemy import text\n"
        "from persistence.connections import *; from persistence.database import *\n"
        "with write_transaction(connect(sys.argv[1])) as c:\n"
        "    c.execute(text('UPDATE calls SET title = title')); print('held', flush=True)\n"
        "    time.sleep(0.7)\n"
    )
    command = [sys.executable, "-c", program, url]
    other = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    any_work.record(ana, "document", {"kind": "cv"})
    assert other.wait(PATIENCE) == 0
    assert list(any_work.dossier(ana).documents) == ["cv"]


def with_room_for(pages: int, work: Work) -> Work:
    """The same office on a disk with room for so many pages more (4 KiB each)."""
    engine = connect(str(work.engine.url))

    @event.listens_for(engine, "connect")
    def _limit(raw: Any, record: Any) -> None:
        page_count = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count = {page_count + pages}")

    return replace(work, engine=engine)


LONG_APPLICATION = {**APPLICATION, "activity": "Research. " * 400}
"""More than fits into what the pages have left."""


def test_at_whichever_page_the_disk_is_full_a_step_is_saved_whole_or_not_at_all(
    work_on_sqlite: Work,
) -> None:
    ana = work_on_sqlite.open()
    work_on_sqlite.record(ana, "document", {"kind": "cv"})
    before, sufficient_rooms = everything(work_on_sqlite), []
    work_on_sqlite.engine.dispose()
    file = Path(str(work_on_sqlite.engine.url.database))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("VACUUM")  # the pages that migrations left free would be room enough
    content = file.read_bytes()
    for room in range(0, 24, 2):
        file.write_bytes(content)
        tight = with_room_for(room, work_on_sqlite)
        try:
            tight.do(ana, "submit_application", LONG_APPLICATION, "candidate")
        except DatabaseError as error:
            assert str(error) == FULL  # noqa: PT017 - either outcome is right, each to its own
            assert everything(tight) == before
        else:
            assert tight.case(ana).state == "application"
            assert len(tight.outbox(action="mail")) == 1
            assert {timer.outcome for timer in tight.timers(ana, visit=1)} == {"moved"}
            sufficient_rooms.append(room)
        tight.engine.dispose()
        for leftover in ("-wal", "-shm"):
            file.with_name(file.name + leftover).unlink(missing_ok=True)
    assert sufficient_rooms, "there was never room enough"
    assert sufficient_rooms[0] > 0, "there was always room enough"


def test_after_a_full_disk_work_goes_on_as_soon_as_there_is_room(work_on_sqlite: Work) -> None:
    ana = work_on_sqlite.open()
    work_on_sqlite.engine.dispose()
    tight = with_room_for(2, work_on_sqlite)
    large = {**AGREEMENT, "outcomes": "x" * 100_000}
    with pytest.raises(DatabaseError, match="the disk is full"):
        tight.record(ana, "agreement", large)
    tight.record(ana, "semester_start", {"on": "2026-02-16"})
    tight.engine.dispose()
    work_on_sqlite.record(ana, "agreement", large)
    assert work_on_sqlite.dossier(ana).agreement_version == 1
    assert work_on_sqlite.dossier(ana).semester_start is not None


def test_a_file_that_is_no_database_is_told_of_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "office.db"
    file.write_bytes(b"Dear office, this is a letter. " * 50)
    with pytest.raises(DatabaseError, match="can't be used: file is not a database"):
        bring_up_to_date(connect(sqlite_url(tmp_path)))
    assert file.read_bytes().startswith(b"Dear office")


def test_a_damaged_database_is_told_of(work_on_sqlite: Work) -> None:
    ana = work_on_sqlite.open()
    work_on_sqlite.engine.dispose()
    file = Path(str(work_on_sqlite.engine.url.database))
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(DatabaseError, match="can't be used: database disk image is malformed"):
        work_on_sqlite.record(ana, "document", {"kind": "cv"})


def test_a_folder_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="can't be used: unable to open database file"):
        bring_up_to_date(connect(sqlite_url(tmp_path / "nowhere")))


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="asks for a user who may not write")
def test_a_database_that_may_only_be_read_is_told_of() -> None:
    folder = Path("/tmp") / f"read-only-{os.getpid()}"
    folder.mkdir(mode=0o755)
    try:
        bring_up_to_date(connect(sqlite_url(folder)))
        for file in folder.iterdir():
            file.chmod(0o444)
        program = (
            "import os, sys\n"
            "from persistence.connections import *; from persistence.database import *\n"
            "from sqlalchemy import text\n"
            "engine = connect(sys.argv[1])\n"
            "if os.getuid() == 0: os.setgid(65534), os.setuid(65534)\n"
            "try:\n"
            "    with write_transaction(engine) as c:\n"
            "        c.execute(text('UPDATE cases SET state = 1'))\n"
            "except DatabaseError as told: print(told)\n"
        )
        folder.chmod(0o555)
        command = [sys.executable, "-c", program, sqlite_url(folder)]
        process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert process.stdout == (
            "the database can't be used: attempt to write a readonly database; nothing was saved\n"
        ), process.stderr
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://user:s3cret@host/office",
        "postgresql+psycopg://user:s3cret@host:many/office",
        "office.db",
        "oracle://user:s3cret@host",
        "",
    ],
)
def test_an_address_of_no_database_is_told_of_without_its_password(url: str) -> None:
    with pytest.raises(DatabaseError) as error:
        connect(url)
    assert "`database.url` in config.yaml is not the address of a database" in str(error.value)
    assert "s3cret" not in str(error.value)


def test_a_postgresql_that_does_not_answer_is_told_of() -> None:
    with pytest.raises(DatabaseError, match="the database does not answer: "):
        bring_up_to_date(connect("postgresql://office@127.0.0.1:9/office"))


@pytest.mark.postgres
def test_a_postgresql_without_the_database_is_told_of() -> None:
    with postgres_database() as url:
        missing_url = url.replace("/office_", "/no_office_")
        with pytest.raises(DatabaseError, match="does not exist; nothing was saved"):
            bring_up_to_date(connect(missing_url))


@pytest.mark.parametrize("database", [ON_POSTGRES], indirect=True)
def test_connections_that_the_server_has_closed_are_not_met_with(any_work: Work) -> None:
    ana = any_work.open()
    end_others = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    other = connect(any_work.engine.url.render_as_string(hide_password=False))
    with write_transaction(other) as connection:
        assert connection.execute(end_others).rowcount > 0
    other.dispose()
    any_work.record(ana, "document", {"kind": "cv"})
    assert list(any_work.dossier(ana).documents) == ["cv"]


def test_what_the_database_does_not_take_is_told_of(any_work: Work) -> None:
    ana = any_work.open()
    before = everything(any_work)
    with (
        pytest.raises(DatabaseError, match=r"the database does not take this: .*; nothing was"),
        write_transaction(any_work.engine) as connection,
    ):
        connection.execute(cases.update().values(call_id=999))
    assert everything(any_work) == before
    assert any_work.case(ana).state == "call"


def test_a_part_that_fails_leaves_nothing_and_the_rest_is_kept(any_work: Work) -> None:
    ana, boris = (
        any_work.open(),
        any_work.open({"name": "Boris Savić", "email": "b@students.example"}),
    )
    change = cases.update()
    with write_transaction(any_work.engine) as connection:

        def fail() -> None:
            connection.execute(change.where(cases.c.id == ana).values(state="lost"))
            raise ValueError("halfway")

        connection.execute(change.where(cases.c.id == boris).values(state="kept"))
        assert isinstance(attempted(connection, fail), ValueError)
        flawed_change = change.values(call_id=999)
        assert attempted(connection, lambda: connection.execute(flawed_change)) is not None
        assert attempted(connection, lambda: None) is None
    assert [any_work.case(case_id).state for case_id in (ana, boris)] == ["call", "kept"]


def test_an_exception_of_the_program_itself_undoes_everything(any_work: Work) -> None:
    ana = any_work.open()

    def fail_halfway() -> None:
        with write_transaction(any_work.engine) as connection:
            connection.execute(cases.update().values(state="lost"))
            raise KeyError("a bug")

    with pytest.raises(KeyError):
        fail_halfway()
    assert any_work.case(ana).state == "call"
    with reading(any_work.engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM cases")).scalar() == 1


@pytest.mark.parametrize("database", [ON_POSTGRES], indirect=True)
def test_a_sign_that_no_text_can_have_is_told_as_what_was_typed_wrongly(any_work: Work) -> None:
    """PostgreSQL takes no NUL: that is no trouble of the database."""
    for ask in (reading, write_transaction):
        with pytest.raises(ValidationError) as wrong, ask(any_work.engine) as connection:
            connection.execute(select(cases.c.id).where(cases.c.number == "BMU\0"))
        assert "a character that can't be written down" in str(wrong.value)
