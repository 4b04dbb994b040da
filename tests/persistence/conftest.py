"""Every test of this room that asks for `both` runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import pytest

from tests.workflows.office_fixtures import both, database, work

__all__ = ["both", "database", "work"]


def pytest_configure(config: pytest.Config) -> None:
    """Tests on PostgreSQL can be chosen or left out: `-m "not postgres"`."""
    config.addinivalue_line("markers", "postgres: needs a real PostgreSQL (2 s to start)")
