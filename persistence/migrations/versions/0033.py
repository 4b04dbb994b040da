"""Lists of cases have narrow rows to be filtered and sorted by; persons are found by folded names.

`case_owners` has a row for each role that is to act in a case, `listed_cases` one for each case.
The database keeps both with every change of what they tell, so no writer can forget. `folded` and
`sort_key` of persons are written with the name.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from states.folding import folded, sort_key

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

ID: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PERSONS: Final = sa.table(
    "persons",
    sa.column("id", sa.BigInteger),
    *(sa.column(name, sa.String) for name in ("name", "email", "name_in_other_script")),
    *(sa.column(name, sa.String) for name in ("folded", "sort_key")),
)
INDEXES: Final = {
    "due": ["ended", "due_key", "case_id"],
    "step": ["ended", "process", "state", "awaited", "due_key", "case_id"],
    "owners": ["ended", "owners", "due_key", "case_id"],
    "name": ["ended", "name_key", "case_id"],
    "host": ["ended", "host", "case_id"],
}
OF_CASE: Final = (
    "institution, process, call_id, state, awaited, owners, ended, rests, due_key"
)
READ: Final = (
    "institution", "process", "call_id", "state", "awaited", "owners", "ended", "rests_en", "due"
)  # fmt: skip
"""The columns of a case that its rows are made from."""
FACTS: Final = ("placements", "application_hosts")


def upgrade() -> None:
    """Makes the tables, fills them from the cases that there are, and has them kept."""
    op.add_column("persons", sa.Column("folded", sa.Text(), nullable=False, server_default=sa.text("''")))
    key = sa.Column("sort_key", sa.String(length=120), nullable=False, server_default=sa.text("''"))
    op.add_column("persons", key)
    _fold_names(op.get_bind())
    _make_owners()
    _make_lists()
    for statement in _filling():
        op.execute(statement)
    for name, table, event, body in _kept():
        _trigger(name, table, event, body)


def _fold_names(connection: sa.Connection) -> None:
    rows = [
        {
            "person": person.id,
            "folded": " ".join(filter(None, dict.fromkeys(map(folded, names)))),
            "key": sort_key(person.name),
        }
        for person in connection.execute(sa.select(PERSONS))
        for names in [(person.name, person.name_in_other_script or "", person.email)]
    ]
    fill = sa.text("UPDATE persons SET folded = :folded, sort_key = :key WHERE id = :person")
    if rows:
        connection.execute(fill, rows)


def _make_owners() -> None:
    op.create_table(
        "case_owners",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("institution", sa.String(length=40), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("due_key", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_case_owners_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("case_id", "role", name=op.f("pk_case_owners")),
    )
    columns = ["institution", "role", "ended", "due_key", "case_id"]
    op.create_index("ix_case_owners_due", "case_owners", columns)


def _make_lists() -> None:
    words = {"institution": 40, "process": 60, "state": 40, "awaited": 40, "owners": 200}
    empty = {"name_key": 120, "host": 300}
    op.create_table(
        "listed_cases",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("call_id", ID, nullable=False),
        *(sa.Column(name, sa.String(length=n), nullable=False) for name, n in words.items()),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("rests", sa.Boolean(), nullable=False),
        sa.Column("due_key", sa.Date(), nullable=False),
        *(
            sa.Column(name, sa.String(length=n), nullable=False, server_default=sa.text("''"))
            for name, n in empty.items()
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_listed_cases_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_listed_cases_call_id_calls")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_listed_cases")),
    )
    op.create_index(op.f("ix_listed_cases_call_id"), "listed_cases", ["call_id"])
    for name, columns in INDEXES.items():
        op.create_index(f"ix_listed_cases_{name}", "listed_cases", columns)


def _filling() -> tuple[str, ...]:
    """Of all cases there are, what the triggers write of each as it changes."""
    return (
        f"INSERT INTO listed_cases (case_id, {OF_CASE}) SELECT id, {_listed('cases')} FROM cases",
        f"UPDATE listed_cases SET name_key = {_name_of('listed_cases.case_id')}",
        f"UPDATE listed_cases SET host = {_host_of('listed_cases.case_id')}",
        _owners_of("cases", "FROM cases"),
    )


def _kept() -> tuple[tuple[str, str, str, str], ...]:
    """Triggers: a name, the table, what happens to it, and what follows."""
    named = f"UPDATE listed_cases SET name_key = {_name_of('NEW.case_id')} WHERE case_id = NEW.case_id"
    of_case = ", ".join(
        f"{name} = {value}"
        for name, value in zip(OF_CASE.split(", "), _values("NEW"), strict=True)
    )
    renamed = (
        "UPDATE listed_cases SET name_key = NEW.sort_key WHERE case_id IN "
        "(SELECT case_id FROM candidates WHERE person_id = NEW.id)"
    )
    return (
        ("cases_insert", "cases", "INSERT",
         f"INSERT INTO listed_cases (case_id, {OF_CASE}) VALUES (NEW.id, {_listed('NEW')}); "
         f"{_owners_of('NEW', '')}"),
        ("cases_update", "cases", f"UPDATE OF {', '.join(READ)}",
         f"UPDATE listed_cases SET {of_case} WHERE case_id = NEW.id; "
         f"DELETE FROM case_owners WHERE case_id = NEW.id; {_owners_of('NEW', '')}"),
        ("candidates_insert", "candidates", "INSERT", named),
        ("candidates_update", "candidates", "UPDATE OF person_id", named),
        ("persons_update", "persons", "UPDATE OF sort_key", renamed),
        *(
            (f"{table}_{action.lower()}", table, action,
             f"UPDATE listed_cases SET host = {_host_of(f'{row}.case_id')} "
             f"WHERE case_id = {row}.case_id")
            for table in FACTS
            for action, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
        ),
    )  # fmt: skip


def _values(row: str) -> tuple[str, ...]:
    """A case's values for `OF_CASE`, in the same order."""
    plain = [f"{row}.{name}" for name in ("institution", "process", "call_id", "state")]
    return (
        *plain,
        f"coalesce({row}.awaited, '')",
        f"{row}.owners",
        f"{row}.ended",
        f"{row}.rests_en IS NOT NULL",
        _due_key(row),
    )


