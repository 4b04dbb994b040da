"""How guards say what they found: what is unmet, and what to do about it."""

from __future__ import annotations

from functools import partial

from rules.wording import Fact, listed, said
from states.reasons import GuardReason

__all__ = ["Fact", "guard_reason", "listed", "said"]


def guard_reason(what: tuple[str, str], remedy: tuple[str, str], /, **facts: Fact) -> GuardReason:
    """An unmet condition and what to do about it, both (English, Serbian) with the same facts."""
    return GuardReason(partial(said, *what, **facts), partial(said, *remedy, **facts))
