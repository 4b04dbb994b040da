"""Single words on the command line: a day, a role."""

from __future__ import annotations

from datetime import date

from states.validation_error import ValidationError
from states.vocabulary import ROLES


def read_day(text: str) -> date:
    """A civil date as people write it; raises ValidationError where it does not exist."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValidationError(f"{text!r} is not a date that exists (write YYYY-MM-DD)") from None


def read_role(name: str) -> str:
    """A role by its name; raises ValidationError with the known ones."""
    if name not in ROLES:
        raise ValidationError(f"`{name}` is not a role; known are: {', '.join(ROLES)}")
    return name
