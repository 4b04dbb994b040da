"""What parties say of a version of an agreement has a table."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.tables.base import Id

revision = "0084"
down_revision = "0083"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "agreement_comments",
        sa.Column("case_id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("from_party", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_agreement_comments_case_id")
        ),
        sa.PrimaryKeyConstraint("case_id", "position", name=op.f("pk_agreement_comments")),
    )


def downgrade() -> None:
    """Drops it."""
    op.drop_table("agreement_comments")
