"""A data folder that can't be written is read all the same: lists, and pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from persistence import sessions, staff
from persistence.connections import connect, sqlite_url
from persistence.database import write_transaction
from persistence.secret import secret_of
from tests.workflows.office_fixtures import Work, at_work, migrated_database
from web.sessions import Sessions
from workflows.running.read_only_office import clock

ROOT = Path(__file__).parents[2]
NOBODY = 65534
PAGE = """
import sys
from pathlib import Path
from starlette.testclient import TestClient
from web.app import make_app
from workflows.running.bootstrap import clock, open_app

pages = TestClient(make_app(open_app(Path(sys.argv[1])), clock), raise_server_exceptions=False)
pages.cookies.set("session", sys.argv[2])
answer = pages.get(sys.argv[3])
print(answer.status_code, "Ana Petrovi\u0107" in answer.text)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody could reach, were it theirs: pytest's own are shut."""
    root = Path(tempfile.mkdtemp(prefix="read-only-"))
    yield root
    for path in (root, *root.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(root)


def as_somebody_else(*arguments: str) -> str:
    """What a Python process prints that may not write here."""
    other = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    process = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "HOME": "/"}, **other,
    )  # fmt: skip
    assert process.returncode == 0, process.stderr
    return process.stdout


def test_a_read_only_folder_is_read_by_commands_and_pages(folder: Path) -> None:
    with migrated_database("sqlite", folder):
        work: Work = at_work(connect(sqlite_url(folder)), folder)
        number = work.number(work.open())
        with write_transaction(work.engine) as connection:
            (member,) = staff.by_logins(connection, ["mobility_coordinator"])
            password_hash = "a hash"
            connection.exec_driver_sql("UPDATE staff SET password = ?", (password_hash,))
            sessions.begin(connection, "seed", member.id, "here", clock())
        cookie = Sessions(secret_of(folder)).cookie("seed", password_hash)
        work.engine.dispose()
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    assert number in as_somebody_else("-m", "cli.main", "case", "list", "--data", str(folder))
    output = as_somebody_else("-c", PAGE, str(folder), cookie, f"/cases/{number}")
    assert output.split()[-2:] == ["200", "True"]
