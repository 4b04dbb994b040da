"""Files taken into the database and back: each is read all the while, and a stop loses none."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Final

import pytest

from office.settings_loading import load_settings
from persistence import files
from persistence.database import reading, write_transaction
from persistence.files import path_of
from persistence.tables import changes, file_contents
from tests.workflows.office_fixtures import Work, any_work, database, with_settings, work
from workflows.running.backing_up import back_up
from workflows.running.keeping_files import Place, carry_files

__all__ = ["any_work", "database", "work"]

PLACES: Final[tuple[Place, Place]] = ("database", "folder")
PAPERS = [b"%PDF-1.7 " + bytes([n]) * 2000 for n in range(65, 70)]


class Stopped(Exception):
    """The command was stopped."""


def handed_in(work: Work) -> dict[str, bytes]:
    """Papers that the office keeps, by their digests."""
    with write_transaction(work.engine) as connection:
        return {files.enter(connection, work.office, p, "application/pdf"): p for p in PAPERS}


def kept(work: Work, digests: dict[str, bytes]) -> dict[str, bytes]:
    with reading(work.engine) as connection:
        return {digest: files.read(connection, work.office.data, digest) for digest in digests}


def in_folder(work: Work) -> set[str]:
    return {p.name for p in (work.office.data / "files").rglob("*") if p.is_file()}


def in_database(work: Work) -> set[str]:
    return {row.sha256 for row in work.rows(file_contents)}


def anew(work: Work) -> Work:
    """The office with the settings that its own file names now."""
    settings = load_settings(work.office.data / "config.yaml")
    return replace(work, office=with_settings(work.office, files=settings.files))


def test_files_are_carried_into_the_database_and_back_and_new_ones_go_there_too(
    any_work: Work,
) -> None:
    papers = handed_in(any_work)
    outcome = carry_files(any_work.app, "database", any_work.clock())
    assert (outcome.number, outcome.lost) == (5, ())
    assert (in_folder(any_work), in_database(any_work)) == (set(), set(papers))
    assert kept(any_work, papers) == papers
    there = anew(any_work)
    assert there.office.settings.files.kept_in == "database"
    with write_transaction(there.engine) as connection:
        new = files.enter(connection, there.office, b"%PDF-1.7 new", "application/pdf")
    assert in_database(any_work) == {*papers, new}
    assert carry_files(there.app, "folder", any_work.clock()).number == 6
    assert (in_folder(any_work), in_database(any_work)) == ({*papers, new}, set())
    pairs = [(row.before, row.after) for row in any_work.rows(changes, name="files_carried")]
    assert [set(pair[1].values()) for pair in pairs] == [{"database"}, {"folder"}]


def test_stopped_in_the_middle_every_file_is_there_and_the_same_command_goes_on(
    any_work: Work,
) -> None:
    papers = handed_in(any_work)

    def stop(number: int) -> None:
        if number == 2:
            raise Stopped

    with pytest.raises(Stopped):
        carry_files(any_work.app, "database", any_work.clock(), stop)
    assert (len(in_folder(any_work)), len(in_database(any_work))) == (3, 2)
    assert kept(any_work, papers) == papers
    assert carry_files(any_work.app, "database", any_work.clock()).number == 3
    assert kept(any_work, papers) == papers
    assert in_folder(any_work) == set()


def test_a_file_that_was_lost_before_is_named_and_the_rest_is_carried(work: Work) -> None:
    papers = handed_in(work)
    lost_digest = next(iter(papers))
    path_of(work.office.data, lost_digest).unlink()
    outcome = carry_files(work.app, "database", work.clock())
    assert (outcome.number, outcome.lost) == (4, (lost_digest,))


def test_backups_have_every_file_while_files_are_carried_to_and_fro(
    any_work: Work, tmp_path: Path
) -> None:
    handed_in(any_work)
    over, rounds = threading.Event(), []

    def carry() -> None:
        for number in count():
            carry_files(
                anew(any_work).app if number else any_work.app, PLACES[number % 2], any_work.clock()
            )
            rounds.append(number)
            if over.is_set():
                return

    with ThreadPoolExecutor(1) as threads:
        carrying = threads.submit(carry)
        try:
            lost_files = []
            for number in count():
                lost_files += back_up(any_work.app, tmp_path / str(number), any_work.clock()).lost
                if (number > 3 and len(rounds) > 2) or carrying.done():
                    break
        finally:
            over.set()
        carrying.result()
    assert len(rounds) > 2
    assert lost_files == []
