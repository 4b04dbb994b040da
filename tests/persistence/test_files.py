"""Files by their content: whole or not at all, once however many write them."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from sqlalchemy import func, select

from persistence import files
from persistence.database import reading, write_transaction
from persistence.tables import files as table
from tests.workflows.office_fixtures import Work

ROOT = Path(__file__).parents[2]
CONTENT = b"%PDF-1.7 " * 5000


def test_a_file_is_kept_under_the_hash_of_its_content_and_read_again(tmp_path: Path) -> None:
    digest = files.keep(tmp_path, CONTENT)
    assert digest == sha256(CONTENT).hexdigest()
    assert files.path_of(tmp_path, digest) == tmp_path / "files" / digest[:2] / digest
    assert files.read(tmp_path, digest) == CONTENT


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
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "OSError: [Errno 27] File too large" in done.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_file_is_entered_once(both: Work) -> None:
    for _ in range(2):
        with write_transaction(both.engine) as connection:
            files.register(connection, "a" * 64, 9, "application/pdf")
    with reading(both.engine) as connection:
        assert connection.execute(select(func.count()).select_from(table)).scalar() == 1
