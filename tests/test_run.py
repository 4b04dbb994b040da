"""README's commands begin in `run.py`: what it starts takes its place."""

from __future__ import annotations

import ast
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[1]
LOCKED = ("requirements.lock", "pyproject.toml")


def test_whoever_stops_the_command_stops_the_office_itself(tmp_path: Path) -> None:
    for name in ("run.py", *LOCKED):
        shutil.copy(ROOT / name, tmp_path)
    bin_ = tmp_path / ".venv" / "bin"
    bin_.mkdir(parents=True)
    (bin_ / "python").symlink_to(sys.executable)
    requirements = b"".join((tmp_path / name).read_bytes() for name in LOCKED)
    (tmp_path / ".venv" / "installed.sha256").write_text(hashlib.sha256(requirements).hexdigest())
    (tmp_path / "cli").mkdir()
    (tmp_path / "cli" / "main.py").write_text("import os, sys; print(os.getpid(), *sys.argv[1:])")
    command = [sys.executable, str(tmp_path / "run.py"), "demo", "--port", "8001"]
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=bare) as process:
        output, _ = process.communicate(timeout=PATIENCE)
    assert output.split() == [str(process.pid), "demo", "--port", "8001"]
    assert process.returncode == 0


def test_a_python_that_is_too_old_can_read_it_to_say_so() -> None:
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 6))
    assert "__future__" not in {node.module for node in ast.walk(tree) if hasattr(node, "module")}


@pytest.mark.parametrize("minor", range(6, 11))
def test_what_is_too_old_is_said_in_one_sentence(minor: int, tmp_path: Path) -> None:
    old = shutil.which(f"python3.{minor}")
    if old is None or subprocess.run([old, "-c", ""], capture_output=True).returncode:
        pytest.skip(f"there is no Python 3.{minor} here")
    shutil.copy(ROOT / "run.py", tmp_path)
    process = subprocess.run(
        [old, str(tmp_path / "run.py"), "tests"], capture_output=True, text=True
    )
    assert process.returncode == 2
    assert process.stdout == ""
    assert process.stderr.startswith(f"The office needs Python 3.11 or newer; this is 3.{minor}.")
    assert process.stderr.count("\n") == 1
    assert not (tmp_path / ".venv").exists()
