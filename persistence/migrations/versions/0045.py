"""Where the home institution of who comes to us is written to, and staff's names in the other script.

Nobody has recorded either yet.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns, empty."""
    op.add_column("candidates", sa.Column("home_email", sa.String(length=200), nullable=True))
    op.add_column("staff", sa.Column("name_in_other_script", sa.String(length=300), nullable=True))


def downgrade() -> None:
    """Drops the columns."""
    op.drop_column("staff", "name_in_other_script")
    op.drop_column("candidates", "home_email")
