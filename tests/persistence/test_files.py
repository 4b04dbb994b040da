"""Files by their content: whole or not at all, once however many write them; the same wherever they
are kept, in the folder or in the database, on both kinds of database."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, update

from persistence import files
from persistence.database import reading, write_transaction
from persistence.erased_rows import take_orphans
from persistence.integrity import file_discrepancies
from persistence.tables import file_contents
from persistence.tables import files as table
from tests.workflows.office_fixtures import Work

ROOT = Path(__file__).parents[2]
CONTENT = b"%PDF-1.7 " * 5000


def test_a_file_is_kept_under_the_hash_of_its_content_and_read_again(tmp_path: Path) -> None:
    digest = files.keep(tmp_path, CONTENT)
    assert digest == sha256(CONTENT).hexdigest()
    assert files.path_of(tmp_path, digest) == tmp_path / "files" / digest[:2] / digest
    assert files.path_of(tmp_path, digest).read_bytes() == CONTENT


def test_the_same_content_is_kept_once_by_however_many_at_once(tmp_path: Path) -> None:
    gate = threading.Barrier(8)

    def keep(_: int) -> str:
        gate.wait(10)
        return files.keep(tmp_path, CONTENT)

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(keep, range(8)))) == 1
    paths = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in paths] == [CONTENT], "and no draft is left"


def test_a_kept_file_is_not_written_again(tmp_path: Path) -> None:
    path = files.path_of(tmp_path, files.keep(tmp_path, CONTENT))
    before = path.stat().st_ino
    files.keep(tmp_path, CONTENT)
    assert path.stat().st_ino == before


def test_a_file_that_the_disk_has_no_room_for_is_not_kept_by_half(tmp_path: Path) -> None:
    program = (
        "import resource, sys; from pathlib import Path; from persistence import files\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "files.keep(Path(sys.argv[1]), b'%PDF-1.7 ' * 5000)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "OSError: [Errno 27] File too large" in process.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def enter(work: Work, content: bytes = CONTENT) -> str:
    with write_transaction(work.engine) as connection:
        return files.enter(connection, work.office, content, "application/pdf")


def read(work: Work, digest: str) -> bytes:
    with reading(work.engine) as connection:
        return files.read(connection, work.office.data, digest)


def wrong(work: Work) -> list[str]:
    with reading(work.engine) as connection:
        return [text.en for text in file_discrepancies(connection, work.office.data)]


def kept_at(work: Work) -> dict[str, int]:
    """How many files are kept in each of the two places."""
    in_folder = [p for p in (work.office.data / "files").rglob("*") if p.is_file()]
    return {"folder": len(in_folder), "database": len(work.rows(file_contents))}


def test_a_file_is_entered_once_and_read_again(work_with_files: Work) -> None:
    digests = {enter(work_with_files) for _ in range(2)}
    assert digests == {sha256(CONTENT).hexdigest()}
    assert read(work_with_files, *digests) == CONTENT
    (row,) = work_with_files.rows(table)
    assert (row.size, row.content_type) == (len(CONTENT), "application/pdf")
    place = work_with_files.office.settings.files.kept_in
    assert kept_at(work_with_files) == {"folder": 0, "database": 0, place: 1}
    assert wrong(work_with_files) == []


def test_what_fails_leaves_no_file(work_with_files: Work) -> None:
    with pytest.raises(ZeroDivisionError), write_transaction(work_with_files.engine) as connection:
        files.enter(connection, work_with_files.office, CONTENT, "application/pdf")
        raise ZeroDivisionError
    assert kept_at(work_with_files) == {"folder": 0, "database": 0}
    assert work_with_files.rows(table) == []


def test_many_at_once_enter_one_file(work_with_files: Work) -> None:
    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(lambda _: enter(work_with_files), range(8)))) == 1
    assert sum(kept_at(work_with_files).values()) == 1
    assert wrong(work_with_files) == []


def test_a_file_that_is_lost_or_changed_is_found(work_with_files: Work) -> None:
    changed_digest, lost_digest = enter(work_with_files), enter(work_with_files, b"another")
    for digest, content in ((changed_digest, b"%PDF-1.8 "), (lost_digest, None)):
        path = files.path_of(work_with_files.office.data, digest)
        own = file_contents.c.sha256 == digest
        with write_transaction(work_with_files.engine) as connection:
            if content is None:
                path.unlink(missing_ok=True)
                connection.execute(delete(file_contents).where(own))
            elif path.is_file():
                path.write_bytes(content)
            else:
                connection.execute(update(file_contents).where(own).values(content=content))
    assert sorted(wrong(work_with_files)) == sorted(
        [f"the file {changed_digest} was changed", f"the file {lost_digest} is lost"]
    )
    with pytest.raises(FileNotFoundError):
        read(work_with_files, lost_digest)


def test_what_the_database_keeps_beside_its_files_is_told(any_work: Work) -> None:
    with write_transaction(any_work.engine) as connection:
        connection.execute(insert(file_contents).values(sha256="a" * 64, content=b"secret"))
    assert wrong(any_work) == [f"the database keeps a file {'a' * 64} that was never entered"]


def test_a_file_goes_out_of_both_places_with_the_last_document_that_names_it(
    work_with_files: Work,
) -> None:
    digest = enter(work_with_files)
    with write_transaction(work_with_files.engine) as connection:
        files.into_database(connection, work_with_files.office.data, digest)
    with write_transaction(work_with_files.engine) as connection:
        assert take_orphans(connection, [digest]) == {digest}
    with write_transaction(work_with_files.engine) as connection:
        files.remove_unregistered(connection, work_with_files.office.data, digest)
    assert kept_at(work_with_files) == {"folder": 0, "database": 0}
