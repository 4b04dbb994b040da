"""A call says who opened it, in whose place and when; of those of before, nobody wrote it down."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.tables.base import Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns."""
    op.add_column("calls", sa.Column("opened_at", Instant(), nullable=True))
    op.add_column("calls", sa.Column("opened_by", sa.String(length=300), nullable=True))
    op.add_column("calls", sa.Column("opened_as", sa.String(length=40), nullable=True))
    op.add_column("calls", sa.Column("opened_for", sa.String(length=40), nullable=True))


def downgrade() -> None:
    """Forgets them."""
    for name in ("opened_at", "opened_by", "opened_as", "opened_for"):
        op.drop_column("calls", name)
