"""Opaque cursors: where the next page of a list begins."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Final

from fastapi import Query
from starlette.responses import Response

from states.text import Text
from states.validation_error import ValidationError
from web.request_context import RequestContext

MOST: Final = 200
LONGEST: Final = 18
"""Digits of a cursor's number; a longer one is not a row's."""

Cursor = Annotated[
    str | None, Query(max_length=60, description="The `next` of the page before; none: the first.")
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Lines that a page holds at most.")]


def cursor_of(place: int) -> str:
    """The cursor of a place in a list."""
    return base64.urlsafe_b64encode(f"after {place}".encode()).decode().rstrip("=")


def place_of(cursor: str | None) -> int:
    """The place that a cursor stands for; raises ValidationError for one that is not ours."""
    if cursor is None:
        return 0
    try:
        padded_cursor = cursor + "=" * (-len(cursor) % 4)
        words = base64.b64decode(padded_cursor, altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        words = ""
    place = words.removeprefix("after ")
    if place == words or not (place.isascii() and place.isdigit() and len(place) <= LONGEST):
        raise ValidationError(
            Text(
                "The cursor is not one of ours: begin without it.",
                "Ознака странице није наша: почните без ње.",
            )
        )
    return int(place)


def link_to_next(context: RequestContext, response: Response, cursor: str | None) -> None:
    """Names the next page in the answer's `Link` header."""
    if cursor is not None:
        address = context.request.url.include_query_params(cursor=cursor)
        response.headers["Link"] = f'<{address.path}?{address.query}>; rel="next"'
