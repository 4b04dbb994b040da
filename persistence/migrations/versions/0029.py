"""A person is known by the address without regard to case, and two persons may be one.

`persons.key` is the address as it is compared. Persons who have one key are one from now on: the
cases are the first one's, under the name and address that were written last. `same_as` names the
person as whom another counts; who said so, when and why stands in `same_persons`.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

PERSONS = sa.table(
    "persons",
    sa.column("id", sa.BigInteger),
    sa.column("name", sa.String),
    sa.column("email", sa.String),
    sa.column("writes_in", sa.String),
    sa.column("key", sa.String),
)
CANDIDATES = sa.table("candidates", sa.column("person_id", sa.BigInteger))
AT_A_TIME = 500


def upgrade() -> None:
    """Adds the key and fills it in; persons of one key become one."""
    op.add_column("persons", sa.Column("key", sa.String(length=200), nullable=True))
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("persons", sa.Column("same_as", number, nullable=True))
    op.create_index(op.f("ix_persons_same_as"), "persons", ["same_as"])
    op.create_table(
        "same_persons",
        sa.Column("id", number, nullable=False),
        sa.Column("person_id", number, nullable=False),
        sa.Column("same_as", number, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person", sa.String(length=300), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_same_persons_person_id_persons")
        ),
        sa.ForeignKeyConstraint(
            ["same_as"], ["persons.id"], name=op.f("fk_same_persons_same_as_persons")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_same_persons")),
    )
    _fill(op.get_bind())
    op.create_index(op.f("ix_persons_key"), "persons", ["key"], unique=True)


def _fill(connection: sa.Connection) -> None:
    by_key: dict[str, list[sa.Row[tuple[int, str, str, str, str]]]] = {}
    for person in connection.execute(sa.select(PERSONS).order_by(PERSONS.c.id)):
        by_key.setdefault(person.email.strip().casefold(), []).append(person)
    for key, several in by_key.items():
        first, newest = several[0], several[-1]
        others = [person.id for person in several[1:]]
        if others:
            of_others = CANDIDATES.c.person_id.in_(others)
            connection.execute(sa.update(CANDIDATES).where(of_others).values(person_id=first.id))
            connection.execute(sa.delete(PERSONS).where(PERSONS.c.id.in_(others)))
        connection.execute(
            sa.update(PERSONS)
            .where(PERSONS.c.id == first.id)
            .values(
                key=key, name=newest.name, email=newest.email, writes_in=newest.writes_in
            )
        )


def downgrade() -> None:
    """Takes all of it away; persons who became one stay so."""
    op.drop_index(op.f("ix_persons_key"), table_name="persons")
    op.drop_table("same_persons")
    op.drop_index(op.f("ix_persons_same_as"), table_name="persons")
    op.drop_column("persons", "same_as")
    op.drop_column("persons", "key")
