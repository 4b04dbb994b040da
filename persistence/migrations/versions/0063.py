"""That an action was done is sealed, and the points of a case by one digest.

What a chain of seals has of them so far is sealed anew as it stands, in the seal of the upgrade. The
cases of lists and of batches have their indexes: whoever verifies reads them case by case. So have
the actions of no case, by their mails: of each mail all actions that send it are compared.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.touched import Touch, touch

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None

BY_CASE = ("ranking_entries", "batch_items")


def upgrade() -> None:
    """Seals anew what is sealed otherwise from now on."""
    for table in BY_CASE:
        op.create_index(op.f(f"ix_{table}_case_id"), table, ["case_id"])
    of_no_case = sa.text("case_id IS NULL")
    op.create_index(
        "ix_outbox_of_no_case", "outbox", ["mail_key"],
        sqlite_where=of_no_case, postgresql_where=of_no_case,
    )
    connection = op.get_bind()
    on = " ON scores" if connection.dialect.name == "postgresql" else ""
    for event in ("insert", "update", "delete"):
        op.execute(f"DROP TRIGGER IF EXISTS scores_sealed_{event}{on}")
    if not connection.execute(sa.text("SELECT length FROM seal_tip")).scalar():
        return
    done = sa.text("SELECT key, case_id FROM outbox WHERE done_at IS NOT NULL")
    points = sa.text("SELECT case_id, member, criterion FROM scores")
    for key, case_id in connection.execute(done):
        touch(connection, [Touch("done_actions", key, key, case_id)])
    for case_id, member, criterion in connection.execute(points):
        earlier = Touch("scores", case_id, f"{case_id}/{member}/{criterion}", case_id)
        touch(connection, [earlier, Touch("scores", case_id, f"{case_id}", case_id)])


def downgrade() -> None:
    """Drops the indexes; guards are put up by whoever brings a database up to date."""
    op.drop_index("ix_outbox_of_no_case", "outbox")
    for table in BY_CASE:
        op.drop_index(op.f(f"ix_{table}_case_id"), table)
