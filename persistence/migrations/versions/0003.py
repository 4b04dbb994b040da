"""A Decree keeps the legal remedy that was in force when it was issued (BMU-24b, annex 9)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; until now article 24 was the remedy of every Decree of the university."""
    op.add_column("decrees", sa.Column("remedy", sa.String(length=20)))
    op.execute(
        "UPDATE decrees SET remedy = 'article_24' "
        "WHERE case_id IN (SELECT id FROM cases WHERE institution = 'bmu')"
    )


def downgrade() -> None:
    """Forgets which remedy each Decree bears."""
    op.drop_column("decrees", "remedy")
