"""A title as somebody typed it: not empty, not too long, of letters that can be kept."""

from __future__ import annotations

from states.text import Text
from states.validation_error import ValidationError


def checked_title(typed_title: str, most: int, refusal: Text) -> str:
    """The title without spaces at its ends, each gap in it one space.

    Raises ValidationError with `refusal`, at the field `title`, for none and for more than `most`
    letters.
    """
    title = " ".join(typed_title.split())
    if not 0 < len(title) <= most or "\0" in title:
        raise ValidationError(refusal, ("title",))
    return title
