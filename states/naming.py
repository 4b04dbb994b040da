"""How a name that nobody knows is told: with the nearest that is known."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches


def unknown_name(name: object, known: Collection[str], what: str) -> str:
    """`ladr` is not a known ladder; did you mean `ladder`?"""
    close = get_close_matches(str(name), list(known), n=1)
    hint = f"; did you mean `{close[0]}`?" if close else ""
    return f"`{name}` is not a known {what}{hint}"
