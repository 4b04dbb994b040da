"""How guards say what they found: what is unmet, and what to do about it."""

from __future__ import annotations

from functools import partial

from rules.wording import Fact, listed, said
from states.reasons import Unmet

__all__ = ["Fact", "listed", "said", "unmet"]


def unmet(what: tuple[str, str], remedy: tuple[str, str], /, **facts: Fact) -> Unmet:
    """An unmet condition and what to do about it, both (English, Serbian) with the same facts."""
    return Unmet(partial(said, *what, **facts), partial(said, *remedy, **facts))
