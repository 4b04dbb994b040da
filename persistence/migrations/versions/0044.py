"""Lists kept under a name; names, acts and a call's cases by an index; an order by the safe day.

`safe_key` is the latest safe day, else the due date, else the last day of all: a list begins with
what must be done first. The database keeps it, as it keeps the other columns of `listed_cases`.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


NEVER = "9999-12-31"


def upgrade() -> None:
    """Makes the table, the indexes and the column with what keeps it."""
    op.create_table(
        "saved_lists",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("institution", sa.String(length=40), nullable=False),
        sa.Column("login", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_lists")),
        sa.UniqueConstraint("login", "name", name=op.f("uq_saved_lists_login_name")),
    )
    op.create_index("ix_persons_folded", "persons", ["folded"])
    op.create_index("ix_history_person", "history", ["person", "at"])
    op.drop_index(op.f("ix_listed_cases_call_id"), table_name="listed_cases")
    columns = ["call_id", "state", "awaited", "ended", "due_key", "case_id"]
    op.create_index("ix_listed_cases_call", "listed_cases", columns)
    _add_safe_key()


def _add_safe_key() -> None:
    last = sa.text(f"'{NEVER}'")
    column = sa.Column("safe_key", sa.Date(), nullable=False, server_default=last)
    op.add_column("listed_cases", column)
    columns = ["ended", "safe_key", "due_key", "case_id"]
    op.create_index("ix_listed_cases_safe", "listed_cases", columns)
    op.execute(f"UPDATE listed_cases SET safe_key = {_of_case('listed_cases.case_id')}")
    for name, event, case in (
        ("listed_cases_safe", "INSERT ON listed_cases", "NEW.case_id"),
        ("cases_safe", "UPDATE OF safe_by, due ON cases", "NEW.id"),
    ):
        body = f"UPDATE listed_cases SET safe_key = {_of_case(case)} WHERE case_id = {case}"
        _trigger(name, event, body)


def _of_case(case: str) -> str:
    never = f"DATE '{NEVER}'" if _on_postgresql() else f"'{NEVER}'"
    return f"(SELECT coalesce(safe_by, due, {never}) FROM cases WHERE cases.id = {case})"


def _trigger(name: str, event: str, body: str) -> None:
    if _on_postgresql():
        op.execute(
            f"CREATE FUNCTION {name}_listed() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {body}; RETURN NULL; END $$"
        )
        body = f"EXECUTE FUNCTION {name}_listed()"
    else:
        body = f"BEGIN {body}; END"
    op.execute(f"CREATE TRIGGER {name}_listed AFTER {event} FOR EACH ROW {body}")


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def downgrade() -> None:
    """Takes them away."""
    for name, table in (("cases_safe", "cases"), ("listed_cases_safe", "listed_cases")):
        op.execute(f"DROP TRIGGER {name}_listed" + (f" ON {table}" if _on_postgresql() else ""))
        if _on_postgresql():
            op.execute(f"DROP FUNCTION {name}_listed()")
    op.drop_index("ix_listed_cases_safe", table_name="listed_cases")
    op.drop_column("listed_cases", "safe_key")
    op.drop_index("ix_listed_cases_call", table_name="listed_cases")
    op.create_index(op.f("ix_listed_cases_call_id"), "listed_cases", ["call_id"])
    op.drop_index("ix_history_person", table_name="history")
    op.drop_index("ix_persons_folded", table_name="persons")
    op.drop_table("saved_lists")
