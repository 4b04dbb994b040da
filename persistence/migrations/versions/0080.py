"""Objections and suggestions have a limit with its receipt, and a task of the plans."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0079"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Adds the columns, empty."""
    _take_guard_down()
    with op.batch_alter_table("incoming_mails") as batch:
        batch.add_column(sa.Column("receipt", sa.Text()))
        batch.add_column(sa.Column("task_id", _ID))
        batch.create_foreign_key(
            op.f("fk_incoming_mails_task_id"), "tasks", ["task_id"], ["id"]
        )
    op.create_index(op.f("ix_incoming_mails_task_id"), "incoming_mails", ["task_id"])


def downgrade() -> None:
    """Drops them."""
    _take_guard_down()
    op.drop_index(op.f("ix_incoming_mails_task_id"), "incoming_mails")
    with op.batch_alter_table("incoming_mails") as batch:
        batch.drop_constraint(op.f("fk_incoming_mails_task_id"), type_="foreignkey")
        batch.drop_column("task_id")
        batch.drop_column("receipt")


def _take_guard_down() -> None:
    on_table = " ON incoming_mails" if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(f"DROP TRIGGER IF EXISTS incoming_mails_sealed_update{on_table}")
