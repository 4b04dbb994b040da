"""Who was placed at a host is counted from an index."""

from __future__ import annotations

from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the index."""
    op.create_index("ix_placements_host", "placements", ["host"])


def downgrade() -> None:
    """Drops it."""
    op.drop_index("ix_placements_host", table_name="placements")
