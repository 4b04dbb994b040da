"""Grading tables and precedents that the office keeps; free electives and the field of studies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.tables.base import Exact, Id, Instant, Words

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = (
    "precedent_withdrawals",
    "precedents",
    "grading_table_withdrawals",
    "grading_table_rows",
    "grading_tables",
)
"""What belongs to others stands first, so that it can be dropped first."""


def upgrade() -> None:
    """Makes the registers, empty: they fill with the tables and Decrees that come from now on."""
    op.add_column("transcripts", sa.Column("field", sa.String(length=4)))
    op.add_column(
        "recognition_decisions",
        sa.Column("elective", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    _grading_tables()
    _precedents()
    if op.get_context().dialect.name == "postgresql":
        _make_append_only_on_postgresql()
    else:
        _make_append_only_on_sqlite()


def _make_append_only_on_postgresql() -> None:
    """What was entered stays: the database itself refuses to change or remove a row."""
    op.execute(
        "CREATE FUNCTION register_is_append_only() RETURNS trigger AS $$ BEGIN "
        "RAISE EXCEPTION 'the register is append-only'; END $$ LANGUAGE plpgsql"
    )
    for table in TABLES:
        for action, every in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            op.execute(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                f"FOR EACH {every} EXECUTE FUNCTION register_is_append_only()"
            )


def _make_append_only_on_sqlite() -> None:
    for table in TABLES:
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END"
            )


def _grading_tables() -> None:
    op.create_table(
        "grading_tables",
        sa.Column("id", Id, nullable=False),
        sa.Column("kept_by", sa.String(length=40), nullable=False),
        sa.Column("institution", sa.String(length=300)),
        sa.Column("field", sa.String(length=4)),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date()),
        sa.Column("source", sa.Text()),
        sa.Column("added_at", Instant(), nullable=False),
        sa.Column("person", sa.String(length=300), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "last_day IS NULL OR first_day <= last_day", name=op.f("ck_grading_tables_order")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grading_tables")),
    )
    op.create_index(op.f("ix_grading_tables_kept_by"), "grading_tables", ["kept_by"])
    op.create_table(
        "grading_table_rows",
        sa.Column("table_id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("grade", sa.String(length=40), nullable=False),
        sa.Column("percent", Exact(), nullable=False),
        sa.Column("passing", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["table_id"], ["grading_tables.id"], name=op.f("fk_grading_table_rows_table_id")
        ),
        sa.PrimaryKeyConstraint("table_id", "position", name=op.f("pk_grading_table_rows")),
    )
    op.create_table(
        "grading_table_withdrawals",
        sa.Column("table_id", Id, nullable=False),
        *_withdrawn(),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["table_id"], ["grading_tables.id"], name=op.f("fk_grading_table_withdrawals_table_id")
        ),
        sa.PrimaryKeyConstraint("table_id", name=op.f("pk_grading_table_withdrawals")),
    )


def _precedents() -> None:
    op.create_table(
        "precedents",
        sa.Column("id", Id, nullable=False),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("decree_id", Id, nullable=False),
        sa.Column("host", sa.String(length=300), nullable=False),
        sa.Column("host_key", sa.String(length=300), nullable=False),
        sa.Column("course", sa.String(length=300), nullable=False),
        sa.Column("home_title", sa.String(length=300), nullable=False),
        sa.Column("home_ects", Exact()),
        sa.Column("home_hours", Exact()),
        sa.Column("together_with", Words(), nullable=False),
        sa.Column("recognised_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_precedents_case_id")),
        sa.ForeignKeyConstraint(
            ["decree_id"], ["decrees.id"], name=op.f("fk_precedents_decree_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_precedents")),
        sa.UniqueConstraint(
            "decree_id", "course", "home_title",
            name=op.f("uq_precedents_decree_id_course_home_title"),
        ),
    )  # fmt: skip
    op.create_index(op.f("ix_precedents_case_id"), "precedents", ["case_id"])
    op.create_index(op.f("ix_precedents_host_key"), "precedents", ["host_key"])
    op.create_table(
        "precedent_withdrawals",
        sa.Column("precedent_id", Id, nullable=False),
        *_withdrawn(),
        sa.Column("reason", sa.Text()),
        sa.Column("decree_id", Id),
        sa.CheckConstraint(
            "reason IS NOT NULL OR decree_id IS NOT NULL",
            name=op.f("ck_precedent_withdrawals_reasoned"),
        ),
        sa.ForeignKeyConstraint(
            ["precedent_id"], ["precedents.id"],
            name=op.f("fk_precedent_withdrawals_precedent_id"),
        ),
        sa.ForeignKeyConstraint(
            ["decree_id"], ["decrees.id"], name=op.f("fk_precedent_withdrawals_decree_id")
        ),
        sa.PrimaryKeyConstraint("precedent_id", name=op.f("pk_precedent_withdrawals")),
    )  # fmt: skip


def _withdrawn() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("at", Instant(), nullable=False),
        sa.Column("person", sa.String(length=300), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
    )


def downgrade() -> None:
    """Forgets both registers, which electives were, and the field of studies."""
    for table in TABLES:
        op.drop_table(table)
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION register_is_append_only()")
    op.drop_column("recognition_decisions", "elective")
    op.drop_column("transcripts", "field")
