"""Who is about to apply has a link to a call, and no case yet; what people outside type is kept.

On SQLite a column can't become one that may be empty: the table is made anew, with its rows. Its
guards go with it, and are put up again by the program.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NO_CASE = "case_id IS NOT NULL OR call_id IS NOT NULL"
_KEPT = (
    "id", "case_id", "purpose", "address", "mail_key", "hash", "made_at", "ends_at", "revoked_at",
    "revoked_by", "locked_at", "wrong_codes", "code_asked_at", "code_hash", "code_ends_at",
)  # fmt: skip


def upgrade() -> None:
    """A link may be of a call alone; drafts have a table."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER IF EXISTS outside_links_sealed_update ON outside_links")
        op.alter_column("outside_links", "case_id", nullable=True)
        op.add_column("outside_links", sa.Column("call_id", _ID))
        op.create_foreign_key(
            op.f("fk_outside_links_call_id"), "outside_links", "calls", ["call_id"], ["id"]
        )
        op.create_check_constraint(op.f("ck_outside_links_of_something"), "outside_links", _NO_CASE)
    else:
        _make_anew(of_calls=True)
    op.create_table(
        "outside_drafts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("form", sa.String(120), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_outside_drafts_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_drafts")),
        sa.UniqueConstraint("case_id", "purpose", "form", name=op.f("uq_outside_drafts_case_id_purpose_form")),
    )


def downgrade() -> None:
    """Links of calls go, and what was typed."""
    op.drop_table("outside_drafts")
    if op.get_bind().dialect.name == "postgresql":
        for event in ("update", "delete"):
            op.execute(f"DROP TRIGGER IF EXISTS outside_links_sealed_{event} ON outside_links")
        op.execute("DELETE FROM outside_links WHERE case_id IS NULL")
        op.drop_constraint(op.f("ck_outside_links_of_something"), "outside_links")
        op.drop_column("outside_links", "call_id")
        op.alter_column("outside_links", "case_id", nullable=False)
    else:
        _make_anew(of_calls=False)


def _make_anew(of_calls: bool) -> None:
    """The table on SQLite, with or without links of calls."""
    op.rename_table("outside_links", "former_links")
    op.drop_index("ix_outside_links_case_id")
    of_call: list[sa.schema.SchemaItem] = [
        sa.Column("call_id", _ID),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_outside_links_call_id")),
        sa.CheckConstraint(_NO_CASE, name=op.f("ck_outside_links_of_something")),
    ]
    op.create_table(
        "outside_links",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=of_calls),
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
        *(of_call if of_calls else ()),
        sa.CheckConstraint(
            "purpose = 'candidate' OR purpose = 'host'", name=op.f("ck_outside_links_purpose")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_outside_links_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_links")),
        sa.UniqueConstraint("mail_key", name=op.f("uq_outside_links_mail_key")),
    )
    columns = ", ".join(_KEPT)
    op.execute(
        f"INSERT INTO outside_links ({columns}) SELECT {columns} FROM former_links "
        "WHERE case_id IS NOT NULL"
    )
    op.drop_table("former_links")
    op.create_index("ix_outside_links_case_id", "outside_links", ["case_id"])
