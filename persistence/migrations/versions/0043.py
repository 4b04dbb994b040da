"""What the office sets itself to do: meetings, tasks, plans and their lines."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.tables.base import Id, Instant

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables, empty."""
    op.create_table(
        "meetings",
        sa.Column("id", Id, nullable=False),
        sa.Column("institution", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("institution", "day", name=op.f("uq_meetings_institution_day")),
    )
    op.create_table(
        "tasks",
        sa.Column("id", Id, nullable=False),
        sa.Column("institution", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("staff_id", Id, nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("meeting_id", Id, nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by", sa.String(length=300), nullable=False),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("done_by", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_tasks_meeting_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_tasks_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    op.create_index("ix_tasks_staff_id", "tasks", ["staff_id"])
    op.create_index("ix_tasks_meeting_id", "tasks", ["meeting_id"])
    op.create_table(
        "plans",
        sa.Column("id", Id, nullable=False),
        sa.Column("institution", sa.String(length=40), nullable=False),
        sa.Column("span", sa.String(length=10), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("begun_at", Instant(), nullable=False),
        sa.Column("begun_by", sa.String(length=300), nullable=False),
        sa.Column("given_out", sa.Integer(), nullable=False),
        sa.Column("given_out_at", Instant(), nullable=True),
        sa.Column("given_out_by", sa.String(length=300), nullable=True),
        sa.CheckConstraint("span IN ('day', 'week', 'month')", name=op.f("ck_plans_span")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("institution", "span", "first_day", name=op.f("uq_plans_institution_span_first_day")),
    )
    op.create_table(
        "plan_items",
        sa.Column("id", Id, nullable=False),
        sa.Column("plan_id", Id, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("case_id", Id, nullable=True),
        sa.Column("visit", sa.Integer(), nullable=True),
        sa.Column("step", sa.String(length=40), nullable=True),
        sa.Column("task_id", Id, nullable=True),
        sa.Column("staff_id", Id, nullable=True),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(case_id IS NULL) <> (task_id IS NULL)", name=op.f("ck_plan_items_about")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_plan_items_case_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_items_plan_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_plan_items_staff_id")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_plan_items_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_items")),
    )
    for column in ("plan_id", "case_id", "task_id"):
        op.create_index(f"ix_plan_items_{column}", "plan_items", [column])


def downgrade() -> None:
    """Drops them."""
    for column in ("task_id", "case_id", "plan_id"):
        op.drop_index(f"ix_plan_items_{column}", table_name="plan_items")
    op.drop_table("plan_items")
    op.drop_table("plans")
    op.drop_index("ix_tasks_meeting_id", table_name="tasks")
    op.drop_index("ix_tasks_staff_id", table_name="tasks")
    op.drop_table("tasks")
    op.drop_table("meetings")
