"""A sign of life may say what keeps a part of the office from its work: a mailbox that can't be
read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0082"
down_revision = "0081"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column, empty."""
    op.add_column("signs_of_life", sa.Column("obstacle", sa.Text()))


def downgrade() -> None:
    """Drops it."""
    with op.batch_alter_table("signs_of_life") as batch:
        batch.drop_column("obstacle")
