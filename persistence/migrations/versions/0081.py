"""Who leads a project is known by name in both scripts, where that is recorded.

The guards of the two tables are taken down; the program puts them up again for the columns that
there are.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None

_TABLES = ("leading_professors", "project_administrators")


def upgrade() -> None:
    """Adds the columns, empty."""
    for table in _TABLES:
        _take_guard_down(table)
        op.add_column(table, sa.Column("name_in_other_script", sa.String(length=300)))


def downgrade() -> None:
    """Drops them."""
    for table in _TABLES:
        _take_guard_down(table)
        op.drop_column(table, "name_in_other_script")


def _take_guard_down(table: str) -> None:
    on_table = f" ON {table}" if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(f"DROP TRIGGER IF EXISTS {table}_sealed_update{on_table}")