def _listed(row: str) -> str:
    return ", ".join(_values(row))


def _due_key(row: str) -> str:
    never = "DATE '9999-12-31'" if _on_postgresql() else "'9999-12-31'"
    return f"coalesce({row}.due, {never})"


def _name_of(case: str) -> str:
    return (
        "coalesce((SELECT persons.sort_key FROM persons JOIN candidates ON "
        f"candidates.person_id = persons.id WHERE candidates.case_id = {case}), '')"
    )


def _host_of(case: str) -> str:
    """The host that the list gives, else the first applied for."""
    return (
        f"coalesce((SELECT host FROM placements WHERE case_id = {case}), "
        f"(SELECT host FROM application_hosts WHERE case_id = {case} "
        "ORDER BY position LIMIT 1), '')"
    )


def _owners_of(row: str, source: str) -> str:
    """A row for each role of a case's owners; `source` names the cases, where it is not one."""
    if _on_postgresql():
        roles = f"unnest(string_to_array({row}.owners, ',')) AS owner (role)"
    else:
        listed = f"""'["' || replace({row}.owners, ',', '","') || '"]'"""
        roles = f"json_each({listed}) AS owner"
    role = "owner.role" if _on_postgresql() else "owner.value"
    across = f"{source}, {roles}" if source else f"FROM {roles}"
    return (
        "INSERT INTO case_owners (case_id, role, institution, ended, due_key) "
        f"SELECT DISTINCT {row}.id, {role}, {row}.institution, {row}.ended, {_due_key(row)} "
        f"{across} WHERE {role} <> ''"
    )


def _trigger(name: str, table: str, event: str, body: str) -> None:
    """A step that leaves all of it as it was writes nothing."""
    when = f"WHEN ({_differs()})" if name == "cases_update" else ""
    if _on_postgresql():
        op.execute(
            f"CREATE FUNCTION {name}_listed() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {body}; RETURN NULL; END $$"
        )
        body = f"EXECUTE FUNCTION {name}_listed()"
    else:
        body = f"BEGIN {body}; END"
    op.execute(f"CREATE TRIGGER {name}_listed AFTER {event} ON {table} FOR EACH ROW {when} {body}")


def _differs() -> str:
    other = "IS DISTINCT FROM" if _on_postgresql() else "IS NOT"
    return " OR ".join(f"OLD.{name} {other} NEW.{name}" for name in READ)


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def downgrade() -> None:
    """Forgets them."""
    for name, table, _, _ in _kept():
        op.execute(f"DROP TRIGGER {name}_listed" + (f" ON {table}" if _on_postgresql() else ""))
        if _on_postgresql():
            op.execute(f"DROP FUNCTION {name}_listed()")
    op.drop_table("listed_cases")
    op.drop_table("case_owners")
    op.drop_column("persons", "sort_key")
    op.drop_column("persons", "folded")
