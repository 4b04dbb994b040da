"""What somebody does to the database with other tools than this program, guards and all."""

from __future__ import annotations

from sqlalchemy import Connection, text


def take_down(connection: Connection, *guards: str) -> None:
    """Takes guards of the database down, as whoever owns it can."""
    for guard in guards:
        on = ""
        if connection.dialect.name == "postgresql":
            on = f" ON {guard.rpartition('_no_')[0]}"
        connection.execute(text(f"DROP TRIGGER {guard}{on}"))
