"""Commands that run no flows start at once: they load neither Prefect nor the pages."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.asking import Ask

HEAVY = ("prefect", "fastapi", "alembic", "apscheduler", "typst")
LOOK = f"""
import sys
from cli.main import app
try:
    app(sys.argv[1:])
finally:
    print(",".join(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)
"""
COMMANDS = (
    ("due", "--from", "2026-04-03", "--days", "8"),
    ("case", "list"),
    ("worklist",),
    ("grade", "--host-table", "t.yaml", "--home-table", "t.yaml", "--grade", "A"),
)


@pytest.fixture
def folder(ask: Ask, tmp_path: Path) -> Path:
    """A folder with an office and a grading table."""
    (tmp_path / "t.yaml").write_text("[{grade: A, percent: 100}]")
    assert ask("init", "--data", tmp_path / "data").status == 0
    return tmp_path


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, *words]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_what_runs_no_flow_loads_nothing_heavy(folder: Path, words: tuple[str, ...]) -> None:
    ended = run(folder, "-c", LOOK, *words)
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr.strip() == ""


def test_a_trouble_in_a_process_of_its_own_is_one_line_on_stderr(folder: Path) -> None:
    ended = run(folder, "-m", "cli.main", "due", "--from", "2026-02-30", "--days", "8")
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr == "'2026-02-30' is not a date that exists (write YYYY-MM-DD)\n"


@pytest.mark.slow
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_what_runs_no_flow_has_answered_within_seconds(
    folder: Path, words: tuple[str, ...]
) -> None:
    """On an idle machine it is under 0.7 s; here others may be at work."""
    spent = []
    for _ in range(5):
        began = time.monotonic()
        assert run(folder, "-m", "cli.main", *words).returncode == 0
        spent.append(time.monotonic() - began)
    assert statistics.median(spent) < 3
