"""The regulations that cases run on are kept word for word, as definitions are.

No text of before is known: the next start keeps the one that it finds.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table, empty."""
    op.create_table(
        "regulations",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regulations")),
    )
    op.create_index(op.f("ix_regulations_key"), "regulations", ["key"])


def downgrade() -> None:
    """Drops it: what the files say today is all that is left."""
    op.drop_index(op.f("ix_regulations_key"), "regulations")
    op.drop_table("regulations")
