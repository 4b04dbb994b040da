"""The latest safe day of what a case awaits, and how many days each step usually takes.

Open cases of before get theirs as the worker counts next; until then no list shows one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

ACTIONS = ("insert", "update", "delete")
STAMP = "UPDATE stamps SET stamp = {drawn} WHERE name = 'usual_days'"


def upgrade() -> None:
    """Adds the columns, empty, the medians, and the stamp that they are kept under."""
    op.add_column("cases", sa.Column("safe_by", sa.Date(), nullable=True))
    op.add_column("cases", sa.Column("safe_receipt", sa.Text(), nullable=True))
    op.create_table(
        "usual_days",
        sa.Column("institution", sa.String(length=40), nullable=False),
        sa.Column("process", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "institution", "process", "state", "step", name=op.f("pk_usual_days")
        ),
    )
    op.create_table(
        "usual_days_counts",
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("counted_on", name=op.f("pk_usual_days_counts")),
    )
    drawn = "drawn_stamp()" if _on_postgresql() else "random()"
    op.execute(f"INSERT INTO stamps (name, stamp) VALUES ('usual_days', {drawn})")
    for action in ACTIONS:
        _trigger(action, STAMP.format(drawn=drawn))


def _trigger(action: str, body: str) -> None:
    name, event = f"usual_days_{action}", f"AFTER {action.upper()} ON usual_days"
    if _on_postgresql():
        op.execute(
            f"CREATE FUNCTION {name}_stamps() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {body}; RETURN NULL; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name}_stamps {event} FOR EACH STATEMENT "
            f"EXECUTE FUNCTION {name}_stamps()"
        )
    else:
        op.execute(f"CREATE TRIGGER {name}_stamps {event} BEGIN {body}; END")


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def downgrade() -> None:
    """Drops them."""
    for action in ACTIONS:
        on_table = " ON usual_days" if _on_postgresql() else ""
        op.execute(f"DROP TRIGGER usual_days_{action}_stamps{on_table}")
        if _on_postgresql():
            op.execute(f"DROP FUNCTION usual_days_{action}_stamps()")
    op.execute("DELETE FROM stamps WHERE name = 'usual_days'")
    op.drop_table("usual_days_counts")
    op.drop_table("usual_days")
    op.drop_column("cases", "safe_receipt")
    op.drop_column("cases", "safe_by")
