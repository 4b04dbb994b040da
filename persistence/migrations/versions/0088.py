"""The words of one row are found, for a search that asks each line of a list."""

from __future__ import annotations

from alembic import op

revision = "0088"
down_revision = "0087"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the index."""
    op.create_index("ix_search_words_row", "search_words", ["row_id", "kind", "word"])


def downgrade() -> None:
    """Drops it."""
    op.drop_index("ix_search_words_row", table_name="search_words")
