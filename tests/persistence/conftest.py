"""Every test of this room that asks for `both` runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from tests.workflows.office_fixtures import both, database, work

__all__ = ["both", "database", "work"]
