"""The data folder is its owner's alone, whatever it was before."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

from workflows.running.private_folder import make_private, open_to_others

ROOT = Path(__file__).parents[3]


def modes(folder: Path) -> dict[str, str]:
    """What everybody else may do with what lies in a folder; what is shut is left out."""
    paths = [folder, *folder.rglob("*")]
    mode_by_path = {
        str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode) for path in paths
    }
    return {name: oct(mode) for name, mode in mode_by_path.items() if mode & 0o077}


def test_what_a_command_makes_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    data = tmp_path / "office"
    command = [sys.executable, "-m", "cli.main", "init", "--data", str(data)]
    before = os.umask(0o022)
    try:
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    finally:
        os.umask(before)
    assert (data / "office.db").is_file()
    assert modes(data) == {}


def test_what_lay_open_is_shut_as_the_office_is_opened(tmp_path: Path) -> None:
    data = tmp_path / "office"
    for name in ("mail/new", "prefect", "files/ab"):
        (data / name).mkdir(parents=True)
    for name in ("office.db", "config.yaml", "mail/new/1", "prefect/prefect.db", "files/ab/abc"):
        (data / name).write_text("")
        (data / name).chmod(0o644)
    for folder in (data, *(path for path in data.rglob("*") if path.is_dir())):
        folder.chmod(0o755)
    assert data / "office.db" in open_to_others(data)
    make_private(data)
    assert open_to_others(data) == []
    assert modes(data) == {}


def test_what_is_open_is_told_unless_nobody_gets_into_the_folder(tmp_path: Path) -> None:
    (tmp_path / "office.db").write_text("")
    (tmp_path / "office.db").chmod(0o644)
    tmp_path.chmod(0o755)
    assert open_to_others(tmp_path) == [tmp_path, tmp_path / "office.db"]
    tmp_path.chmod(0o700)
    assert open_to_others(tmp_path) == [], "nobody gets into it"
