"""People outside have links to one case, and hand in what the office then accepts or returns."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the two tables."""
    op.create_table(
        "outside_links",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("mail_key", sa.String(300), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger()),
        sa.Column("revoked_by", sa.String(300)),
        sa.Column("locked_at", sa.BigInteger()),
        sa.Column("wrong_codes", sa.Integer(), nullable=False),
        sa.Column("code_asked_at", sa.BigInteger()),
        sa.Column("code_hash", sa.String(64)),
        sa.Column("code_ends_at", sa.BigInteger()),
        sa.CheckConstraint(
            "purpose = 'candidate' OR purpose = 'host'", name=op.f("ck_outside_links_purpose")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_outside_links_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_links")),
        sa.UniqueConstraint("mail_key", name=op.f("uq_outside_links_mail_key")),
    )
    op.create_index("ix_outside_links_case_id", "outside_links", ["case_id"])
    op.create_table(
        "submissions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("document", sa.String(60)),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("file", sa.String(64)),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("form_key", sa.String(64), nullable=False),
        sa.Column("outcome", sa.String(20)),
        sa.Column("settled_at", sa.BigInteger()),
        sa.Column("settled_by", sa.String(300)),
        sa.Column("reason", sa.Text()),
        sa.CheckConstraint("kind = 'fact' OR kind = 'step'", name=op.f("ck_submissions_kind")),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome = 'accepted' OR outcome = 'returned'",
            name=op.f("ck_submissions_outcome"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_submissions_case_id")),
        sa.ForeignKeyConstraint(["file"], ["files.sha256"], name=op.f("fk_submissions_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("form_key", name=op.f("uq_submissions_form_key")),
    )
    op.create_index("ix_submissions_case_id", "submissions", ["case_id"])
    waiting = sa.text("outcome IS NULL")
    op.create_index(
        "ix_submissions_waiting",
        "submissions",
        ["received_at"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def downgrade() -> None:
    """Forgets them."""
    op.drop_table("submissions")
    op.drop_table("outside_links")
