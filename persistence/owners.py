"""Who owns a step, as one column holds it: the roles by their names, with commas between them."""

from __future__ import annotations

from collections.abc import Iterable


def owners_as_text(roles: Iterable[str]) -> str:
    """The roles as a row holds them."""
    return ",".join(roles)


def owners_in(text: str) -> tuple[str, ...]:
    """The roles that a row holds; none where nobody owns the step."""
    return tuple(filter(None, text.split(",")))
