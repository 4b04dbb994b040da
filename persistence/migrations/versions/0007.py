"""A candidate may be of a faculty that is the home institution itself (BMU-8b, BMU-30)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; until now nobody was of such a faculty."""
    op.add_column("candidates", sa.Column("faculty", sa.String(length=40), nullable=True))


def downgrade() -> None:
    """Forgets the faculties."""
    with op.batch_alter_table("candidates") as table:
        table.drop_column("faculty")
