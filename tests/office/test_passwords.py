"""Passwords for others: from the environment or a file of the data folder, not the settings."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from office.passwords import VARIABLES, keep_password, password_for


def test_a_password_that_is_kept_is_its_owners_alone(tmp_path: Path) -> None:
    assert password_for(tmp_path, "mail") is None
    keep_password(tmp_path, "mail", "an older one that is longer")
    keep_password(tmp_path, "mail", "ž: #")
    assert password_for(tmp_path, "mail") == "ž: #"
    assert password_for(tmp_path, "database") is None
    file = tmp_path / "secrets" / "mail-password"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_the_environments_password_goes_before_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_password(tmp_path, "database", "of the file")
    monkeypatch.setenv(VARIABLES["database"], "of the environment")
    assert password_for(tmp_path, "database") == "of the environment"
