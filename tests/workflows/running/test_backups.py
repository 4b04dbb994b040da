"""A backup is one instant of an office at work; of it an office is made again, or nothing."""

from __future__ import annotations

import os
import re
import shutil
import stat
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import inspect, update

from office.config_file import SHIPPED
from office.wiring import Office
from persistence import files, proof_lines, signs_of_life
from persistence.backup_file import FORMAT, BackupWriter, UnusableBackup, read_manifest
from persistence.connections import connect, sqlite_url
from persistence.database import reading, write_transaction
from persistence.database_errors import DatabaseError
from persistence.integrity import audit
from persistence.snapshots import Extent, extent
from persistence.tables import cases, metadata
from states.strict_yaml import InvalidFile
from states.validation_error import ValidationError
from tests.waiting import PATIENCE
from tests.workflows.office_fixtures import (
    ANA,
    Work,
    any_work,
    at,
    database,
    postgres_database,
    work_with_files,
)
from tests.workflows.office_fixtures import work_on_sqlite as work
from workflows.running.backing_up import back_up
from workflows.running.bootstrap import App
from workflows.running.private_folder import open_to_others
from workflows.running.read_only_office import open_database
from workflows.running.restoring import Request, Restored, restore

__all__ = ["any_work", "database", "work", "work_with_files"]

PAPER = b"%PDF-1.7 an application"


def held_by(work: Work) -> Extent:
    with reading(work.engine) as connection:
        return extent(connection)


def hand_in(work: Work, content: bytes) -> str:
    """A file that the office keeps, entered as an upload enters it."""
    with write_transaction(work.engine) as connection:
        return files.enter(connection, work.office, content, "application/pdf")


def student(number: int) -> dict[str, object]:
    """Somebody who has no case yet."""
    return {**ANA, "email": f"student.{number}@students.example"}


@contextmanager
def clerks_at_work(work: Work) -> Iterator[None]:
    """Meanwhile cases are opened, files handed in and mails sent, without a pause."""
    over, has_begun = threading.Event(), threading.Event()

    def go_on() -> None:
        for number in count():
            work.open(student(number))
            hand_in(work, os.urandom(64))
            has_begun.set()
            if over.is_set() and number > 1:
                return

    with ThreadPoolExecutor(1) as clerks:
        clerk = clerks.submit(go_on)
        has_begun.wait(PATIENCE)
        yield
        over.set()
        clerk.result()


@contextmanager
def restored(work: Work, path: Path, data: Path) -> Iterator[tuple[Work, Restored]]:
    """The office of a backup, with what its restoring told, on the same kind of database."""
    with empty_database(work, data) as (url, to):
        outcome = restore(Request(path, data, to))
        engine = connect(url)
        office = Office(work.office.settings, data, work.office.folder)
        yield replace(work, office=office, engine=engine), outcome
        engine.dispose()


@contextmanager
def empty_database(work: Work, data: Path) -> Iterator[tuple[str, str | None]]:
    """Where the database of a restored office will be, and what must be named of it."""
    if work.engine.dialect.name == "sqlite":
        yield sqlite_url(data), None
        return
    with postgres_database(is_migrated=False) as url:
        yield url, url


