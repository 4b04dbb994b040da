"""Money: a ledger for each case, budgets of calls, and what is owed now."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables, empty."""
    op.create_table(
        "ledger_entries",
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("distance_km", sa.Integer(), nullable=True),
        sa.Column("green_travel", sa.Boolean(), nullable=False),
        sa.Column("fewer_opportunities", sa.Boolean(), nullable=False),
        sa.Column("interrupted_days", sa.Integer(), nullable=False),
        sa.Column("prolonged_to", sa.Date(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("rates", sa.String(length=60), nullable=True),
        sa.Column("receipt", sa.Text(), nullable=True),
        sa.Column("reference", sa.String(length=120), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind = 'granted' OR kind = 'changed' OR kind = 'paid' OR kind = 'paid_back'",
            name=op.f("ck_ledger_entries_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_ledger_entries_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("case_id", "position", name=op.f("pk_ledger_entries")),
    )
    op.create_table(
        "call_budgets",
        sa.Column("id", _ID, nullable=False),
        sa.Column("call_id", _ID, nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("project", sa.String(length=80), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.CheckConstraint("cents >= 0", name=op.f("ck_call_budgets_cents")),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_call_budgets_order")),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_call_budgets_call_id_calls")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_budgets")),
    )
    op.create_index(op.f("ix_call_budgets_call_id"), "call_budgets", ["call_id"])
    op.create_table(
        "money_due",
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_money_due_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "kind", name=op.f("pk_money_due")),
    )
    op.create_index(op.f("ix_money_due_next_at"), "money_due", ["next_at"])


def downgrade() -> None:
    """Forgets them."""
    for table in ("money_due", "call_budgets", "ledger_entries"):
        op.drop_table(table)
