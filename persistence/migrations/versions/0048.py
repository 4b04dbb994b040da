"""Partners are a register: their language, contacts, and which name is whose; closures on the page.

The partners are those that calls have named; each is its own until somebody says that two are one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Adds the columns, empty, and makes the tables."""
    op.add_column("partners", sa.Column("language", sa.String(length=20), nullable=True))
    op.add_column("partners", sa.Column("merged_into", BIG, nullable=True))
    op.create_index(op.f("ix_partners_merged_into"), "partners", ["merged_into"], unique=False)
    op.create_table(
        "partner_contacts",
        sa.Column("id", BIG, nullable=False),
        sa.Column("partner_id", BIG, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("duty", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_partner_contacts_partner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_contacts")),
    )
    op.create_index(
        op.f("ix_partner_contacts_partner_id"), "partner_contacts", ["partner_id"], unique=False
    )
    op.create_table(
        "closures",
        sa.Column("id", BIG, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason_en", sa.String(length=200), nullable=False),
        sa.Column("reason_sr", sa.String(length=200), nullable=False),
        sa.Column("entered_by", sa.String(length=300), nullable=False),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn_by", sa.String(length=300), nullable=True),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_closures_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closures")),
    )


def downgrade() -> None:
    """Takes them away."""
    op.drop_table("closures")
    op.drop_table("partner_contacts")
    op.drop_index(op.f("ix_partners_merged_into"), table_name="partners")
    op.drop_column("partners", "merged_into")
    op.drop_column("partners", "language")
