"""International projects: what each proposes, who leads it, what was granted, and its mobilities.

Eight tables for facts: a row a case, or one for each record.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from persistence.tables.base import Exact, Id

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None

_NAME = sa.String(length=300)
SEVERAL: dict[str, tuple[sa.Column[Any], ...]] = {
    "project_partners": (
        sa.Column("partner", _NAME, nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("erasmus_code", sa.String(length=20)),
        sa.Column("coordinates", sa.Boolean(), nullable=False),
    ),
    "deliverables": (
        sa.Column("title", _NAME, nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("delivered_on", sa.Date()),
    ),
    "reports": (
        sa.Column("which", sa.String(length=40), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text()),
    ),
}
ONE: dict[str, tuple[sa.Column[Any], ...]] = {
    "projects": (
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("funder", _NAME, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("budget", Exact(), nullable=False),
        sa.Column("apply_by", sa.Date()),
    ),
    "leading_professors": (
        sa.Column("name", _NAME, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("academic_title", sa.String(length=60)),
        sa.Column("email", sa.String(length=200)),
    ),
    "project_administrators": (sa.Column("name", _NAME, nullable=False),),
    "project_grants": (
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("amount", Exact(), nullable=False),
        sa.Column("interim_report_due", sa.Date(), nullable=False),
        sa.Column("final_report_due", sa.Date(), nullable=False),
    ),
    "of_projects": (sa.Column("project", sa.String(length=40), nullable=False),),
}


def upgrade() -> None:
    """Adds the tables."""
    for name, columns in SEVERAL.items():
        position = sa.Column("position", sa.Integer(), nullable=False)
        _create(name, [position, *columns], ["case_id", "position"])
    for name, columns in ONE.items():
        _create(name, [*columns], ["case_id"])


def _create(name: str, columns: list[sa.Column[Any]], key: list[str]) -> None:
    op.create_table(
        name,
        sa.Column("case_id", Id, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f(f"fk_{name}_case_id")),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")),
    )


def downgrade() -> None:
    """Forgets them."""
    for name in (*SEVERAL, *ONE):
        op.drop_table(name)
