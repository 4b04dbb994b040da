"""A call tells what extra support there is for candidates (BMU-15a); those of before tell nothing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds what it tells."""
    op.add_column("calls", sa.Column("extra_support", sa.Text(), nullable=True))


def downgrade() -> None:
    """Takes it away."""
    op.drop_column("calls", "extra_support")
