"""Each assignment says in which role somebody appointed, and who entered and who ended it (BMU-32)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ADDED = (("appointed_as", 40), ("entered_by", 300), ("ended_by", 300))


def upgrade() -> None:
    """Adds the columns; of what was entered before, it is not known."""
    for name, length in ADDED:
        op.add_column("role_assignments", sa.Column(name, sa.String(length=length), nullable=True))
    op.add_column("substitutes", sa.Column("entered_by", sa.String(length=300), nullable=True))


def downgrade() -> None:
    """Forgets it."""
    with op.batch_alter_table("role_assignments") as table:
        for name, _ in ADDED:
            table.drop_column(name)
    with op.batch_alter_table("substitutes") as table:
        table.drop_column("entered_by")
