"""Numbers of open cases are read from indexes alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the indexes."""
    false = "false" if op.get_bind().dialect.name == "postgresql" else "0"
    runs = sa.text(f"ended IS {false} AND rests IS {false}")
    op.create_index(
        "ix_listed_cases_running",
        "listed_cases",
        ["institution", "due_key", "case_id"],
        sqlite_where=runs,
        postgresql_where=runs,
    )
    op.create_index(
        "ix_listed_cases_awaited",
        "listed_cases",
        ["institution", "awaited", "due_key", "call_id", "case_id"],
        sqlite_where=runs,
        postgresql_where=runs,
    )
    is_open = sa.text(f"ended IS {false}")
    op.create_index(
        "ix_cases_open_since",
        "cases",
        ["institution", "process", "state", "entered_at"],
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_index("ix_cases_versions", "cases", ["institution", "version"])


def downgrade() -> None:
    """Drops them."""
    op.drop_index("ix_cases_versions", table_name="cases")
    op.drop_index("ix_cases_open_since", table_name="cases")
    op.drop_index("ix_listed_cases_awaited", table_name="listed_cases")
    op.drop_index("ix_listed_cases_running", table_name="listed_cases")
