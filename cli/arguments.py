"""Single words on the command line: a day, a role."""

from __future__ import annotations

from datetime import date

from states.validation_error import ValidationError
from states.vocabulary import ROLES


def read_day(written: str) -> date:
    """A civil date as people write it; raises ValidationError where it does not exist."""
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise ValidationError(f"{written!r} is not a date that exists (write YYYY-MM-DD)") from None


def read_role(written: str) -> str:
    """A role by its name; raises ValidationError with the known ones."""
    if written not in ROLES:
        raise ValidationError(f"`{written}` is not a role; known are: {', '.join(ROLES)}")
    return written
