"""What people wrote can be erased: the log of handling and the log of changes have it by a salted
digest as the history does, and each erasure is kept.

Entries made before have no digest of their own; where one of them is erased, its chain is computed
anew from there on. A file is known by the digest of its content, so no seal names it any more.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_LOGS = ("handling_log", "changes")


def upgrade() -> None:
    """Adds the digests of the logs, and the tables of erasures."""
    for log in _LOGS:
        op.add_column(log, sa.Column("sealed", sa.String(length=32), nullable=True))
        op.add_column(log, sa.Column("salt", sa.String(length=32), nullable=True))
    op.create_table(
        "erasures",
        sa.Column("id", Id, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.String(length=300), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("leftovers", sa.Text(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
    )
    op.create_table(
        "erased_cases",
        sa.Column("erasure_id", Id, autoincrement=False, nullable=False),
        sa.Column("case_id", Id, autoincrement=False, nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["erasure_id"], ["erasures.id"], name=op.f("fk_erased_cases_erasure_id_erasures")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_erased_cases_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("erasure_id", "case_id", name=op.f("pk_erased_cases")),
    )
    op.create_index("ix_erased_cases_case_id", "erased_cases", ["case_id"])
    _forget_guards_of_files()


def _forget_guards_of_files() -> None:
    on = " ON files" if op.get_bind().dialect.name == "postgresql" else ""
    for event in ("insert", "update", "delete"):
        op.execute(f"DROP TRIGGER IF EXISTS files_sealed_{event}{on}")


def downgrade() -> None:
    """Forgets who erased what; digests of what was erased are nobody's any more."""
    op.drop_index("ix_erased_cases_case_id", table_name="erased_cases")
    op.drop_table("erased_cases")
    op.drop_table("erasures")
    for log in _LOGS:
        op.drop_column(log, "salt")
        op.drop_column(log, "sealed")