def test_a_backup_taken_while_clerks_work_is_an_office_that_verifies_and_plays_on(
    work_with_files: Work, tmp_path: Path
) -> None:
    case_id = work_with_files.open()
    paper = hand_in(work_with_files, PAPER)
    path, data = tmp_path / "office.backup", tmp_path / "restored"
    with clerks_at_work(work_with_files):
        new_backup = back_up(work_with_files.app, path, work_with_files.clock())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert new_backup.lost == ()
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".")] == []
    with restored(work_with_files, path, data) as (again, outcome):
        assert (outcome.discrepancies, outcome.held) == ((), new_backup.held)
        assert 1 <= new_backup.held.cases <= len(work_with_files.rows(cases))
        with reading(again.engine) as connection:
            assert files.read(connection, data, paper) == PAPER
        again.bring("application", case_id)
        assert hand_in(again, b"another paper") != paper
        again.drain()
        assert [mail.status for mail in again.outbox()] == ["done"] * len(again.outbox())
        with reading(again.engine) as connection:
            line = proof_lines.read_line(str(new_backup.line))
            assert audit(connection, data, again.office.calendar, line).found == ()
            assert signs_of_life.signs(connection).backup == at("2026-02-16 09:00")
    with reading(work_with_files.engine) as connection:
        assert signs_of_life.signs(connection).backup == at("2026-02-16 09:00")
        tables = set(inspect(connection).get_table_names())
    assert tables == {*metadata.tables, "alembic_version"}, "each is carried"


def refused(path: Path, data: Path) -> str:
    """What is told of a file that can't be restored; nothing is left of the try."""
    with pytest.raises(UnusableBackup) as refusal:
        restore(Request(path, data))
    assert not data.exists()
    return str(refusal.value)


@pytest.fixture
def backup(work: Work, tmp_path: Path) -> Path:
    """A backup of a small office."""
    work.open()
    hand_in(work, PAPER)
    path = tmp_path / "office.backup"
    back_up(work.app, path, work.clock())
    return path


