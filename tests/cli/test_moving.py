"""`move` as an operator runs it, whose settings stand in a file of their own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from office.config_file import SHIPPED
from tests.cli.asking import Ask
from tests.workflows.office_fixtures import postgres_database

pytestmark = pytest.mark.postgres


def test_settings_elsewhere_are_the_operators_to_write(
    office: Ask, case: str, tmp_path: Path
) -> None:
    own = tmp_path / "own.yaml"
    shutil.copy(SHIPPED, own)
    with postgres_database(is_migrated=False) as url:
        move = office("move", "--to", url, "--config", own)
        assert move.status == 0, move.err
        assert "Write it into the settings yourself: `database.url: postgresql+psy" in move.out
        assert own.read_bytes() == SHIPPED.read_bytes()
        refusal = office("case", "show", case, "--config", own)
        assert (refusal.status, "was moved on" in refusal.err) == (2, True)
        again = office("move", "--to", url, "--json")
        assert (again.json["cases"], again.json["line"]) == (1, None)
        assert again.json["settings"] == str(tmp_path / "data" / "config.yaml")
        assert office("case", "show", case).status == 0
        assert office("verify").status == 0
