"""When the sweep, the worker and the briefing were last there; given-up actions by an index.

Of an office that ran before, the last briefing is known; the others show themselves in a moment.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table, with the last briefing that was written."""
    op.create_table(
        "signs_of_life",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_signs_of_life")),
    )
    op.execute(
        "INSERT INTO signs_of_life (name, holder, at) SELECT 'briefing', '', MAX(written_at)"
        " FROM mails WHERE mail = 'briefing' HAVING MAX(written_at) IS NOT NULL"
    )
    where = sa.text("status = 'dead' OR status = 'uncertain'")
    op.create_index(
        "ix_outbox_given_up", "outbox", ["case_id"], sqlite_where=where, postgresql_where=where
    )


def downgrade() -> None:
    """Drops it."""
    op.drop_index("ix_outbox_given_up", table_name="outbox")
    op.drop_table("signs_of_life")
