"""The type of a file's content has the name of the header that it is sent under."""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Renames the column; both databases do it in place."""
    op.execute("ALTER TABLE files RENAME COLUMN media_type TO content_type")


def downgrade() -> None:
    """The name that it had."""
    op.execute("ALTER TABLE files RENAME COLUMN content_type TO media_type")
