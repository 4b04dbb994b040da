"""What a click asks of the database: every statement, as SQLite itself runs it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from sqlalchemy import Engine, event

SEALED: Final = " AS sealed_"
"""What only a seal's question has: the name of a column that it hashes."""
STEPS: Final = 100
"""After so many steps of its machine SQLite tells how far a statement is."""


@dataclass
class Statements:
    """The statements of a click in their order, with their values in them."""

    texts: list[str] = field(default_factory=list)
    steps: Counter[str] = field(default_factory=Counter)
    """How many steps of SQLite's machine each took, in whole hundreds."""
    made_anew: list[str] = field(default_factory=list)
    """Those that SQLAlchemy can't know again, and makes into words whenever they are asked."""

    @property
    def questions(self) -> list[str]:
        """What was asked, as against what was written."""
        return [text for text in self.texts if text.startswith(("SELECT", "WITH"))]

    @property
    def transactions(self) -> list[str]:
        """How each transaction began: `BEGIN` only reads, `BEGIN IMMEDIATE` writes."""
        return [text for text in self.texts if text.startswith("BEGIN")]

    @property
    def asked_twice(self) -> dict[str, int]:
        """The questions that were asked more than once, with the very same values."""
        questions = Counter(text for text in self.texts if text.startswith("SELECT"))
        return {text: times for text, times in questions.items() if times > 1}

    def reads_of(self, table: str) -> int:
        """How many questions read a table first, beside a seal's look at what was written."""
        texts = [f"{text} ".replace("\n", " ") for text in self.texts if SEALED not in text]
        return sum(f"FROM {table} " in text for text in texts)


@contextmanager
def statements_of(engine: Engine) -> Iterator[Statements]:
    """Hears every statement that the pages run meanwhile; left out where they run on PostgreSQL."""
    if engine.dialect.name != "sqlite":
        pytest.skip("only SQLite tells what it runs, and by how many steps")
    statements = Statements()

    def count_steps() -> None:
        statements.steps[statements.texts[-1] if statements.texts else ""] += STEPS

    def listen(raw: Any, record: Any, proxy: Any) -> None:
        raw.set_trace_callback(statements.texts.append)
        raw.set_progress_handler(count_steps, STEPS)

    def know_again(*execution: Any) -> None:
        words = execution[4].compiled
        if words is not None and words.cache_key is None:
            statements.made_anew.append(execution[2])

    def leave(raw: Any, record: Any) -> None:
        raw.set_trace_callback(None)
        raw.set_progress_handler(None, 0)

    event.listen(engine, "checkout", listen)
    event.listen(engine, "checkin", leave)
    event.listen(engine, "before_cursor_execute", know_again)
    try:
        yield statements
    finally:
        event.remove(engine, "checkout", listen)
        event.remove(engine, "checkin", leave)
        event.remove(engine, "before_cursor_execute", know_again)
