"""Searches read words: whatever a person, a case or an act is found by, from each word's beginning.

The database keeps them with every change, so no writer can forget. The index of whole folded names,
which searches walked, goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None

ID: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD: Final = sa.String(120).with_variant(sa.String(120, collation="C"), "postgresql")
SIGNS: Final = " .,;@-_/''()+&"
"""What stands between two words; the apostrophe as SQL writes it."""
SOURCES: Final = {
    "person": ("persons", "folded"),
    "case": ("cases", "number"),
    "act": ("act_register", "number"),
}


def upgrade() -> None:
    """Makes the table, fills it from what there is, and has it kept."""
    op.create_table(
        "search_words",
        sa.Column("word", WORD, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("row_id", ID, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("word", "kind", "row_id", name=op.f("pk_search_words")),
        sqlite_with_rowid=False,
    )
    for kind, (table, column) in SOURCES.items():
        op.execute(_filling(kind, table, column))
    for name, table, event, body in _kept():
        _trigger(name, table, event, body)
    op.drop_index("ix_persons_folded", table_name="persons")


def _filling(kind: str, table: str, column: str) -> str:
    text = f"lower({table}.{column})"
    if _on_postgresql():
        words = f"FROM {table}, LATERAL ({_words(text)}) AS words"
        return f"{_INTO} SELECT DISTINCT word, '{kind}', {table}.id {words} ORDER BY 1, 2, 3"
    places = (
        "WITH RECURSIVE place (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM place WHERE n < "
        f"(SELECT max(length({column})) FROM {table})) "
    )
    word = f"{_word(text)} AS word"
    words = f"SELECT {word}, {table}.id FROM {table} JOIN place ON {_begins(text)}"
    plain = "SELECT word, id FROM words UNION SELECT ltrim(word, '0'), id FROM words"
    return (
        f"{_INTO} SELECT word, '{kind}', id FROM ({places}, words (word, id) AS ({words}) {plain}) "
        "WHERE word <> '' ORDER BY 1, 3"
    )


_INTO: Final = "INSERT INTO search_words (word, kind, row_id)"


def _words(text: str) -> str:
    """The words of a text, each once: from each beginning to the next space, and a number also
    without the noughts before it."""
    if _on_postgresql():
        begins = (
            f"strpos('{SIGNS}', substr(part, n, 1)) = 0 AND "
            f"(n = 1 OR strpos('{SIGNS}', substr(part, n - 1, 1)) > 0)"
        )
        words = (
            f"SELECT left(substr(part, n), 120) AS word FROM unnest(string_to_array({text}, ' ')) "
            f"AS part, generate_series(1, length(part)) AS n WHERE {begins}"
        )
        places = ""
    else:
        places = (
            "RECURSIVE place (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM place "
            f"WHERE n < length({text})), "
        )
        words = f"SELECT {_word(text)} AS word FROM place WHERE {_begins(text)}"
    return (
        f"WITH {places}words AS ({words}) SELECT word FROM words WHERE word <> '' "
        "UNION SELECT ltrim(word, '0') FROM words WHERE ltrim(word, '0') <> ''"
    )


def _word(text: str) -> str:
    return f"substr(substr({text}, n, instr(substr({text}, n) || ' ', ' ') - 1), 1, 120)"


def _begins(text: str) -> str:
    """Whether a word of a text begins at the place `n` (SQLite)."""
    return (
        f"n <= length({text}) AND instr('{SIGNS}', substr({text}, n, 1)) = 0 "
        f"AND (n = 1 OR instr('{SIGNS}', substr({text}, n - 1, 1)) > 0)"
    )


def _kept() -> Iterator[tuple[str, str, str, str]]:
    """Triggers: a name, the table, what happens to it, and what follows."""
    for kind, (table, column) in SOURCES.items():
        new, old = (_words(f"lower({row}.{column})") for row in ("NEW", "OLD"))
        put = f"{_INTO} SELECT word, '{kind}', NEW.id FROM ({new}) AS written"
        taken = (
            f"DELETE FROM search_words WHERE kind = '{kind}' AND row_id = OLD.id "
            f"AND word IN (SELECT word FROM ({old}) AS gone)"
        )
        yield f"{table}_words_insert", table, "INSERT", put
        yield f"{table}_words_update", table, f"UPDATE OF {column}", f"{taken}; {put}"
        yield f"{table}_words_delete", table, "DELETE", taken


def _trigger(name: str, table: str, event: str, body: str) -> None:
    if _on_postgresql():
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {body}; RETURN NULL; END $$"
        )
        body = f"EXECUTE FUNCTION {name}()"
    else:
        body = f"BEGIN {body}; END"
    op.execute(f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {body}")


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def downgrade() -> None:
    """Forgets the words, and walks whole names again."""
    for name, table, _, _ in _kept():
        op.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if _on_postgresql() else ""))
        if _on_postgresql():
            op.execute(f"DROP FUNCTION {name}()")
    op.drop_table("search_words")
    op.create_index("ix_persons_folded", "persons", ["folded"])
