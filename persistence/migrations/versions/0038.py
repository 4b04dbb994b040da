"""Programs of others: the keys of their requests, and the webhooks that are told of each step.

A change of the webhooks puts the stamp of the office's people anew, under which they are kept.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.tables.base import Id, Instant, Words

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

_STAMP = "UPDATE stamps SET stamp = {drawn} WHERE name = 'staff'"


def upgrade() -> None:
    """Makes the tables, and lets the outbox hold what is told to webhooks."""
    op.create_table(
        "idempotency_keys",
        sa.Column("token_id", Id, nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["token_id"], ["tokens.id"], name=op.f("fk_idempotency_keys_token_id")
        ),
        sa.PrimaryKeyConstraint("token_id", "key", name=op.f("pk_idempotency_keys")),
    )
    op.create_index("ix_idempotency_keys_at", "idempotency_keys", ["at"])
    op.create_table(
        "webhooks",
        sa.Column("id", Id, nullable=False),
        sa.Column("institution", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("secrets", Words(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by", sa.String(length=300), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("ended_by", sa.String(length=300), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhooks")),
    )
    _allow("mail", "document", "webhook")
    op.create_index("ix_outbox_webhook_id", "outbox", ["webhook_id"])
    for action in ("INSERT", "UPDATE", "DELETE"):
        _stamps(action)


def downgrade() -> None:
    """Drops them; messages to webhooks go with them."""
    for action in ("insert", "update", "delete"):
        name = f"webhooks_{action}_stamps"
        op.execute(f"DROP TRIGGER {name}" + (" ON webhooks" if _on_postgresql() else ""))
        if _on_postgresql():
            op.execute(f"DROP FUNCTION {name}()")
    op.execute("DELETE FROM outbox WHERE action = 'webhook'")
    op.drop_index("ix_outbox_webhook_id", table_name="outbox")
    _allow("mail", "document")
    op.drop_table("webhooks")
    op.drop_index("ix_idempotency_keys_at", table_name="idempotency_keys")
    op.drop_table("idempotency_keys")


def _allow(*actions: str) -> None:
    """Says anew which actions there are; SQLite makes the table anew for it."""
    words = ", ".join(f"'{action}'" for action in actions)
    with op.batch_alter_table("outbox") as batch:
        batch.drop_constraint(op.f("ck_outbox_action"), type_="check")
        batch.create_check_constraint(op.f("ck_outbox_action"), sa.text(f"action IN ({words})"))
        if "webhook" in actions:
            batch.add_column(sa.Column("webhook_id", Id, nullable=True))
            batch.create_foreign_key(
                op.f("fk_outbox_webhook_id"), "webhooks", ["webhook_id"], ["id"]
            )
        else:
            batch.drop_constraint(op.f("fk_outbox_webhook_id"), type_="foreignkey")
            batch.drop_column("webhook_id")


def _stamps(action: str) -> None:
    name = f"webhooks_{action.lower()}_stamps"
    if _on_postgresql():
        body = _STAMP.format(drawn="drawn_stamp()")
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {body}; RETURN NULL; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} AFTER {action} ON webhooks FOR EACH ROW "
            f"EXECUTE FUNCTION {name}()"
        )
    else:
        body = _STAMP.format(drawn="random()")
        op.execute(f"CREATE TRIGGER {name} AFTER {action} ON webhooks BEGIN {body}; END")


def _on_postgresql() -> bool:
    on: bool = op.get_bind().dialect.name == "postgresql"
    return on
