"""A copy of a document that was sent back says when: what comes in its place comes anew.

Of a case whose documents went back, the copies recorded before the last time had been sent back.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

_SENT_BACK = """
update documents set sent_back_at = (
  select max(history.at) from history
  where history.case_id = documents.case_id and history.name = 'return_documents'
  and history.at >= documents.recorded_at
)
where not produced and withdrawn_at is null
"""


def upgrade() -> None:
    """Adds the column, and fills it where documents went back."""
    op.add_column("documents", sa.Column("sent_back_at", sa.BigInteger(), nullable=True))
    op.execute(_SENT_BACK)


def downgrade() -> None:
    """Drops the column."""
    op.drop_column("documents", "sent_back_at")
