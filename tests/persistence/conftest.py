"""What asks for `any_work` runs on SQLite and on a real PostgreSQL; what asks for
`work_with_files`, once more for each place where files are kept.
"""

from __future__ import annotations

from tests.workflows.office_fixtures import (
    any_work,
    database,
    work,
    work_on_sqlite,
    work_with_files,
)

__all__ = ["any_work", "database", "work", "work_on_sqlite", "work_with_files"]
