"""Where the folders of tests stand: in memory, but not at any price."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.folders import memory_for_folders


def test_folders_stand_in_memory_where_there_is_room_and_nobody_said_otherwise(
    tmp_path: Path,
) -> None:
    room = shutil.disk_usage(tmp_path).free
    assert memory_for_folders({}, tmp_path, enough=room // 2) == tmp_path
    assert memory_for_folders({}, tmp_path, enough=room * 2) is None
    assert memory_for_folders({}, tmp_path / "none", enough=1) is None
    assert memory_for_folders({"TMPDIR": "/var/tmp"}, tmp_path, enough=1) is None


def test_this_very_run_has_chosen() -> None:
    """Where memory has room, TMPDIR says so by now, also to the programs that tests start."""
    assert memory_for_folders() is None
