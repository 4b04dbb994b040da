"""The cases of a process are counted by state from an index; that of all ended cases goes."""

from __future__ import annotations

from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Puts an index in the place of one that nothing asks for."""
    op.drop_index("ix_cases_ended_state", table_name="cases")
    op.create_index("ix_cases_state", "cases", ["institution", "process", "state"])


def downgrade() -> None:
    """Puts the old one back."""
    op.drop_index("ix_cases_state", table_name="cases")
    op.create_index("ix_cases_ended_state", "cases", ["ended", "state"])
