"""Cases that have ended are found by when they did: of a hundred thousand those that are due to go
are looked for each time that the page of personal data is opened.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0085"
down_revision = "0084"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the index."""
    op.create_index(
        "ix_cases_ended",
        "cases",
        ["institution", "entered_at"],
        sqlite_where=sa.text("ended IS 1"),
        postgresql_where=sa.text("ended IS true"),
    )


def downgrade() -> None:
    """Drops it."""
    op.drop_index("ix_cases_ended", table_name="cases")
