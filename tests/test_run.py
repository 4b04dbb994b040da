"""README's commands begin in `run.py`: what it starts takes its place."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[1]
LOCKED = ("requirements.lock", "pyproject.toml")


def test_whoever_stops_the_command_stops_the_office_itself(tmp_path: Path) -> None:
    for name in ("run.py", *LOCKED):
        shutil.copy(ROOT / name, tmp_path)
    bin_ = tmp_path / ".venv" / "bin"
    bin_.mkdir(parents=True)
    (bin_ / "python").symlink_to(sys.executable)
    locked = b"".join((tmp_path / name).read_bytes() for name in LOCKED)
    (tmp_path / ".venv" / "installed.sha256").write_text(hashlib.sha256(locked).hexdigest())
    (tmp_path / "cli").mkdir()
    (tmp_path / "cli" / "main.py").write_text("import os, sys; print(os.getpid(), *sys.argv[1:])")
    command = [sys.executable, str(tmp_path / "run.py"), "demo", "--port", "8001"]
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=bare) as started:
        said, _ = started.communicate(timeout=PATIENCE)
    assert said.split() == [str(started.pid), "demo", "--port", "8001"]
    assert started.returncode == 0
