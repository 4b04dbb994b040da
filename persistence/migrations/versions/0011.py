"""Each substitution says who ended it before its last day, where somebody did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; until now none could be ended."""
    op.add_column("substitutes", sa.Column("ended_by", sa.String(length=300), nullable=True))


def downgrade() -> None:
    """Forgets it; the days stay as they are."""
    with op.batch_alter_table("substitutes") as table:
        table.drop_column("ended_by")
