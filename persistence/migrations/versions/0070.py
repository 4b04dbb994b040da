"""Files may be kept in the database, by their content."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table, empty: files lie in the data folder until somebody says otherwise."""
    op.create_table(
        "file_contents",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_file_contents")),
    )


def downgrade() -> None:
    """Forgets the files that are kept in it: take them into the folder before."""
    op.drop_table("file_contents")
