"""What tests of several rooms stand on: the office as shipped, and a desk on a fresh database."""

from __future__ import annotations

from pathlib import Path

import pytest

from office.wiring import SHIPPED, Office, open_office
from workflows.running.bootstrap import App, open_app


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office with the shipped settings and definitions, on a data folder of its own."""
    return open_office(tmp_path_factory.mktemp("office"), SHIPPED)


@pytest.fixture
def app(tmp_path: Path) -> App:
    """An office whose SQLite database has just been made, with nobody in it yet."""
    return open_app(tmp_path / "data", SHIPPED, make=True)
