"""What is done for people, and records that were withdrawn.

Seven tables for facts of care: a row a case, or one for each record. `withdrawn_at` says of a
document and of a signature that it was recorded wrongly; nothing recorded so far was.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from persistence.tables.base import Id

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_LEVEL = sa.String(length=40)
SEVERAL: dict[str, tuple[sa.Column[Any], ...]] = {
    "language_decisions": (
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("language_level", _LEVEL, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text()),
    ),
    "mentorings": (
        sa.Column("mentor", sa.String(length=300), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("note", sa.Text()),
    ),
    "extra_supports": (
        sa.Column("support", _LEVEL, nullable=False),
        sa.Column("asked_on", sa.Date()),
        sa.Column("what", sa.Text()),
        sa.Column("decided_on", sa.Date()),
        sa.Column("granted", sa.Boolean()),
        sa.Column("reason", sa.Text()),
    ),
    "helps": (
        sa.Column("need", _LEVEL, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
    ),
    "contacts": (
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("how", _LEVEL, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
    ),
}
ONE: dict[str, tuple[sa.Column[Any], ...]] = {
    "student_statuses": (
        sa.Column("requested_on", sa.Date()),
        sa.Column("decided_on", sa.Date()),
        sa.Column("status", _LEVEL),
    ),
    "evaluations": (
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("satisfaction", sa.Integer(), nullable=False),
        sa.Column("success", sa.String(length=300)),
        sa.Column("note", sa.Text()),
    ),
}
WITHDRAWABLE = ("documents", "signatures")


def upgrade() -> None:
    """Adds the tables and the columns."""
    for name, columns in SEVERAL.items():
        position = sa.Column("position", sa.Integer(), nullable=False)
        _create(name, [position, *columns], ["case_id", "position"])
    for name, columns in ONE.items():
        _create(name, [*columns], ["case_id"])
    for name in WITHDRAWABLE:
        op.add_column(name, sa.Column("withdrawn_at", sa.BigInteger(), nullable=True))


def _create(name: str, columns: list[sa.Column[Any]], key: list[str]) -> None:
    op.create_table(
        name,
        sa.Column("case_id", Id, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f(f"fk_{name}_case_id")),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")),
    )


def downgrade() -> None:
    """Takes them away; withdrawn records go with their columns, or they would count again."""
    connection = op.get_bind()
    for name in WITHDRAWABLE:
        connection.execute(sa.text(f"DELETE FROM {name} WHERE withdrawn_at IS NOT NULL"))
        op.drop_column(name, "withdrawn_at")
    for name in (*SEVERAL, *ONE):
        op.drop_table(name)
