"""The definitions that cases run on are kept, so that a changed file is found out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.tables.base import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table; definitions are kept from the next case on."""
    op.create_table(
        "definitions",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kept_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_definitions")),
    )


def downgrade() -> None:
    """Forgets the kept texts; cases still remember the digests."""
    op.drop_table("definitions")
