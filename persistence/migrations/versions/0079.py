"""Agreements with partners: their terms, the places a year, an earlier end, what comes next.

Four tables for facts: a row a case, or one for each record. Calls that stand keep their hosts: what
an agreement is asked for is the opening of a call.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from persistence.tables.base import Exact, Id

revision = "0079"
down_revision = "0078"
branch_labels = None
depends_on = None

_WORD = sa.String(length=40)
PLACES: tuple[sa.Column[Any], ...] = (
    sa.Column("position", sa.Integer(), nullable=False),
    sa.Column("direction", _WORD, nullable=False),
    sa.Column("mobility", _WORD, nullable=False),
    sa.Column("yearly_places", sa.Integer(), nullable=False),
    sa.Column("field", sa.Text()),
    sa.Column("level", _WORD),
    sa.Column("hours", Exact()),
)
ONE: dict[str, tuple[sa.Column[Any], ...]] = {
    "partner_terms": (
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("languages", sa.String(length=200)),
    ),
    "agreement_ends": (
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    ),
    "next_agreements": (sa.Column("agreement", _WORD, nullable=False),),
}


def upgrade() -> None:
    """Adds the tables."""
    _create("agreed_places", PLACES, ["case_id", "position"])
    for name, columns in ONE.items():
        _create(name, columns, ["case_id"])


def _create(name: str, columns: tuple[sa.Column[Any], ...], key: list[str]) -> None:
    op.create_table(
        name,
        sa.Column("case_id", Id, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f(f"fk_{name}_case_id")),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")),
    )


def downgrade() -> None:
    """Forgets them."""
    for name in ("agreed_places", *ONE):
        op.drop_table(name)
