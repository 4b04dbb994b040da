"""How far lists are counted: to count a hundred thousand lines takes longer than to read a page."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ScalarSelect, Select, func, select

MOST_COUNTED: Final = 2_000
"""So many lines are counted exactly and shown in pages; beyond them a list says "more than"."""


def counted(lines: Select[Any]) -> ScalarSelect[int]:
    """How many lines there are, in no order: exact up to `MOST_COUNTED`, else one more."""
    few = lines.limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(few).scalar_subquery()