def test_a_byte_changed_anywhere_and_a_file_cut_off_leave_nothing(
    backup: Path, tmp_path: Path
) -> None:
    whole, damaged_backup = backup.read_bytes(), tmp_path / "changed"
    size = len(whole)
    regions = {0, 300, 512, 1024, size // 3, size // 2, size - 4000, size - 2048, size - 1500,
               size - 1100, size - 512, size - 1}  # fmt: skip
    for place in regions:
        content = bytearray(whole)
        content[place] ^= 1
        damaged_backup.write_bytes(content)
        assert re.search("damaged|format", refused(damaged_backup, tmp_path / "new")), place
    for length in (0, 1, 600, 3000, size // 2, size - 1):
        damaged_backup.write_bytes(whole[:length])
        assert re.search("damaged|format", refused(damaged_backup, tmp_path / "new")), length
    damaged_backup.write_bytes(whole + b"more")
    assert "is damaged" in refused(damaged_backup, tmp_path / "new")


def written(path: Path, manifest: dict[str, object], **members: Path) -> Path:
    """A file with a right checksum, whatever it holds."""
    with path.open("wb") as file:
        writer = BackupWriter(file)
        for name, member in members.items():
            writer.add(name.replace("__", "."), member)
        writer.finish(manifest)
    return path


def test_another_version_and_what_is_no_backup_are_told_apart(backup: Path, tmp_path: Path) -> None:
    other, data = tmp_path / "other", tmp_path / "new"
    other.write_bytes(backup.read_bytes().replace(FORMAT, b"7\n", 1))
    assert "a format that this program does not know (7; it reads 1)" in refused(other, data)
    manifest = dict(read_manifest(backup))
    newer = written(tmp_path / "newer", {**manifest, "revision": "9999"})
    assert "made by a program that is newer" in refused(newer, data)
    assert "a copy of a database" in refused(tmp_path / "data" / "office.db", data)
    assert "is a folder" in refused(tmp_path / "data", data)
    other.write_bytes(b"a letter" * 1000)
    assert "is not a file that `mobility backup` made" in refused(other, data)


def test_an_office_that_was_edited_before_its_backup_is_only_taken_when_asked_for(
    work: Work, tmp_path: Path
) -> None:
    number = work.number(work.open())
    digest = hand_in(work, PAPER)
    with write_transaction(work.engine) as connection:
        connection.execute(update(cases).values(history_length=7))
    files.path_of(work.office.data, digest).unlink()
    path, data = tmp_path / "office.backup", tmp_path / "new"
    assert back_up(work.app, path, work.clock()).lost == (digest,)
    sentence = refused(path, data)
    assert f"{number}: the history has 1 entries, 7 were written" in sentence
    assert f"the file {digest} is lost" in sentence
    outcome = restore(Request(path, data, even_unsound=True))
    assert outcome.discrepancies[-1] == f"the file {digest} is lost"
    assert (data / "office.db").is_file()


def test_a_line_of_another_day_tells_that_an_older_backup_lacks_what_came_later(
    backup: Path, work: Work, tmp_path: Path
) -> None:
    work.open(student(2))
    later = back_up(work.app, tmp_path / "later.backup", work.clock()).line
    request = Request(backup, tmp_path / "new", line=proof_lines.read_line(str(later)))
    with pytest.raises(UnusableBackup, match="what was written up to then is gone"):
        restore(request)
    assert not request.data.exists()


def test_nothing_is_written_over(backup: Path, work: Work, tmp_path: Path) -> None:
    data = tmp_path / "full"
    data.mkdir()
    (data / "letter").write_text("mine")
    for place in (data, data / "letter"):
        with pytest.raises(ValidationError, match="is not an empty folder"):
            restore(Request(backup, place))
    assert (data / "letter").read_text() == "mine"
    before = backup.read_bytes()
    with pytest.raises(ValidationError, match="is there already"):
        back_up(work.app, backup, work.clock())
    with pytest.raises(ValidationError, match="lies in the data folder"):
        back_up(work.app, work.office.data / "office.backup", work.clock())
    with pytest.raises(ValidationError, match="there is no folder"):
        back_up(work.app, tmp_path / "nowhere" / "office.backup", work.clock())
    assert backup.read_bytes() == before


def test_settings_and_mails_are_carried_and_what_opens_doors_is_not(
    work: Work, tmp_path: Path
) -> None:
    data, again = work.office.data, tmp_path / "again"
    carried_files = {
        "config.yaml": SHIPPED.read_text(encoding="utf-8"),
        "mail/new/1": "a mail",
        "definitions/bmu/own.yaml": "a definition",
    }
    for name, content in {
        **carried_files,
        "mail/tmp/2": "half a mail",
        "secret.key": "a key",
        "secrets/mail-password": "a password",
        "prefect/api.secret": "name:password",
        "incoming/1": "not recorded",
    }.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(content, encoding="utf-8")
    path = tmp_path / "office.backup"
    back_up(App(work.office, work.engine), path, work.clock())
    names = set(read_manifest(path)["members"])
    assert names == {"office.db", *carried_files}
    assert b"a password" not in path.read_bytes()
    again.mkdir(mode=0o755)
    outcome = restore(Request(path, again))
    assert outcome.left_out == ("secret.key", "secrets", "prefect/api.secret")
    assert {
        name: (again / name).read_text(encoding="utf-8") for name in carried_files
    } == carried_files
    assert open_to_others(again) == []


def test_settings_that_can_not_be_read_are_not_restored(work: Work, tmp_path: Path) -> None:
    settings, path, data = (tmp_path / name for name in ("own.yaml", "office.backup", "new"))
    settings.write_text("institution: [", encoding="utf-8")
    back_up(App(work.office, work.engine, settings), path, work.clock())
    data.mkdir()
    with pytest.raises(InvalidFile, match=r"config\.yaml"):
        restore(Request(path, data))
    assert list(data.iterdir()) == []


def test_a_copy_of_the_folder_that_lacks_its_log_is_refused(work: Work, tmp_path: Path) -> None:
    work.open()
    data, copy = work.office.data, tmp_path / "copy"
    shutil.copytree(data, copy)
    (copy / "office.db-wal").unlink()
    with pytest.raises(DatabaseError, match="a copy that lacks its log"):
        open_database(copy, None)
    whole = tmp_path / "whole"
    shutil.copytree(data, whole)
    engine = open_database(whole, None)
    with reading(engine) as connection:
        assert extent(connection) == held_by(work)
    engine.dispose()
