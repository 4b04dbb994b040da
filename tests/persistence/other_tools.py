"""What somebody does to the database with other tools than this program, guards and all."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, text, update

from persistence.chains import BEGINNING
from persistence.history import hash_of
from persistence.sealing import seal_everything
from persistence.tables import cases, history, seal_tip, sealed_rows, seals
from persistence.touched import forget


def take_down(connection: Connection, *guards: str) -> None:
    """Takes guards of the database down, as whoever owns it can."""
    for guard in guards:
        on = ""
        if connection.dialect.name == "postgresql":
            on = f" ON {guard.rpartition('_no_')[0]}"
        connection.execute(text(f"DROP TRIGGER {guard}{on}"))


def without_guards(connection: Connection) -> None:
    """Nothing refuses, and nothing hears: of triggers only those stay that keep the lists."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        return
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    for (name,) in connection.execute(text(names)).all():
        if "_sealed_" in name or "_no_" in name:
            connection.execute(text(f"DROP TRIGGER {name}"))


def rechained(connection: Connection, case_id: int) -> str:
    """Every hash of a history computed anew; the last one."""
    tip = BEGINNING
    own = select(history).where(history.c.case_id == case_id).order_by(history.c.seq)
    for row in connection.execute(own).mappings().all():
        entry = {**row, "previous": tip}
        tip = hash_of(entry)
        of_entry = (history.c.case_id == case_id, history.c.seq == row["seq"])
        values = {"previous": entry["previous"], "hash": tip}
        connection.execute(update(history).where(*of_entry).values(values))
    connection.execute(update(cases).where(cases.c.id == case_id).values(history_tip=tip))
    return tip


def as_before_seals(connection: Connection) -> None:
    """The office as an upgrade finds it that was begun before there were seals: no entry has a
    digest of its own, and one seal covers every row as it stands.
    """
    guards = text("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
    on_sqlite = connection.dialect.name == "sqlite"
    guards_before = connection.execute(guards).scalars().all() if on_sqlite else []
    without_guards(connection)
    for table in (sealed_rows, seals):
        connection.execute(delete(table))
    connection.execute(update(seal_tip).values(length=0, hash=BEGINNING))
    connection.execute(update(history).values(sealed=None, salt=None))
    for case_id in connection.execute(select(cases.c.id)).scalars().all():
        rechained(connection, case_id)
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = DEFAULT"))
    guards_after = set(connection.execute(guards).scalars()) if on_sqlite else set()
    for sql in guards_before:
        if sql not in guards_after:
            connection.execute(text(sql.replace(":", "\\:")))
    seal_everything(connection)
    forget(connection)
