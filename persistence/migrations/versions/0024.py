"""Every act gets a number of one register; what partners read of a candidate and of each other.

The register (`act_register`) begins empty: acts of before keep the numbers that they bear. Of a
candidate the transcripts and agreements name birth, sex, enrolment and field of education, of a
partner its Erasmus code, address and contact person; nobody has recorded any of these yet.

What a document that is still to be made says, is brought into its present form: its basis names
the articles that its rules had.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_OF_A_CANDIDATE = (
    ("birth_date", sa.Date()),
    ("birth_place", sa.String(length=300)),
    ("sex", sa.String(length=10)),
    ("matriculated_on", sa.Date()),
    ("field_of_study", sa.String(length=4)),
)
_OF_A_PARTNER = (
    ("erasmus_code", sa.String(length=20)),
    ("address", sa.String(length=300)),
    ("contact", sa.String(length=300)),
)


_OUTBOX = sa.table(
    "outbox", sa.column("id", sa.Integer), sa.column("action", sa.String),
    sa.column("status", sa.String), sa.column("content", sa.Text),
)  # fmt: skip


def upgrade() -> None:
    """Makes the register and the columns, and rewrites the documents that are still to be made."""
    op.create_table(
        "act_register",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("institution", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("call_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_act_register_call_id_calls")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_act_register_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act_register")),
        sa.UniqueConstraint("number", name=op.f("uq_act_register_number")),
        sa.UniqueConstraint(
            "institution", "year", "serial", name=op.f("uq_act_register_institution_year_serial")
        ),
    )
    op.create_index(op.f("ix_act_register_case_id"), "act_register", ["case_id"])
    for name, kind in _OF_A_CANDIDATE:
        op.add_column("candidates", sa.Column(name, kind, nullable=True))
    for name, kind in _OF_A_PARTNER:
        op.add_column("partners", sa.Column(name, kind, nullable=True))
    _rewrite_orders(op.get_bind())


def _rewrite_orders(connection: sa.Connection) -> None:
    unmade = sa.select(_OUTBOX.c.id, _OUTBOX.c.content).where(
        _OUTBOX.c.action == "document", _OUTBOX.c.status != "done"
    )
    for row in connection.execute(unmade).all():
        order = json.loads(row.content)
        content = order.get("content")
        if not content or "basis" in content["head"]:
            continue
        _rewrite(content)
        rewritten = json.dumps(order, ensure_ascii=False)
        connection.execute(
            sa.update(_OUTBOX).where(_OUTBOX.c.id == row.id).values(content=rewritten)
        )


def _rewrite(content: dict[str, Any]) -> None:
    head = content["head"]
    places = [rest["article"] or rest["rule"] for rest in head["rests_on"]]
    in_both = [place if isinstance(place, dict) else {"en": place, "sr": place} for place in places]
    head["basis"] = {
        language: ", ".join(place[language] for place in in_both) for language in ("en", "sr")
    }
    head["rests_on"] = [rest["rule"] for rest in head["rests_on"]]
    content.pop("rulebook", None)
    if isinstance(content.get("home"), str):
        content["home"] = {"name": content["home"]}


def downgrade() -> None:
    """Drops the register and the columns; what is still to be made is made by the newer form."""
    for name, _ in _OF_A_PARTNER:
        op.drop_column("partners", name)
    for name, _ in _OF_A_CANDIDATE:
        op.drop_column("candidates", name)
    op.drop_table("act_register")
