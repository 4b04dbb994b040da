"""What was done and what was opened since a day is found by an index: the page of a meeting."""

from __future__ import annotations

from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the indexes."""
    op.create_index("ix_history_at", "history", ["at"])
    op.create_index("ix_cases_opened_at", "cases", ["institution", "opened_at"])


def downgrade() -> None:
    """Drops them."""
    op.drop_index("ix_cases_opened_at", table_name="cases")
    op.drop_index("ix_history_at", table_name="history")
