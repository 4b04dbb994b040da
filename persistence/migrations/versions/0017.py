"""Stamps: numbers that say whether what a program keeps in its memory still holds.

What each step needs and seldom changes (a call as it was published, the places that are held, who
has which role, what stands in the registers) is read once for a stamp. Any change of it, by whichever program, puts a new stamp
in the same transaction: the database does it, so no writer can forget. A stamp is drawn at random
and never comes again, neither after a change that was rolled back nor in another database.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0015"
branch_labels = None
depends_on = None

SUBJECTS = {
    "staff": ("staff", "role_assignments", "deputies"),
    "partners": ("partners",),
    "grading_tables": ("grading_tables", "grading_table_rows", "grading_table_withdrawals"),
    "precedents": ("precedents", "precedent_withdrawals"),
}
"""Subjects with one stamp each, and their tables."""

OF_CALL = ("call_required", "call_criteria", "call_hosts", "commission_members")
OF_CASE = ("placements", "appeals")
CALL = "title, published, closes, appeal_days, minimum_points"
LIST = "list_version, list_published_on, appeal_until"
ACTIONS = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}

PLACES = "UPDATE calls SET places_stamp = {drawn} WHERE id"


def upgrade() -> None:
    """Makes the stamps and what puts them anew."""
    op.create_table(
        "stamps",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_stamps")),
    )
    op.add_column("calls", sa.Column("stamp", sa.BigInteger(), nullable=True))
    op.add_column("calls", sa.Column("places_stamp", sa.BigInteger(), nullable=True))
    if _on_postgresql():
        op.execute(
            "CREATE FUNCTION drawn_stamp() RETURNS bigint LANGUAGE sql VOLATILE AS "
            "$$ SELECT hashtextextended(gen_random_uuid()::text, 0) $$"
        )
    drawn = _drawn()
    for name in SUBJECTS:
        op.execute(f"INSERT INTO stamps (name, stamp) VALUES ('{name}', {drawn})")
    op.execute(f"UPDATE calls SET stamp = {drawn}, places_stamp = {drawn}")
    _of_subjects()
    _of_calls()
    _of_places()


def _of_subjects() -> None:
    for name, tables in SUBJECTS.items():
        for table in tables:
            for action in ACTIONS:
                body = f"UPDATE stamps SET stamp = {{drawn}} WHERE name = '{name}'"
                _trigger(f"{table}_{action.lower()}", f"{action} ON {table}", body)


def _of_calls() -> None:
    both = "UPDATE calls SET stamp = {drawn}, places_stamp = {drawn} WHERE id = NEW.id"
    _trigger("calls_insert", "INSERT ON calls", both)
    changed = "UPDATE calls SET stamp = {drawn} WHERE id"
    _trigger("calls_update", f"UPDATE OF {CALL} ON calls", f"{changed} = NEW.id")
    for table in OF_CALL:
        for action, row in ACTIONS.items():
            event = f"{action} ON {table}"
            _trigger(f"{table}_{action.lower()}", event, f"{changed} = {row}.call_id")


def _of_places() -> None:
    _trigger("calls_list", f"UPDATE OF {LIST} ON calls", f"{PLACES} = NEW.id")
    ended = "OLD.ended <> NEW.ended OR (NEW.ended AND OLD.state <> NEW.state)"
    _trigger("cases_ended", "UPDATE OF state, ended ON cases", f"{PLACES} = NEW.call_id", ended)
    for table in OF_CASE:
        for action, row in ACTIONS.items():
            if _on_postgresql():
                _once_a_statement(table, action, row)
            else:
                body = f"{PLACES} = (SELECT call_id FROM cases WHERE id = {row}.case_id)"
                _trigger(f"{table}_{action.lower()}", f"{action} ON {table}", body)


def _trigger(name: str, event: str, body: str, when: str = "") -> None:
    """After each row that an event touches, where the condition holds."""
    said = body.format(drawn=_drawn())
    if _on_postgresql():
        _function(name, said)
        met = f"WHEN ({when}) " if when else ""
        op.execute(
            f"CREATE TRIGGER {name}_stamps AFTER {event} FOR EACH ROW {met}"
            f"EXECUTE FUNCTION {name}_stamps()"
        )
    else:
        met = f"WHEN {when} " if when else ""
        op.execute(f"CREATE TRIGGER {name}_stamps AFTER {event} {met}BEGIN {said}; END")


def _once_a_statement(table: str, action: str, row: str) -> None:
    """A list places a thousand cases by one statement: PostgreSQL keeps each version of a row."""
    name = f"{table}_{action.lower()}"
    of_cases = "SELECT call_id FROM cases WHERE id IN (SELECT case_id FROM touched)"
    _function(name, f"{PLACES} IN ({of_cases})".format(drawn=_drawn()))
    op.execute(
        f"CREATE TRIGGER {name}_stamps AFTER {action} ON {table} "
        f"REFERENCING {row} TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION {name}_stamps()"
    )


def _function(name: str, body: str) -> None:
    op.execute(
        f"CREATE FUNCTION {name}_stamps() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {body}; RETURN NULL; END $$"
    )


def _drawn() -> str:
    """A number that never comes again."""
    return "drawn_stamp()" if _on_postgresql() else "random()"


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def downgrade() -> None:
    """Forgets them."""
    for name, table in _triggers():
        op.execute(f"DROP TRIGGER {name}_stamps" + (f" ON {table}" if _on_postgresql() else ""))
        if _on_postgresql():
            op.execute(f"DROP FUNCTION {name}_stamps()")
    if _on_postgresql():
        op.execute("DROP FUNCTION drawn_stamp()")
    op.drop_column("calls", "places_stamp")
    op.drop_column("calls", "stamp")
    op.drop_table("stamps")


def _triggers() -> list[tuple[str, str]]:
    """Each trigger by its name and its table."""
    tables = (*(table for several in SUBJECTS.values() for table in several), *OF_CALL, *OF_CASE)
    named = [(f"{table}_{action.lower()}", table) for table in tables for action in ACTIONS]
    of_calls = [(f"calls_{name}", "calls") for name in ("insert", "update", "list")]
    return [*named, *of_calls, ("cases_ended", "cases")]
