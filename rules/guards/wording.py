"""How guards say what they found: what is unmet, and what to do about it."""

from __future__ import annotations

from functools import partial

from rules.wording import Fact, format_text, listed
from states.reasons import GuardReason

__all__ = ["Fact", "format_text", "guard_reason", "listed"]


def guard_reason(
    message: tuple[str, str], remedy: tuple[str, str], /, *, by: tuple[str, ...] = (), **facts: Fact
) -> GuardReason:
    """An unmet condition and what to do about it, both (English, Serbian) with the same facts.

    `by` names what removes it, as `rules.guards.remedies` has it.
    """
    return GuardReason(
        partial(format_text, *message, **facts), partial(format_text, *remedy, **facts), by
    )
