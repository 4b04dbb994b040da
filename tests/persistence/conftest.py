"""What asks for `both` runs on SQLite and on a real PostgreSQL; what asks for `kept`, once more for
each place where files are kept.
"""

from __future__ import annotations

from tests.workflows.office_fixtures import both, database, kept, work

__all__ = ["both", "database", "kept", "work"]
