"""Who waits to write is next, however fast another one writes on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import text

from persistence.connections import connect, sqlite_url
from persistence.database import write_transaction
from persistence.database_errors import DatabaseError

WITHOUT_A_PAUSE = """
import sys, time
from pathlib import Path
from sqlalchemy import text
from persistence.connections import connect, sqlite_url
from persistence.database import write_transaction

engine, until = connect(sqlite_url(Path(sys.argv[1]))), time.monotonic() + 6
print("begins", flush=True)
while time.monotonic() < until:
    with write_transaction(engine) as connection:
        connection.execute(text("UPDATE kept SET number = number + 1"))
        time.sleep(0.1)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    engine = connect(sqlite_url(tmp_path))
    with write_transaction(engine) as connection:
        connection.execute(text("CREATE TABLE kept (number INTEGER)"))
        connection.execute(text("INSERT INTO kept VALUES (0)"))
    engine.dispose()
    return tmp_path


def test_who_writes_without_a_pause_lets_in_who_waits(folder: Path) -> None:
    command = [sys.executable, "-c", WITHOUT_A_PAUSE, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as greedy:
        assert greedy.stdout is not None
        greedy.stdout.readline()
        engine, seconds = connect(sqlite_url(folder)), []
        for _ in range(5):
            began_at = monotonic()
            with write_transaction(engine) as connection:
                seconds.append(monotonic() - began_at)
                connection.execute(text("UPDATE kept SET number = number"))
        greedy.kill()
    assert max(seconds) < 1.0, seconds


def test_whoever_holds_the_database_for_long_is_told_of_as_before(folder: Path) -> None:
    hasty = connect(sqlite_url(folder), busy_seconds=0.05)
    with write_transaction(connect(sqlite_url(folder))):
        for _ in range(2):
            with pytest.raises(DatabaseError, match="busy"), write_transaction(hasty):
                pass
    with write_transaction(hasty) as connection:
        connection.execute(text("UPDATE kept SET number = 1"))
