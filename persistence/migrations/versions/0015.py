"""One word for one thing: deputies, number sequences, a history's tip, the calls of requests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = (("substitutes", "deputies"), ("registers", "number_sequences"))
COLUMNS = (
    ("deputies", "acting_for", "deputy_for"),
    ("history", "acting_for", "deputy_for"),
    ("commission_changes", "acting_for", "deputy_for"),
    ("cases", "history_head", "history_tip"),
    ("calls", "standing", "for_requests"),
)
CONSTRAINTS = (
    ("deputies", "pk_substitutes", "pk_deputies"),
    ("deputies", "ck_substitutes_order", "ck_deputies_order"),
    ("number_sequences", "pk_registers", "pk_number_sequences"),
)


def upgrade() -> None:
    """Renames; no row changes, and each entry of the history keeps its hash."""
    for before, after in TABLES:
        op.rename_table(before, after)
    for table, before, after in COLUMNS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {before} TO {after}")
    _rename_constraints([(table, before, after) for table, before, after in CONSTRAINTS])


def downgrade() -> None:
    """Gives back the names of before."""
    _rename_constraints([(table, after, before) for table, before, after in CONSTRAINTS])
    for table, before, after in COLUMNS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {after} TO {before}")
    for before, after in TABLES:
        op.rename_table(after, before)


def _rename_constraints(names: list[tuple[str, str, str]]) -> None:
    """PostgreSQL renames them; on SQLite the one that has a name is made anew with its table."""
    if op.get_bind().dialect.name == "postgresql":
        for table, before, after in names:
            op.execute(f"ALTER TABLE {table} RENAME CONSTRAINT {before} TO {after}")
        return
    ((before, after),) = [(a, b) for _, a, b in names if a.startswith("ck_")]
    with op.batch_alter_table("deputies", recreate="always") as batch:
        batch.drop_constraint(op.f(before), type_="check")
        batch.create_check_constraint(op.f(after), sa.text("first_day <= last_day"))
