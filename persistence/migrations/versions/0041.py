"""Open cases by their latest safe day, for the board and the work lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the index."""
    where = sa.text("ended IS false" if _on_postgresql() else "ended IS 0")
    op.create_index(
        "ix_cases_safe_by",
        "cases",
        ["safe_by"],
        sqlite_where=where,
        postgresql_where=where,
    )


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def downgrade() -> None:
    """Drops it."""
    op.drop_index("ix_cases_safe_by", table_name="cases")
