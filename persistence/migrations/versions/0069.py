"""A signature from outside says which text was signed: the version, and the digest of its words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns, empty: nothing was signed there before."""
    op.add_column("submissions", sa.Column("text_version", sa.Integer()))
    op.add_column("submissions", sa.Column("text_digest", sa.String(64)))


def downgrade() -> None:
    """Forgets them; the guard that tells of them goes first, and is put up again by the program."""
    on_table = " ON submissions" if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(f"DROP TRIGGER IF EXISTS submissions_sealed_update{on_table}")
    op.drop_column("submissions", "text_digest")
    op.drop_column("submissions", "text_version")
